"""Candidates to an order: vectors, terms, tokens and conditions made one score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from embeddings.annotating.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span
    from embeddings.indexing.corpus import StoredPassage, StoredStatement
    from embeddings.indexing.encoder import Encoded
    from embeddings.indexing.passage_index import Candidate
    from retrieval.library import Library
    from retrieval.question import Query

_CONSIDERED = 60
"""Best candidates by vector and terms that are read from the corpus."""
FUNCTION_WORD = 0.5
"""Weight of the tokens of words such as "who" and "the", beside one for those that carry the meaning."""
_AS_GOOD = 0.5
"""How far behind the best a hit may be and still come first for being the latest."""
_COMPARED = 30
"""Best of those whose tokens are compared with the question's: the cost grows with them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much beside the cosine, which has weight one.

    A convex sum but for its scale (Bruch et al. 2023, arXiv:2210.11934). ``tests/benchmarks/weights.py`` searches all
    but the period's, which is set by judgement. Its best changes with the sample: over lexical 0.2 to 0.6 and
    interaction 2 to 4 the mean reciprocal rank moves by two thousandths. Within that plateau these are the values that
    did best on the questions of ``tests/quality``, so those questions no longer judge them.
    """

    lexical: float = 0.43
    interaction: float = 4.0
    spoken: float = 0.5
    period: float = 0.2


WEIGHTS = Weights()
FIRST = Weights(lexical=0.43, interaction=0.0)
"""What chooses the candidates that are compared: 0.3 of BM25 to 0.7 of the cosine."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate, and what speaks for it; each signal lies in [0, 1] or is a cosine."""

    passage: StoredPassage
    dense: float
    lexical: float
    """BM25 as a share of the question's best."""
    spoken: float = 0.0
    """Share of the passage that is the asked speaker's own words; 0 where no words are asked for."""
    in_period: bool = False
    """Whether it speaks of the asked period, where that is a wish and no condition."""
    interaction: float = 0.0
    """Weighted mean over the question's tokens of the best cosine among the passage's tokens."""
    weakest: float = 0.0
    """The least of those."""
    statements: tuple[StoredStatement, ...] = ()
    """The statements in it that meet the question's conditions."""
    thread: float = 0.0
    """What it gains or loses by what was read before in the conversation."""

    def score(self, weights: Weights = WEIGHTS) -> float:
        """Return the weighted sum of the signals; larger is better."""
        first = self.thread + self.dense + weights.lexical * self.lexical + weights.spoken * self.spoken
        return first + weights.period * self.in_period + weights.interaction * self.interaction


def rank(query: Query, encoded: Encoded, candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    """Return the best candidates, best first; where the latest is asked for, the latest of the good ones first."""
    found = [_described(query, hit, library) for hit in _considered(candidates, library)]
    first = sorted(found, key=lambda hit: (-hit.score(FIRST), hit.passage.id))
    best = sorted(_compared(first[:_COMPARED], encoded, library), key=_order)
    return (_newest_first(best) if query.newest else best) + first[_COMPARED:]


def _newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits about as good as the best, the latest day first, then the others."""
    good = [hit for hit in hits if hit.score() >= hits[0].score() - _AS_GOOD]
    good.sort(key=lambda hit: hit.passage.said.last.toordinal() if hit.passage.said else 0, reverse=True)
    return good + list(hits[len(good) :])


def _order(hit: Hit) -> tuple[float, int]:
    return -hit.score(), hit.passage.id


def _considered(candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    known = list(candidates)
    best = max((candidate.lexical for candidate in known), default=0.0) or 1.0
    scored = sorted(known, key=lambda each: (-(each.dense + FIRST.lexical * each.lexical / best), each.passage))
    return [Hit(library.corpus.passage(each.passage), each.dense, each.lexical / best) for each in scored[:_CONSIDERED]]


def _described(query: Query, hit: Hit, library: Library) -> Hit:
    """Return the hit with what it says and when."""
    passage = hit.passage
    wished = query.period is not None and not query.reported
    in_period = bool(wished and passage.said and query.period and passage.said.overlaps(query.period))
    if query.kind != "statement":
        return replace(hit, in_period=in_period)
    fitting = _fitting(query, passage, library)
    return replace(hit, in_period=in_period, statements=fitting, spoken=_share(passage.span, fitting))


def _compared(hits: Sequence[Hit], encoded: Encoded, library: Library) -> list[Hit]:
    alignments = library.index.alignments(encoded, [hit.passage.id for hit in hits])
    if not alignments.size:
        return list(hits)
    weights = [FUNCTION_WORD if is_function_word(word.strip("?!.,").lower()) else 1.0 for word in encoded.words]
    return [
        replace(hit, interaction=float(np.average(row, weights=weights)), weakest=float(row.min()))
        for hit, row in zip(hits, alignments, strict=True)
    ]


def _fitting(query: Query, passage: StoredPassage, library: Library) -> tuple[StoredStatement, ...]:
    """Return the statements of the passage that the question may ask for."""
    return tuple(
        statement
        for statement in library.corpus.statements_in(passage.id)
        if (not query.speakers or statement.speaker in query.speakers)
        and (query.period is None or (statement.said is not None and statement.said.overlaps(query.period)))
    )


def _share(passage: Span, statements: Iterable[StoredStatement]) -> float:
    """Return the share of the passage's characters that stand in one of the statements."""
    covered, reached = 0, passage.start
    for statement in sorted(statements, key=lambda each: each.content.start):
        start, end = max(reached, statement.content.start), min(passage.end, statement.content.end)
        covered += max(0, end - start)
        reached = max(reached, end)
    return covered / max(1, len(passage))
