"""The seam that every encoder meets, and the vectors that cross it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Vector: TypeAlias = NDArray[np.float32]
"""One unit vector. *Shape:* (dimension,)"""
Matrix: TypeAlias = NDArray[np.float32]
"""Unit vectors, one a row. *Shape:* (rows, dimension)"""


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which model made the vectors; vectors can be compared only if their identities are equal."""

    name: str
    dimension: int
    digest: str
    """SHA-256 of the model's files in hexadecimal; for the shipped model, of its weights."""


Codes: TypeAlias = NDArray[np.uint8]
"""Unit vectors at two bits per coordinate. *Shape:* (tokens, dimension / 4)"""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as the encoder reads it."""

    sentences: tuple[str, ...]
    before: str = ""
    """The sentence that an opening pronoun refers to; its tokens are stored with the passage, its meaning is not."""

    @property
    def text(self) -> str:
        """The passage itself."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors, all from one forward pass."""

    rows: Matrix
    """The whole passage's vector, followed by one per sentence if it has several."""
    tokens: Codes
    """One per token, without special tokens."""


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question's vectors."""

    vector: Vector
    tokens: Matrix
    """One unit vector per token of the question, without special tokens."""
    words: tuple[str, ...]
    """The word of the question that each token belongs to."""


class PassageEncoder(Protocol):
    """Encodes passages at build time."""

    identity: EncoderIdentity
    limit: int
    """How many of its own tokens the model reads; longer texts must be split first."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return each text's length in the model's tokens, special tokens included."""

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return each passage's vectors."""

    def export(self, folder: Path) -> str | None:
        """Write a model for questions into the empty folder.

        Return why questions will need sentence-transformers, or None if they will not.
        """


class QuestionEncoder(Protocol):
    """Encodes a question at question time."""

    def encode(self, question: str) -> QuestionVectors:
        """Return the question's vector and its tokens' vectors."""


def unit(rows: Matrix) -> Matrix:
    """Return the rows scaled to length one; a row of zeros stays zero."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, np.finfo(np.float32).tiny), dtype=np.float32)


def pool(tokens: Matrix, offsets: Sequence[tuple[int, int]], bounds: Sequence[tuple[int, int]]) -> Matrix:
    """Return the mean of the token vectors of each sentence ("late chunking", Günther et al. 2024, arXiv:2409.04701).

    ``offsets`` holds each token's characters in the passage, (0, 0) for special tokens; ``bounds`` each sentence's.
    *Shape:* (tokens, dimension) to (sentences, dimension)
    """
    starts = np.array([start for start, _ in offsets])
    real = np.array([end > start for start, end in offsets])
    inside = np.array([real & (starts >= first) & (starts < last) for first, last in bounds], dtype=np.float32)
    return unit(inside @ tokens)
