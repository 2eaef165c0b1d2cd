"""The interfaces of a search engine for passages; they pass ids and plain values only."""

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
    """Conditions that a passage must meet; an empty filter lets every passage through."""

    speakers: frozenset[int] = frozenset()
    """The passage must quote one of these."""
    period: Period | None = None
    """The passage must be about a day of it; with ``speakers`` or ``spoken``, their statement must be of such a day."""
    publishers: frozenset[str] = frozenset()
    spoken: bool = False
    """The passage must quote somebody."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """The best cosine of each of a question's tokens in each of some passages. *Shape:* (passages, tokens)."""

    whole: Matrix
    """In the whole passage."""
    near: Matrix
    """In the stretch of some thirty tokens that matches best: words that answer together."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with its two scores; larger is better."""

    passage: int
    dense: float
    """Cosine of the question with the passage or its best sentence, whichever is larger."""
    lexical: float
    """BM25 of the question's terms; 0 if the passage has none of them."""


class PassageIndexWriter(Protocol):
    """Writes the passages of one generation, which never change afterwards."""

    def add(self, passage: int, text: str, vectors: PassageVectors, facts: Facts) -> None:
        """Index the passage; ids must come in order from 0."""

    def finish(self) -> None:
        """Write what is still in memory."""


class PassageIndex(Protocol):
    """Finds passages at question time."""

    def search(self, question: QuestionVectors, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        """Return the ``k`` best passages by vector and the ``k`` best by terms, unordered, each with both scores.

        Only passages that meet the conditions compete.
        """

    def count(self, conditions: Filter) -> int:
        """Return how many passages meet the conditions."""

    def covers(self, conditions: Filter, periods: Sequence[Period]) -> list[bool]:
        """Return for each period whether a passage meets the conditions with this period in place of their own."""

    def alignments(self, question: QuestionVectors, passages: Sequence[int]) -> Alignments:
        """Return how well each passage matches each of the question's tokens.

        The mean over the tokens is late interaction (Khattab and Zaharia 2020, arXiv:2004.12832).
        """

    def sentence_scores(self, question: QuestionVectors, passage: int) -> list[float]:
        """Return the question's cosine with each of the passage's sentences; nothing for a passage of one sentence."""

    def rarities(self, text: str) -> dict[str, float]:
        """Return the inverse document frequency of each of the text's terms, as BM25 has it."""

    def printing(self, text: str, conditions: Filter, k: int) -> list[int]:
        """Return the ``k`` passages that meet the conditions and print most of the text's words side by side."""

    def prints(self, text: str) -> bool:
        """Return whether each term of the text stands in some passage."""

    def terms_of(self, text: str) -> set[str]:
        """Return the text's terms as the index has them: stemmed, without stop words."""

    def close(self) -> None:
        """Close the index's files."""
