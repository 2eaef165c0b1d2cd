"""How likely the first passage answers, from several signals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library
    from retrieval.question import Query
    from retrieval.ranking import Hit

ENOUGH = 0.05
"""Confidence below which nothing covers the question, set by judgement.

One answerable question in a hundred lies below 0.09; half of that gives up fewer of them for more that are off topic.
"""
_FEW = 5
"""How many of the next hits the first is compared with."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the confidence in a topic's first passage is read from."""

    dense: float
    """Cosine of the question with the passage."""
    weakest: float
    """Best cosine of the question's worst matched token."""
    covered: float
    """Share of the question's terms, weighted by rarity, that the passage or its title has."""
    lead: float
    """How far its score is above the mean of the next."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients of a logistic regression, as ``tests/benchmarks/weights.py`` fitted them."""

    constant: float = -4.71
    dense: float = 4.27
    weakest: float = 2.57
    covered: float = 0.82
    lead: float = 0.61

    def __call__(self, signals: Signals) -> float:
        """Return the probability, in [0, 1]."""
        weighed = self.dense * signals.dense + self.weakest * signals.weakest
        weighed += self.covered * signals.covered + self.lead * signals.lead
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
    first, following = hits[0], hits[1 : 1 + _FEW]
    mean = sum(hit.score() for hit in following) / len(following) if following else 0.0
    return Signals(first.dense, first.weakest, _covered(text, first, library), min(1.0, first.score() - mean))


def _covered(text: str, hit: Hit, library: Library) -> float:
    rarities = library.index.rarities(text)
    document = library.corpus.document(hit.passage.document)
    printed = f"{fold(hit.passage.span.of(document.text))} {document.provenance.title or ''}"
    terms = library.index.terms_of(printed)
    return sum(rarity for term, rarity in rarities.items() if term in terms) / (sum(rarities.values()) or 1.0)
