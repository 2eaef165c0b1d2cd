"""How likely the first passage answers, from several signals."""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.indexing.passage_index import Filter
from embeddings.language.word_classes import is_function_word
from retrieval.extraction import nearest_sentence
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.polarity import reverses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

ENOUGH = 0.034
"""Confidence below which nothing covers the question: one answerable question in four hundred lies below it, says
``tests/benchmarks/weights.py``."""
_NAME_OR_NUMBER = re.compile(r"(?<=[^\s.!?:…] )[A-Z]\w*|\b\d[\d,.]*\b")
"""A capitalized word, but for a sentence's first, or a number."""

_LEAST = 0.05
"""Cosine below which nothing is less alike: unrelated texts lie about there, and a logarithm needs a floor."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the confidence in a topic's first passage is read from."""

    dense: float
    """Logarithm of the question's cosine with the passage: how unlike they are tells more than how like."""
    interaction: float
    """Logarithm of how well the question's tokens are matched in it, on average."""
    lacking: float
    """How many of the question's names and numbers stand neither in the passage nor in its title."""
    rarest: float
    """Inverse document frequency of the rarest term that the nearest sentence lacks and other passages have.

    A share of that of a term which no passage has.
    """
    unprinted: float
    """Share of the question's words that no passage has."""
    reversed: bool
    """Whether the question negates, and the nearest sentence does not."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients of a logistic regression, as ``tests/benchmarks/weights.py`` fitted them."""

    constant: float = 2.67
    dense: float = 1.56
    interaction: float = 2.67
    lacking: float = -0.73
    rarest: float = -0.91
    unprinted: float = -1.61
    reversed: float = -2.47

    def __call__(self, signals: Signals) -> float:
        """Return the probability, in [0, 1]."""
        pairs = zip(astuple(self)[1:], astuple(signals), strict=True)
        return 1 / (1 + math.exp(-(self.constant + sum(weight * signal for weight, signal in pairs))))


COVERS = Logistic()
SPEAKS_LEAST, SPEAKS_MORE = 0.8, 0.15
"""Confidence in words of the asked speaker in the asked period, and what it gains as they fill the passage.

Set by judgement, to stand above what likeness alone can reach.
"""


def confidence(query: Query, encoded: QuestionVectors, hits: Sequence[Hit], library: Library) -> float:
    """Return a number in [0, 1], comparable across questions: how likely the first hit answers."""
    if query.topic and not any(map(library.index.prints, query.topic.split())):
        return 0.0
    speaks = SPEAKS_LEAST + SPEAKS_MORE * hits[0].spoken
    if not query.reported and query.topic:
        return COVERS(signals(query.text, encoded, hits[0], library))
    return speaks if not query.topic else speaks * COVERS(signals(query.text, encoded, hits[0], library)) ** 0.5


def signals(text: str, encoded: QuestionVectors, hit: Hit, library: Library) -> Signals:
    """Return what speaks for and against the hit; of several sentences the one that asks counts."""
    dense, interaction = (math.log(max(_LEAST, each)) for each in (hit.dense, hit.interaction))
    asked, nearest = asking_sentences(text)[0], _nearest(hit, encoded, library)
    return Signals(
        dense,
        interaction,
        _lacking(asked, hit, library),
        _rarest(asked, nearest, library),
        _unprinted(asked, library),
        reverses(asked) and not reverses(nearest),
    )


def _nearest(hit: Hit, encoded: QuestionVectors, library: Library) -> str:
    """Return the passage's sentence nearest to the question; all of it where its sentences have no vectors."""
    text = library.corpus.document(hit.passage.document).text
    return (nearest_sentence(hit, encoded, library) or hit.passage.span).of(text)


def _rarest(text: str, sentence: str, library: Library) -> float:
    there, nowhere = library.index.terms_of(sentence), math.log1p(2 * library.index.count(Filter()) + 1)
    absent = (rarity for term, rarity in library.index.rarities(text).items() if term not in there)
    return max((rarity for rarity in absent if not math.isclose(rarity, nowhere)), default=0.0) / nowhere


def _unprinted(text: str, library: Library) -> float:
    words = text.split()
    return sum(not library.index.prints(word) for word in words) / max(1, len(words))


def _lacking(text: str, hit: Hit, library: Library) -> int:
    document = library.corpus.document(hit.passage.document)
    printed = f"{fold(hit.passage.span.of(document.text))} {document.provenance.title or ''}"
    terms = library.index.terms_of(printed)
    names = (match[0] for match in _NAME_OR_NUMBER.finditer(text) if not is_function_word(match[0].lower()))
    return sum(not library.index.terms_of(name) <= terms for name in names)
