"""The nearest passages are found among those that pass, and how near each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoding.token_codes import cosines, encode
from tests.embeddings.indexing.contract.shelves import asked, filters

if TYPE_CHECKING:
    from embeddings.indexing.passage_index import Filter
    from tests.embeddings.indexing.contract.shelves import Shelf


@given(filters, st.integers(0, 50), st.integers(1, 60))
@settings(max_examples=40)
def test_among_what_a_filter_leaves_the_nearest_half_is_found_exactly(
    shelf: Shelf, conditions: Filter, seed: int, k: int
) -> None:
    question = asked(seed)
    best = {at: float((rows @ question.vector).max()) for at, rows in enumerate(shelf.rows)}
    fitting = sorted(shelf.fitting(conditions), key=lambda at: -best[at])
    nearest = {candidate.passage: candidate.dense for candidate in shelf.index.search(question, "", conditions, k)}
    assert nearest == {at: pytest.approx(best[at], abs=1e-4) for at in nearest}
    # Codes may leave out the farthest of all, which nobody is shown where there are so many that they are used.
    sure = min(k, (len(fitting) + 1) // 2)
    # Two that are as near as the rounding of what is stored may change places.
    assert sorted(nearest.values(), reverse=True)[:sure] == pytest.approx([best[at] for at in fitting[:sure]], abs=1e-4)


@given(st.integers(0, 30), st.lists(st.integers(0, 199), min_size=1, max_size=20))
@settings(max_examples=30)
def test_how_a_passage_aligns_does_not_depend_on_its_company(shelf: Shelf, seed: int, passages: list[int]) -> None:
    together = shelf.index.alignments(asked(seed), passages)
    alone = [shelf.index.alignments(asked(seed), [passage]) for passage in passages]
    assert np.allclose(together.whole, np.concatenate([each.whole for each in alone]), atol=1e-5)
    assert np.allclose(together.near, np.concatenate([each.near for each in alone]), atol=1e-5)


def test_each_token_of_the_question_is_aligned_with_the_nearest_of_the_passage(shelf: Shelf) -> None:
    question = asked(3)
    nearest = np.stack([cosines(encode(rows), question.tokens).max(axis=0) for rows in shelf.rows[:20]])
    assert np.allclose(shelf.index.alignments(question, range(20)).whole, nearest, atol=1e-5)


def test_nothing_aligns_with_no_passages(shelf: Shelf) -> None:
    assert shelf.index.alignments(asked(3), []).whole.shape == (0, 4)


def test_sentences_are_scored_in_order_and_a_passage_of_one_has_none(shelf: Shelf) -> None:
    question = asked(1)
    assert shelf.index.sentence_scores(question, 0) == []
    expected = [float(row @ question.vector) for row in shelf.rows[2][1:]]
    assert shelf.index.sentence_scores(question, 2) == pytest.approx(expected, abs=1e-4)
