"""The encoder that an index keeps: exported once, linked into every generation, and opened for its questions."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from embeddings.encoding.model_files import files_digest
from embeddings.encoding.onnx_encoder import MODEL, OnnxEncoder, exported
from embeddings.workers import cores

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.encoder import EncoderIdentity
    from embeddings.encoding.text_encoder import TextEncoder

ENCODER = "encoder"
"""The folder that holds it, of a generation and of the index."""


def passage_encoder(index: Path, name: str) -> TextEncoder:
    """Return what passages are embedded with: the model as it was exported before, else exported now.

    A model that cannot be exported is run by the training library.
    Raises EncoderError if the model cannot be loaded.
    """
    folder = index / ENCODER
    kept = exported(folder)
    if kept and (kept.name, kept.digest) == (name, files_digest(name)):
        return OnnxEncoder(folder, cores())
    from embeddings.encoding.torch_encoder import SentenceEncoder

    original = SentenceEncoder(name)
    if kept == original.identity or _export(original, folder):
        return OnnxEncoder(folder, cores())
    return original


def question_encoder(folder: Path, identity: EncoderIdentity) -> TextEncoder:
    """Return what a generation's questions are encoded with.

    Raises EncoderError if the model was not exported and is no longer the one that embedded the passages.
    """
    if (folder / MODEL).is_file():
        return OnnxEncoder(folder)
    from embeddings.encoding.torch_encoder import SentenceEncoder

    return SentenceEncoder(identity.name, identity.digest)


def _export(original: TextEncoder, folder: Path) -> bool:
    """Put the exported model into the folder in one step; return whether it could be exported."""
    fresh = folder.with_name(f".building-{ENCODER}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        if original.export(fresh) is not None:
            return False
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return True
