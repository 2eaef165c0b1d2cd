"""Candidates to an order: vectors, terms, tokens and conditions made one score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.indexing.corpus import StoredPassage, StoredStatement
    from embeddings.indexing.encoder import Encoded
    from embeddings.indexing.passage_index import Candidate
    from retrieval.library import Library
    from retrieval.question import Query

LEXICAL = 0.43
"""Weight of BM25, as a share of the question's best, beside the cosine (a convex sum, Bruch et al. 2023,
arXiv:2210.11934, here scaled so that the cosine has weight one)."""
INTERACTION = 4.0
"""Weight of late interaction beside the cosine."""
SPOKEN = 1.0
"""Weight of the share of the passage that is the asked speaker's own words."""
PERIOD = 0.2
"""Weight of speaking of the asked period, where it is a wish and no condition."""
_COMPARED = 30
"""Best candidates that late interaction compares: its cost grows with them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate with its place in the order, and what put it there."""

    passage: StoredPassage
    score: float
    dense: float
    lexical: float
    """BM25 as a share of the question's best."""
    interaction: float
    spoken: float
    """Share of the passage that is the asked speaker's own words; 0 where no words are asked for."""
    statements: tuple[StoredStatement, ...] = ()
    """The statements in it that meet the question's conditions."""


def rank(query: Query, encoded: Encoded, candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    """Return the candidates best first."""
    first = sorted((_hit(query, *fused, library) for fused in _fused(candidates)), key=_order)
    compared = _compare(first[:_COMPARED], encoded, library)
    return sorted(compared, key=_order) + first[_COMPARED:]


def _order(hit: Hit) -> tuple[float, int]:
    return -hit.score, hit.passage.id


def _fused(candidates: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
    known = list(candidates)
    best = max((candidate.lexical for candidate in known), default=0.0) or 1.0
    return [(candidate, candidate.lexical / best) for candidate in known]


def _hit(query: Query, candidate: Candidate, lexical: float, library: Library) -> Hit:
    passage = library.corpus.passage(candidate.passage)
    fitting = _fitting(query, passage, library)
    spoken = _share(passage.span, fitting) if query.kind == "statement" else 0.0
    wished = bool(query.period and passage.said and passage.said.overlaps(query.period)) and not query.reported
    score = candidate.dense + LEXICAL * lexical + SPOKEN * spoken + PERIOD * wished
    return Hit(passage, score, candidate.dense, lexical, 0.0, spoken, fitting)


def _compare(hits: Sequence[Hit], encoded: Encoded, library: Library) -> list[Hit]:
    found = library.index.interactions(encoded, [hit.passage.id for hit in hits])
    return [
        Hit(h.passage, h.score + INTERACTION * close, h.dense, h.lexical, close, h.spoken, h.statements)
        for h, close in zip(hits, found, strict=True)
    ]


def _fitting(query: Query, passage: StoredPassage, library: Library) -> tuple[StoredStatement, ...]:
    """Return the statements of the passage that the question may ask for."""
    if query.kind != "statement":
        return ()
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
