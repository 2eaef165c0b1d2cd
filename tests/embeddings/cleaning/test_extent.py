"""Where the article stands on its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.extent import heaviest_run


@pytest.mark.parametrize(
    ("weights", "run"),
    [
        ([], range(0)),
        ([-1.0, -2.0], range(0)),
        ([-1.0, 4.0, -1.0, 4.0, -5.0, 6.0], range(1, 6)),
        ([5.0, -6.0, 6.0], range(2, 3)),
        ([3.0, -9.0, 3.0], range(1)),
    ],
)
def test_the_heaviest_run_is_the_neighbours_with_the_largest_sum(weights: list[float], run: range) -> None:
    assert heaviest_run(weights) == run


@given(st.lists(st.integers(-9, 9).map(float), max_size=12))
def test_no_other_run_weighs_more(weights: list[float]) -> None:
    runs = [weights[start:stop] for start in range(len(weights)) for stop in range(start, len(weights) + 1)]
    assert sum(weights[place] for place in heaviest_run(weights)) == max(map(sum, runs), default=0)
