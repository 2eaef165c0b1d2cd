"""What an answer says beside its passages."""

from __future__ import annotations

from datetime import date

import pytest

from embeddings.documents import Inferred, Period
from retrieval.notices import meant, not_covered, spelled
from retrieval.understanding.query import Query, Slot


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2019, 4, 7), date(2019, 4, 7), "7 April 2019"),
        (date(2019, 4, 1), date(2019, 4, 30), "April 2019"),
        (date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        (date(2019, 2, 1), date(2019, 2, 28), "February 2019"),
        (date(2019, 4, 1), date(2019, 4, 7), "1 April 2019 to 7 April 2019"),
        (date(2019, 4, 2), date(2019, 5, 1), "2 April 2019 to 1 May 2019"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2018, 1, 1), date(2019, 12, 31), "2018 to 2019"),
        (date(2018, 6, 1), date(2019, 12, 31), "1 June 2018 to 31 December 2019"),
    ],
)
def test_a_period_is_said_as_a_reader_says_it(first: date, last: date, said: str) -> None:
    assert spelled(Period(first, last)) == said


def test_what_nothing_covers_is_said_in_the_words_of_the_question() -> None:
    assert "capital of France" in not_covered(Query("what is the capital of France", topic="capital of France"))


def test_a_whole_year_that_is_only_inferred_is_named_all_the_same() -> None:
    year = Period(date(2021, 1, 1), date(2021, 12, 31), Inferred.YEAR)
    query = Query("is that related to last year's conference", topic="conference", period=year)
    assert meant(query, (), None, [Slot.PERIOD]) == "No passage is certain to be of 2021."
