"""How likely the first passage answers, from several signals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.annotating.words import is_function_word
from embeddings.documents import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library
    from retrieval.question import Query
    from retrieval.ranking import Hit

ENOUGH = 0.046
"""Confidence below which nothing covers the question: one answerable question in four hundred lies below it, says
``tests/benchmarks/weights.py``."""
_NAME_OR_NUMBER = re.compile(r"(?<=[^\s.!?:…] )[A-Z]\w*|\b\d[\d,.]*\b")
"""A capitalized word, but for a sentence's first, or a number."""

_LEAST = 0.05
"""Cosine below which nothing is more unlike."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the confidence in a topic's first passage is read from."""

    dense: float
    """Logarithm of the question's cosine with the passage: how unlike they are tells more than how like."""
    interaction: float
    """Logarithm of how well the question's tokens are matched in it, on average."""
    weakest: float
    """How well the worst matched is."""
    lacking: float
    """How many of the question's names and numbers neither the passage nor its title has."""
    unprinted: float
    """Share of the question's words that no passage has."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients of a logistic regression, as ``tests/benchmarks/weights.py`` fitted them."""

    constant: float = 1.66
    dense: float = 1.25
    interaction: float = 2.88
    weakest: float = 0.78
    lacking: float = -0.65
    unprinted: float = -1.47

    def __call__(self, signals: Signals) -> float:
        """Return the probability, in [0, 1]."""
        weighed = self.dense * signals.dense + self.interaction * signals.interaction + self.weakest * signals.weakest
        weighed += self.lacking * signals.lacking + self.unprinted * signals.unprinted
        return 1 / (1 + math.exp(-(self.constant + weighed)))


COVERS = Logistic()
SPEAKS_LEAST, SPEAKS_MORE = 0.8, 0.15
"""Confidence in words of the asked speaker in the asked period, and what it gains as they fill the passage; set by
judgement, to stand above what a likeness alone can reach."""


def confidence(query: Query, hits: Sequence[Hit], library: Library) -> float:
    """Return a number in [0, 1], comparable across questions: how likely the first hit answers."""
    if query.topic and not any(map(library.index.prints, query.topic.split())):
        return 0.0
    speaks = SPEAKS_LEAST + SPEAKS_MORE * hits[0].spoken
    if not query.reported and query.topic:
        return COVERS(signals(query.text, hits, library))
    return speaks if not query.topic else speaks * COVERS(signals(query.text, hits, library)) ** 0.5


def signals(text: str, hits: Sequence[Hit], library: Library) -> Signals:
    """Return what speaks for and against the first hit."""
    first, words = hits[0], text.split()
    unprinted = sum(not library.index.prints(word) for word in words) / max(1, len(words))
    dense, interaction = (math.log(max(_LEAST, each)) for each in (first.dense, first.interaction))
    return Signals(dense, interaction, first.weakest, _lacking(text, first, library), unprinted)


def _lacking(text: str, hit: Hit, library: Library) -> int:
    document = library.corpus.document(hit.passage.document)
    printed = f"{fold(hit.passage.span.of(document.text))} {document.provenance.title or ''}"
    terms = library.index.terms_of(printed)
    named = (found[0] for found in _NAME_OR_NUMBER.finditer(text) if not is_function_word(found[0].lower()))
    return sum(not library.index.terms_of(each) <= terms for each in named)
