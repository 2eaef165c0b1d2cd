"""How likely the first passage answers, from several signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.indexing.passage_index import PassageIndex
    from retrieval.question import Query
    from retrieval.ranking import Hit

ENOUGH = 0.05
"""Confidence below which the answer is that nothing covers the question."""


def confidence(query: Query, hits: Sequence[Hit], index: PassageIndex) -> float:
    """Return a number in [0, 1], comparable across questions."""
    return 0.5
