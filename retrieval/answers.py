"""Answers: cited passages, or none and the reason why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from embeddings.documents import fold

if TYPE_CHECKING:
    from embeddings.documents import Period, Span
    from embeddings.storage.records import StoredDocument
    from retrieval.understanding.query import Query, Slot

_ASKS_BARE = re.compile(
    r"\b(?:who|whom|when|where|how (?:many|much|old|long|far|often|big|large|tall|high))\b", re.IGNORECASE
)
_SURE = 0.7
"""Confidence from which the words stand alone: a wrong one misleads more than a passage does."""
_LONGEST_BARE = 60
"""Characters of words that stand alone: more is read in its sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a span of a document as it was indexed."""

    document: StoredDocument
    span: Span

    @property
    def text(self) -> str:
        """The words that stand there, white space folded."""
        return fold(self.span.of(self.document.text))


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that answers, and where it stands."""

    passage: int
    place: Place
    tokens: int
    score: float
    speaker: str | None = None
    said: Period | None = None
    highlights: tuple[Span, ...] = ()
    """What is highlighted: the statements asked for, else the sentence nearest to the question."""
    answer: Span | None = None
    """The words that answer, as the reader marked them; None where it read nothing or nothing answers."""
    also_in: tuple[Place, ...] = ()
    """Where other outlets printed the same."""
    doubts: tuple[Slot, ...] = ()
    """Which conditions of the question it is not certain to meet."""
    misses: tuple[Slot, ...] = ()
    """Which conditions of the question it does not meet; none unless nothing meets them all."""
    by_meaning: int | None = None
    """Its rank among the candidates by likeness of meaning, from 1; None where it is not among the compared."""
    by_words: int | None = None
    """Its rank among them by shared words, from 1; None where it shares none."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the passage's text, by which an exported citation can be proven again."""
        return sha256(self.place.text.encode("utf-8")).hexdigest()

    @property
    def emphasis(self) -> tuple[Span, ...]:
        """What of the passage is shown in bold: the words that answer, or all that was asked for."""
        return (self.answer,) if self.answer else self.highlights


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: citations, best first, or none, a notice that says why, and what was nearest."""

    query: Query
    citations: tuple[Citation, ...]
    confidence: float
    """In [0, 1]: how likely the first citation answers; comparable across questions."""
    generation: str
    notice: str = ""
    nearest: tuple[Citation, ...] = ()
    milliseconds: dict[str, float] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether anything answers."""
        return bool(self.citations)

    @property
    def bare_words(self) -> str:
        """The words that answer, alone, where who, when, where or how many is asked for; empty if that is unsure."""
        first = next(iter(self.citations), None)
        if first is None or first.answer is None or self.confidence < _SURE or not _ASKS_BARE.search(self.query.text):
            return ""
        words = fold(first.answer.of(first.place.document.text))
        return words if len(words) <= _LONGEST_BARE else ""
