"""What puts one passage before another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoding.encoder import QuestionVectors
from embeddings.indexing.passage_index import Alignments, Candidate
from retrieval.ranking import rank
from retrieval.understanding.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoding.encoder import Matrix
    from embeddings.indexing.passage_index import PassageIndex
    from retrieval.library import Library

_LIKE, _UNLIKE = 0.9, 0.1


class AlignedIndex:
    """An index in which each passage's likeness to each word of the question is set by hand."""

    def __init__(self, index: PassageIndex, likeness: Matrix) -> None:
        self._index = index
        self._likeness = likeness

    def alignments(self, question: QuestionVectors, passages: Sequence[int]) -> Alignments:
        """Return the rows of the passages."""
        del question
        rows = self._likeness[list(passages)]
        return Alignments(rows, rows)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the real index has
        return getattr(self._index, name)


def test_a_passage_like_the_word_that_carries_the_meaning_beats_one_like_a_function_word(newsroom: Library) -> None:
    vectors = QuestionVectors(np.zeros(384, np.float32), np.zeros((2, 384), np.float32), ("the", "ferry"))
    likeness = np.array([[_LIKE, _UNLIKE], [_UNLIKE, _LIKE]], np.float32)  # each passage is like one of the two words
    aligned = replace(newsroom, index=AlignedIndex(newsroom.index, likeness))
    hits = rank(Query("the ferry", topic="ferry"), vectors, [Candidate(0, 0.5, 0), Candidate(1, 0.5, 0)], aligned)
    assert [hit.passage.id for hit in hits] == [1, 0]
