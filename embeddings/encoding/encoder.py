"""What turns words into vectors, and how the vectors of a passage are read off one forward pass."""

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
    """Which model made the vectors: two indexes can be compared only where these are equal."""

    name: str
    dimension: int
    digest: str
    """SHA-256 of what makes the model, in hexadecimal; of the shipped one, of its weights."""


Codes: TypeAlias = NDArray[np.uint8]
"""Unit vectors at two bits a coordinate. *Shape:* (tokens, dimension / 4)"""


@dataclass(frozen=True, slots=True)
class PassageText:
    """What of a passage the encoder reads."""

    sentences: tuple[str, ...]
    before: str = ""
    """The sentence that a pronoun at its beginning refers back to: its tokens are the passage's, its meaning is not."""

    @property
    def text(self) -> str:
        """The passage itself."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors, all from one forward pass."""

    rows: Matrix
    """The passage's own vector first, then its sentences' where it has several."""
    tokens: Codes
    """One for each token read, special tokens left out."""


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question's vectors."""

    vector: Vector
    tokens: Matrix
    """One unit vector for each token of the question, special tokens left out."""
    words: tuple[str, ...]
    """The question's word that each token is of."""


class PassageEncoder(Protocol):
    """Build time: passages to vectors."""

    identity: EncoderIdentity
    limit: int
    """How many of its own tokens the model reads; what is longer must be split before it comes here."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many of the model's tokens each text takes, special tokens included."""

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return each passage's vectors."""

    def export(self, folder: Path) -> str | None:
        """Write into the empty folder what questions are encoded with.

        Returned is why they need the training library; None where they do without.
        """


class QuestionEncoder(Protocol):
    """Question time: one question to its vectors."""

    def encode(self, question: str) -> QuestionVectors:
        """Return the question's vector and its tokens' vectors."""


def unit(rows: Matrix) -> Matrix:
    """Return the rows scaled to length one; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, np.finfo(np.float32).tiny), dtype=np.float32)


def pool(tokens: Matrix, offsets: Sequence[tuple[int, int]], bounds: Sequence[tuple[int, int]]) -> Matrix:
    """Return the mean of the token vectors of each sentence ("late chunking", Günther et al. 2024, arXiv:2409.04701).

    ``offsets`` are the tokens' characters in the passage, (0, 0) for special tokens; ``bounds`` the sentences' own.
    *Shape:* (tokens, dimension) to (sentences, dimension)
    """
    starts = np.array([start for start, _ in offsets])
    real = np.array([end > start for start, end in offsets])
    inside = np.array([real & (starts >= first) & (starts < last) for first, last in bounds], dtype=np.float32)
    return unit(inside @ tokens)
