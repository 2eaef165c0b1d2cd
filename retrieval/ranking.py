"""Candidates to an order: the scores of vectors and of terms made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embeddings.indexing.passage_index import Candidate

LEXICAL_WEIGHT = 0.3
"""Share of BM25 in the fused score, a convex sum (Bruch et al. 2023, arXiv:2210.11934)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate with its place in the order."""

    passage: int
    score: float
    dense: float
    lexical: float


def rank(candidates: Iterable[Candidate]) -> list[Hit]:
    """Return the candidates best first; BM25 counts as a share of the question's best BM25."""
    known = list(candidates)
    best = max((candidate.lexical for candidate in known), default=0.0) or 1.0
    hits = [Hit(c.passage, _fused(c.dense, c.lexical / best), c.dense, c.lexical) for c in known]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage))


def _fused(dense: float, lexical: float) -> float:
    return LEXICAL_WEIGHT * lexical + (1 - LEXICAL_WEIGHT) * dense
