"""What reads: a question and passages in, for each passage the words that answer best and how likely they do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Span


@dataclass(frozen=True, slots=True)
class Marking:
    """The words of a passage that answer a question best."""

    words: Span
    """Where they stand: in the passage's text, or in the document's once it is shifted."""
    margin: float
    """By how much their logits exceed those of "nothing answers": the logarithm of the odds, not yet calibrated."""
    probability: float
    """How likely the passage answers, in [0, 1], calibrated on questions kept from training."""

    def at_most(self, probability: float) -> Marking:
        """Return the marking as no more probable than that."""
        return replace(self, probability=min(self.probability, probability))

    def shifted(self, by: int) -> Marking:
        """Return the marking with its words so many characters later."""
        return replace(self, words=self.words.shifted(by))


class Reader(Protocol):
    """Marks the words of passages that answer a question; the same words for the same texts, every time."""

    def read(self, question: str, passages: Sequence[str]) -> list[Marking | None]:
        """Return for each passage its best marking; None for one without words."""
        ...
