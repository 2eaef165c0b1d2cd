"""Which encoder embeds passages, and which one encodes the questions of a generation."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from embeddings.encoding.model_files import files_digest
from embeddings.encoding.onnx_encoder import MODEL, OnnxEncoder, exported_identity
from embeddings.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.encoding.encoder import EncoderIdentity
    from embeddings.encoding.text_encoder import TextEncoder

ENCODER = "encoder"
"""The folder of the exported model, in the index and, linked, in each generation."""
_SLUG = 60
"""Letters of a model's name in its cache folder: a path of a model may be longer than a file name can be."""


def passage_encoder(
    index: Path, name: str, cache: Path | None = None, announce: Callable[[], None] = lambda: None
) -> TextEncoder:
    """Return the index's exported model; sentence-transformers runs one that cannot be exported.

    Where the index has none, it comes from the user's ``cache``, which serves every index. A model that is not there
    either is announced, exported, and kept in both.
    Raises EncoderError if the model cannot be loaded.
    """
    folder, cached = index / ENCODER, _cached(cache, name)
    digest = files_digest(name)
    for place in filter(None, (folder, cached)):
        identity = exported_identity(place)
        if identity and (identity.name, identity.digest) == (name, digest):
            if place != folder:
                _replace(folder, OnnxEncoder(place).export)
            return OnnxEncoder(folder, cores(), for_passages=True)
    from embeddings.encoding.torch_encoder import SentenceEncoder

    announce()
    original = SentenceEncoder(name)
    if exported_identity(folder) != original.identity and not _replace(folder, original.export):
        return original
    encoder = OnnxEncoder(folder, cores(), for_passages=True)
    if cached:
        with suppress(OSError):  # an index needs no cache
            _replace(cached, encoder.export)
    return encoder


def question_encoder(folder: Path, identity: EncoderIdentity) -> TextEncoder:
    """Return the encoder for a generation's questions.

    Raises EncoderError if the model was not exported and is no longer the one that embedded the passages.
    """
    if (folder / MODEL).is_file():
        return OnnxEncoder(folder)
    from embeddings.encoding.torch_encoder import SentenceEncoder

    return SentenceEncoder(identity.name, identity.digest)


def _cached(cache: Path | None, name: str) -> Path | None:
    """Return the cache's folder for the model; the hash tells apart names that differ in punctuation alone."""
    slug = f"{re.sub(r'[^A-Za-z0-9.-]+', '-', name)[-_SLUG:]}-{sha256(name.encode()).hexdigest()[:8]}"
    return cache / slug if cache else None


def _replace(folder: Path, export: Callable[[Path], str | None]) -> bool:
    """Replace the folder by the exported model in one step; return whether the model could be exported."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        if export(building) is not None:
            return False
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return True
