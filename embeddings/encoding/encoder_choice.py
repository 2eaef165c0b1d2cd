"""Which encoder embeds passages, and which one encodes the questions of a generation."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from embeddings.encoding.model_files import files_digest
from embeddings.encoding.onnx_encoder import MODEL, OnnxEncoder, exported_identity
from embeddings.workers import cores

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.encoder import EncoderIdentity
    from embeddings.encoding.text_encoder import TextEncoder

ENCODER = "encoder"
"""The folder of the exported model, in the index and, linked, in each generation."""


def passage_encoder(index: Path, name: str) -> TextEncoder:
    """Return the index's exported model, exporting it first if needed; sentence-transformers runs what cannot be.

    Raises EncoderError if the model cannot be loaded.
    """
    folder = index / ENCODER
    identity = exported_identity(folder)
    if identity and (identity.name, identity.digest) == (name, files_digest(name)):
        return OnnxEncoder(folder, cores())
    from embeddings.encoding.torch_encoder import SentenceEncoder

    original = SentenceEncoder(name)
    if identity == original.identity or _export(original, folder):
        return OnnxEncoder(folder, cores())
    return original


def question_encoder(folder: Path, identity: EncoderIdentity) -> TextEncoder:
    """Return the encoder for a generation's questions.

    Raises EncoderError if the model was not exported and is no longer the one that embedded the passages.
    """
    if (folder / MODEL).is_file():
        return OnnxEncoder(folder)
    from embeddings.encoding.torch_encoder import SentenceEncoder

    return SentenceEncoder(identity.name, identity.digest)


def _export(original: TextEncoder, folder: Path) -> bool:
    """Replace the folder by the exported model in one step; return whether the model could be exported."""
    building = folder.with_name(f".building-{ENCODER}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        if original.export(building) is not None:
            return False
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return True
