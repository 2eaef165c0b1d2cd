"""Stand-ins for where meaning does not matter; they depend on the text alone."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoding.encoder import EncoderIdentity, PassageText, PassageVectors, unit
from embeddings.encoding.token_codes import encode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Silence:
    """Progress that nobody watches."""

    def stage(self, name: str, total: int) -> None: ...

    def advance(self, steps: int = 1) -> None: ...


class HashEncoder:
    """Vectors from a hash of the text: equal texts have equal vectors, and nothing else is promised."""

    identity = EncoderIdentity("hash", 8, "0" * 64)
    limit = 64

    def __init__(self) -> None:
        self.embedded = 0

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        self.embedded += len(passages)
        rows = [unit(np.stack([_numbers(text) for text in (passage.text, *passage.sentences)])) for passage in passages]
        return [PassageVectors(vectors, encode(vectors)) for vectors in rows]

    def export(self, folder: Path) -> None:
        (folder / "encoder.json").write_text("{}", encoding="utf-8")


class StandIn(HashEncoder):
    """Vectors as long as the shipped model's, and as many of its tokens, to see what they take without making them."""

    identity = EncoderIdentity("stand-in", 384, "1" * 64)

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        found = zip(passages, super().embed(passages), strict=True)
        return [self._long(vectors, len(passage.text.split())) for passage, vectors in found]

    def _long(self, vectors: PassageVectors, words: int) -> PassageVectors:
        rows = unit(np.tile(vectors.rows, self.identity.dimension // vectors.rows.shape[1]))
        return PassageVectors(rows, encode(np.repeat(rows[:1], words, axis=0)))


def _numbers(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(sha256(text.encode()).digest()[:8], np.uint8).astype(np.float32) - 127.5
