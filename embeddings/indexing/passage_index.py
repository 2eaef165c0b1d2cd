"""The seam between passages and whatever engine finds them: ids and plain values cross it, never objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from embeddings.indexing.encoder import Matrix, Vector


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, and how well it matches in either way; larger is better."""

    passage: int
    dense: float
    """Cosine of the question with the passage or with its best sentence."""
    lexical: float
    """BM25 of the question's terms; 0 where none stands there."""


class PassageIndex(Protocol):
    """Question time: reads."""

    def search(self, vector: Vector, terms: str, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, each with both scores, in no order."""

    def close(self) -> None:
        """Give back what is held."""


class PassageIndexWriter(Protocol):
    """Build time: writes."""

    def add(self, passage: int, title: str, text: str, rows: Matrix) -> None:
        """Index the passage by its words and by its vectors. *Shape:* (rows, dimension), its own vector first."""

    def finish(self) -> None:
        """Flush everything."""
