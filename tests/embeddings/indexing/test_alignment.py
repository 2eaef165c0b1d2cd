"""How well a question's tokens are matched in a passage, and close together in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.indexing.alignment import STEP, aligned

similarities = st.integers(0, 100).flatmap(
    lambda rows: arrays(np.float32, (rows, 3), elements=st.floats(-1, 1, width=32))
)


@given(st.lists(similarities, min_size=1, max_size=5))
def test_every_token_is_matched_best_in_the_whole_passage(passages: list[np.ndarray]) -> None:
    alignments = aligned(np.concatenate(passages), [len(passage) for passage in passages])
    for passage, whole, near in zip(passages, alignments.whole, alignments.near, strict=True):
        assert whole == pytest.approx(passage.max(axis=0) if len(passage) else np.zeros(3))
        assert (near <= whole).all()


@given(st.integers(0, 200), st.integers(1, STEP))
def test_words_that_stand_together_are_near(at: int, apart: int) -> None:
    similar = np.zeros((300, 2), np.float32)
    similar[at, 0] = similar[at + apart, 1] = 1.0
    assert aligned(similar, [300]).near.tolist() == [[1.0, 1.0]]


def test_words_far_apart_are_matched_but_not_near() -> None:
    similar = np.zeros((100, 2), np.float32)
    similar[0, 0] = similar[99, 1] = 1.0
    alignments = aligned(similar, [100])
    assert alignments.whole.tolist() == [[1.0, 1.0]]
    assert alignments.near.sum() == 1.0


def test_a_short_passage_is_one_stretch() -> None:
    similar = np.array([[0.5, 0.1], [0.2, 0.9]], np.float32)
    alignments = aligned(similar, [2])
    assert alignments.whole.tolist() == alignments.near.tolist() == [pytest.approx([0.5, 0.9])]
