"""Dates in questions: none is lost, and each says whether it counts from the day of asking."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.mentions import QuestionDates, dates_in
from embeddings.dates.vocabulary import MONTHS
from embeddings.documents import Inferred, Period, Span

SATURDAY = date(2019, 11, 16)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FORMS = ["what did Pompeo say in {}", "{}: what did she say", "who met whom in {}?", "IN {}", "In {} he said what"]


def asked(question: str, *years: int, today: date = SATURDAY) -> QuestionDates:
    dates = dates_in(question, today, today, years)
    assert dates is not None
    return dates


def test_a_question_means_the_past() -> None:
    december = Period(date(2018, 12, 1), date(2018, 12, 31), Inferred.YEAR)
    date_asked = asked("what did he say in december")
    assert (date_asked.span, date_asked.periods) == (Span(19, 27), (december,))


def test_a_question_without_a_date_asks_for_none() -> None:
    assert dates_in("who backs the general", SATURDAY, SATURDAY, [2019]) is None


def test_a_month_may_be_of_any_year_of_the_corpus_the_latest_first() -> None:
    periods = asked("what did he say in April", 2015, 2016).periods
    assert [period.first for period in periods] == [date(2016, 4, 1), date(2015, 4, 1)]


@pytest.mark.parametrize(
    ("words", "inferred"),
    [
        ("April 7", Inferred.YEAR),
        ("on Thursday", Inferred.DATE),
        ("last month", Inferred.MONTH),
        ("May 5, 2018", None),
        ("Friday 7/6/2018", None),
    ],
)
def test_what_the_words_leave_out_is_named(words: str, inferred: Inferred | None) -> None:
    assert asked(words).periods[0].inferred is inferred


@pytest.mark.parametrize(
    "words",
    ["last week", "yesterday", "today", "on Tuesday", "two days ago", "in the past year", "this week",
     "early this year", "Monday of last week", "next June", "between last week and today", "the end of last month"],
)  # fmt: skip
def test_words_that_mean_another_day_tomorrow_are_relative(words: str) -> None:
    assert asked(f"what was said {words}", 2018, 2019).counted_from == SATURDAY


@pytest.mark.parametrize(
    "words",
    ["in April", "in 2018", "on April 7", "in the spring", "between March and June", "early 2018",
     "before May", "the first week of March", "two weeks before Easter 2018"],
)  # fmt: skip
def test_words_that_mean_the_same_days_tomorrow_are_not(words: str) -> None:
    assert asked(f"what was said {words}", 2018, 2019).counted_from is None


def test_what_runs_up_to_the_day_of_asking_counts_from_it() -> None:
    assert [asked(words, 2018).counted_from for words in ("since May 2018", "until May 2018")] == [SATURDAY, None]


def test_the_longest_words_are_meant_and_loose_ones_never() -> None:
    date_asked = asked("what was said on the day, in May and on June 5, 2018", 2018)
    assert date_asked.periods == (Period(date(2018, 6, 5), date(2018, 6, 5)),)
    assert dates_in("what was said on the day", SATURDAY, SATURDAY, [2018]) is None


def test_a_date_ahead_of_the_corpus_is_the_last_before_its_end() -> None:
    newest = date(2016, 5, 1)
    dates = dates_in("in December", SATURDAY, newest, [2016])
    assert dates is not None
    assert dates.periods[0].first == date(2015, 12, 1)


@pytest.mark.parametrize(("form", "year"), list(product(FORMS, [None, 1969, 2019])))
def test_no_month_and_no_season_is_lost(form: str, year: int | None) -> None:
    if form.startswith("{}") and year is None:
        pytest.skip("“May:” and “Fall:” alone may be a name or a verb")
    firsts = dict(zip((month.title() for month in MONTHS), range(1, 13), strict=True)) | SEASONS
    for name, month in firsts.items():
        words = f"{name} {year}" if year else name
        question = form.format(words.upper() if form.startswith("IN") else words)
        assert (year or 2016, month) in {
            (period.first.year, period.first.month) for period in asked(question, 2016, 2015).periods
        }, question


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{:%B} {}, {}", "{1} {0:%B} {2}", "{0:%d/%m}/{2}"])
)
def test_no_full_date_is_lost(day: date, form: str) -> None:
    words = form.format(day, day.day, day.year)
    periods = asked(f"what happened on {words}", 2016, today=date(2100, 1, 1)).periods
    swapped = {day} if "%d/%m" not in form or day.day > 12 else {day, date(day.year, day.day, day.month)}
    assert periods[0].first in swapped
    assert periods[0].days == 1


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_latest_one_up_to_the_day_of_asking(today: date, weekday: str) -> None:
    date_asked = asked(f"what did she say on {weekday}", today=today)
    days_back = (today - date_asked.periods[0].first).days
    assert date_asked.counted_from == today
    assert 0 <= days_back < 7
    assert date_asked.periods[0].first.strftime("%A") == weekday


@pytest.mark.parametrize("year", [*range(1900, 2100, 7), 2099])
def test_no_year_is_lost(year: int) -> None:
    assert asked(f"what was said in {year}", 2016).periods == (Period(date(year, 1, 1), date(year, 12, 31)),)
