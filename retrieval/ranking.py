"""Candidates to an order: vectors, terms, tokens and conditions made one score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from embeddings.language.word_classes import is_function_word
from retrieval.verb_agent import asked_verb, names_agent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span
    from embeddings.encoding.encoder import QuestionVectors
    from embeddings.indexing.passage_index import Candidate
    from embeddings.storage.records import StoredPassage, StoredStatement
    from retrieval.library import Library
    from retrieval.understanding.question import Query

_CONSIDERED = 60
"""Best candidates by vector and terms that are read from the corpus."""
FUNCTION_WORD = 0.5
"""Weight of the tokens of words such as "who" and "the", beside one for those that carry the meaning."""
_AS_GOOD = 0.5
"""How far behind the best a hit may be and still come first, for being the latest or another speaker's."""
_COMPARED = 30
"""Best of those whose tokens are compared with the question's: the cost grows with them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much beside the cosine, which has weight one.

    A convex sum but for its scale (Bruch et al. 2023, arXiv:2210.11934). ``tests/benchmarks/weights.py`` chose all but
    the period's and the agent's, which are set by judgement; around its choice lies a plateau.
    """

    lexical: float = 0.3
    interaction: float = 4.0
    spoken: float = 0.5
    period: float = 0.2
    agent: float = 0.2


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
    """Weighted mean over the question's tokens of the best cosine, half among all the passage's tokens and half within
    its best stretch."""
    agent: bool = False
    """Whether it says by whom was done what the question asks the doer of."""
    statements: tuple[StoredStatement, ...] = ()
    """The statements in it that meet the question's conditions."""
    thread: float = 0.0
    """What it gains or loses by what was read before in the conversation."""

    def score(self, weights: Weights = WEIGHTS) -> float:
        """Return the weighted sum of the signals; larger is better."""
        first = self.thread + self.dense + weights.lexical * self.lexical + weights.spoken * self.spoken
        wished = weights.period * self.in_period + weights.agent * self.agent
        return first + wished + weights.interaction * self.interaction


def rank(query: Query, encoded: QuestionVectors, candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    """Return the best candidates, best first; where the latest is asked for, the latest of the good ones first."""
    verb = asked_verb(query.text, library.index)
    found = [_described(query, verb, hit, library) for hit in _considered(candidates, library)]
    first = sorted(found, key=lambda hit: (-hit.score(FIRST), hit.passage.id))
    best = sorted(_compared(first[:_COMPARED], encoded, library), key=_order)
    best = (_newest_first(best) if query.newest else best) + first[_COMPARED:]
    return _each_heard(best, about=query.topic) if query.joint else best


def _newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits about as good as the best, the latest day first, then the others."""
    good = [hit for hit in hits if hit.score() >= hits[0].score() - _AS_GOOD]
    good.sort(key=lambda hit: hit.passage.said.last.toordinal() if hit.passage.said else 0, reverse=True)
    return good + list(hits[len(good) :])


def _each_heard(hits: Sequence[Hit], *, about: str) -> list[Hit]:
    """Return the hits with the best of each speaker first, where it is about as good as any on what it is about."""
    heard, firsts = set[int](), list[Hit]()
    for hit in hits:
        speakers = {statement.speaker for statement in hit.statements}
        if speakers - heard and (not about or hit.score() >= hits[0].score() - _AS_GOOD):
            firsts.append(hit)
            heard |= speakers
    first = {hit.passage.id for hit in firsts}
    return firsts + [hit for hit in hits if hit.passage.id not in first]


def _order(hit: Hit) -> tuple[float, int]:
    return -hit.score(), hit.passage.id


def _considered(candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    known = list(candidates)
    best = max((candidate.lexical for candidate in known), default=0.0) or 1.0
    scored = sorted(known, key=lambda each: (-(each.dense + FIRST.lexical * each.lexical / best), each.passage))
    return [Hit(library.corpus.passage(each.passage), each.dense, each.lexical / best) for each in scored[:_CONSIDERED]]


def _described(query: Query, verb: frozenset[str], hit: Hit, library: Library) -> Hit:
    """Return the hit with what it says and when, and whether it names who did what the verb says."""
    passage = hit.passage
    wished = query.period is not None and not query.reported
    in_period = bool(wished and passage.said and query.period and passage.said.overlaps(query.period))
    if query.kind != "statement":
        text = passage.span.of(library.corpus.document(passage.document).text) if verb else ""
        return replace(hit, in_period=in_period, agent=names_agent(verb, text, library.index))
    fitting = _fitting(query, passage, library)
    return replace(hit, in_period=in_period, statements=fitting, spoken=_share(passage.span, fitting))


def _compared(hits: Sequence[Hit], encoded: QuestionVectors, library: Library) -> list[Hit]:
    alignments = library.index.alignments(encoded, [hit.passage.id for hit in hits])
    if not alignments.whole.size:
        return list(hits)
    weights = [FUNCTION_WORD if is_function_word(word.strip("?!.,").lower()) else 1.0 for word in encoded.words]
    means = np.average((alignments.whole + alignments.near) / 2, axis=1, weights=weights)
    return [replace(hit, interaction=float(mean)) for hit, mean in zip(hits, means, strict=True)]


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
