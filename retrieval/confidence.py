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
"""Below this confidence no answer is given. One answerable question in 400 falls below it
(tests/benchmarks/weights.py)."""
_NAME_OR_NUMBER = re.compile(r"(?<=[^\s.!?:…] )[A-Z]\w*|\b\d[\d,.]*\b")
"""A capitalized word, but for a sentence's first, or a number."""

ENOUGH_READ = 0.05
"""The same where the passage was read.

One in a hundred answerable questions about encyclopaedia articles, kept from the reader's training, lies below it, a
third of those whose paragraph is missing, and nearly all that are surely off topic, says
``tests/benchmarks/reader.py``. At 0.08 a few more of the second are silent, and three in a hundred turns of interviews.
"""
ENOUGH_WORDS = 0.15
"""The same where a few words were asked for, which the reader knows best: six in a hundred, and nearly a half."""
_FARTHEST = 1.0
"""Leads are capped at this value."""
_SUREST = 1e-4
"""Probabilities are clipped to [x, 1 - x] before their log odds are taken, so that neither of the two overrules the
other completely."""
_LEAST = 0.05
"""Cosines below this count as this: unrelated texts score about as much, and log(0) is undefined."""


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """Coefficients that join what likeness and reading say, as ``tests/benchmarks/reader.py`` fitted them."""

    constant: float = -1.06
    likeness: float = 1.02
    reading: float = 0.49
    lead: float = 2.16

    def __call__(self, likeness: float, reading: float, lead: float) -> float:
        """Return the joint probability, from those by likeness and by reading and from the first hit's lead."""
        joined = self.likeness * _log_odds(likeness) + self.reading * _log_odds(reading) + self.lead * lead
        return 1 / (1 + math.exp(-self.constant - joined))


ANSWERS = Judgement()
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
        return _covered(query, encoded, hits, library)
    return speaks if not query.topic else speaks * _covered(query, encoded, hits, library) ** 0.5


def enough(hit: Hit) -> float:
    """Return the confidence below which nothing covers the question whose first hit it is."""
    if not hit.marking or hit.statements:
        return ENOUGH
    return ENOUGH_WORDS if hit.few else ENOUGH_READ


def _covered(query: Query, encoded: QuestionVectors, hits: Sequence[Hit], library: Library) -> float:
    """Return how likely the first hit covers the topic, by likeness and, if it was read, by reading and its lead."""
    likeness = COVERS(signals(query.text, encoded, hits[0], library))
    marking = hits[0].marking
    return ANSWERS(likeness, marking.probability, lead(hits, library)) if marking else likeness


def lead(hits: Sequence[Hit], library: Library) -> float:
    """Return how far the first hit is ahead of the second, copies left out; if it is alone, as far as can be."""
    copies = {copy.id for copy in library.corpus.copies_of(hits[0].passage.id)}
    second = next((hit for hit in hits[1:] if hit.passage.id not in copies), None)
    return min(_FARTHEST, max(0.0, hits[0].score() - second.score())) if second else _FARTHEST


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _SUREST), 1 - _SUREST)
    return math.log(bounded / (1 - bounded))


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
