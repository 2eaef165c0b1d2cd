"""The seam between passages and whatever engine finds them: ids and plain values cross it, never objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Period
    from embeddings.encoding.encoder import Matrix, PassageVectors, QuestionVectors
    from embeddings.storage.records import Facts


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that every passage found must meet; an empty one lets all pass."""

    speakers: frozenset[int] = frozenset()
    """One of these must speak in the passage."""
    period: Period | None = None
    """The passage must speak of a day of it; with ``speakers`` or ``spoken``, a statement must be of a day of it."""
    publishers: frozenset[str] = frozenset()
    spoken: bool = False
    """Somebody must speak in the passage."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """The best cosine that each of a question's tokens has in each of some passages. *Shape:* (passages, tokens)."""

    whole: Matrix
    """Among all tokens of the passage."""
    near: Matrix
    """Among those of the stretch of it, of some thirty tokens, that has the best mean: words that answer together."""


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

    def search(self, question: QuestionVectors, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, each with both scores, in no order.

        The filter is applied before, exactly: among the passages that meet it.
        """

    def count(self, conditions: Filter) -> int:
        """Return how many passages meet the conditions."""

    def covers(self, conditions: Filter, periods: Sequence[Period]) -> list[bool]:
        """Return for each period whether a passage of it meets the conditions, their own period left out."""

    def alignments(self, question: QuestionVectors, passages: Sequence[int]) -> Alignments:
        """Return for each passage the best cosine that each of the question's tokens has among its tokens.

        Their mean is late interaction (Khattab and Zaharia 2020, arXiv:2004.12832).
        """

    def sentence_scores(self, question: QuestionVectors, passage: int) -> list[float]:
        """Return the cosine of the question with each of the passage's sentences; empty where it has one or none."""

    def rarities(self, terms: str) -> dict[str, float]:
        """Return the question's terms as the index knows them, each with its inverse document frequency."""

    def prints(self, text: str) -> bool:
        """Return whether every term of the text stands in some passage."""

    def terms_of(self, text: str) -> set[str]:
        """Return a text's terms as the index knows them."""

    def close(self) -> None:
        """Give back what is held."""


class PassageIndexWriter(Protocol):
    """Build time: writes."""

    def add(self, passage: int, text: str, vectors: PassageVectors, facts: Facts) -> None:
        """Index the passage; ids come in order from 0."""

    def finish(self) -> None:
        """Flush everything."""
