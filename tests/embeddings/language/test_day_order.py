"""Whether 5/4/2019 is in April or in May."""

from __future__ import annotations

import pytest

from embeddings.language.day_order import is_day_first


@pytest.mark.parametrize(
    ("page", "day_first"),
    [
        ("on 03/04/2019 and 25/04/2019", True),
        ("on 03/04/2019 and 04/25/2019", False),
        ("The labour centre opened on 03/04/2019.", True),
        ("The labor center opened on 03/04/2019.", False),
        ("It opened on 03-04-2019, the day of the fair.", False),
        ("It opened on 03-04-2019, and closed on 25-04-2019.", True),
        ("Es wurde am 03-04-2019 vom Bürgermeister eröffnet. " * 8, True),
        ("The labour centre opened.", False),
    ],
)
def test_a_date_that_reads_one_way_decides_and_else_the_spelling(page: str, day_first: bool) -> None:  # noqa: FBT001 - a column
    assert is_day_first(page) == day_first
