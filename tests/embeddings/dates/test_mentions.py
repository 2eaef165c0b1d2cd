"""What date expressions mean, in texts and in questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.anchoring import Clock, Lean
from embeddings.dates.grammar import Findings, expressions
from embeddings.dates.known_days import Calendar, calendar
from embeddings.dates.mentions import date_mentions
from embeddings.dates.resolution import resolve
from embeddings.documents import Document, Inferred, Period, Provenance, Span
from embeddings.reading.running_dates import running_dates
from tests.pages import document
from tests.places import SEEDS

SATURDAY = date(2019, 11, 16)


def means(words: str, today: date = SATURDAY, lean: Lean = Lean.PAST) -> str:
    dates = [expression for expression in expressions(words) if not expression.vague]
    period = resolve(dates[0].when, Clock(today, lean)) if dates else None
    return f"{period.first}..{period.last}" if period else "nothing"


@pytest.mark.parametrize(
    "words",
    [
        "November 16, 2019",
        "16 November 2019",
        "the 16th of November, 2019",
        "Nov. 16, 2019",
        "2019-11-16",
        "11/16/2019",
        "16.11.2019",
        "20191116",
        "Saturday, November 16",
        "November sixteenth two thousand and nineteen",
        "today",
        "on Saturday",
    ],
)
def test_a_day_is_read_in_every_form(words: str) -> None:
    assert means(words) == "2019-11-16..2019-11-16"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("in April", "2019-04-01..2019-04-30"),
        ("in December", "2018-12-01..2018-12-31"),
        ("the 1990s", "1990-01-01..1999-12-31"),
        ("the 19th century", "1800-01-01..1899-12-31"),
        ("mid-2018", "2018-05-01..2018-08-31"),
        ("spring 2019", "2019-03-01..2019-05-31"),
        ("this fall", "2019-09-01..2019-11-30"),
        ("Q3 2018", "2018-07-01..2018-09-30"),
        ("the third quarter of 2018", "2018-07-01..2018-09-30"),
        ("on Thursday", "2019-11-14..2019-11-14"),
        ("last Thursday", "2019-11-07..2019-11-07"),
        ("yesterday", "2019-11-15..2019-11-15"),
        ("last month", "2019-10-01..2019-10-31"),
        ("earlier this month", "2019-11-01..2019-11-15"),
        ("last week", "2019-11-04..2019-11-10"),
        ("three days ago", "2019-11-13..2019-11-13"),
        ("three years ago", "2016-01-01..2016-12-31"),
        ("the first week of October", "2019-09-30..2019-10-06"),
        ("in the past two years", "2017-11-16..2019-11-16"),
        ("since 2018", "2018-01-01..2019-11-16"),
        ("between March and June", "2019-03-01..2019-06-30"),
        ("from Dec to March", "2018-12-01..2019-03-31"),
        ("April 4-7", "2019-04-04..2019-04-07"),
        ("4 to 7 April 2018", "2018-04-04..2018-04-07"),
        ("2014-2018", "2014-01-01..2018-12-31"),
        ("Easter 2018", "2018-04-01..2018-04-01"),
        ("two weeks before Christmas", "2018-12-11..2018-12-11"),
    ],
)
def test_a_period_is_as_long_as_it_says(words: str, meant: str) -> None:
    assert means(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "Theresa May said so",
        "they may march on",
        "USA Today wrote",
        "the Sunday Times wrote",
        "the fall of Kabul",
        "11 people were killed and 23 wounded",
        "it cost $2019 and weighed 1,995 pounds",
        "on the second attempt",
        "the first (of them)",
        "one of the two",
        "Q & A",
        "² and ½",
        "",
    ],
)
def test_names_verbs_and_counts_are_no_dates(words: str) -> None:
    assert means(words) == "nothing"


def test_a_count_behind_a_date_is_no_part_of_it() -> None:
    text = "On Sunday, 24 people died. In April, 11 did."
    assert [each.span.of(text) for each in expressions(text)] == ["Sunday", "April"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Friday", "2019-11-22..2019-11-22"),
        ("Saturday", "2019-11-16..2019-11-16"),  # printed on a Saturday, "will open on Saturday" is this one
        ("February", "2020-02-01..2020-02-29"),
        ("the autumn of 2019", "2019-09-01..2019-11-30"),
        ("in the summer", "2020-06-01..2020-08-31"),
        ("in the autumn", "2019-09-01..2019-11-30"),  # it runs
        ("in the winter", "2019-12-01..2020-02-29"),
        ("Christmas", "nothing"),  # nothing leads to it
        ("by Christmas", "2019-12-25..2019-12-25"),
    ],
)
def test_a_date_lies_ahead_where_the_text_looks_ahead(words: str, meant: str) -> None:
    assert means(words, lean=Lean.FUTURE) == meant


def test_a_season_lies_ahead_of_a_verb_that_looks_ahead() -> None:
    seen = page("It will reopen in the autumn. It had closed in the autumn.", date(2019, 4, 3))
    assert [mention.period.first for mention in seen.dates] == [date(2019, 9, 1), date(2018, 9, 1)]


@pytest.mark.parametrize(("digits", "year"), [("29", 2029), ("30", 1930), ("00", 2000), ("99", 1999)])
def test_two_digits_of_a_year_below_thirty_are_of_this_century(digits: str, year: int) -> None:
    assert means(f"12/24/{digits}") == f"{year}-12-24..{year}-12-24"
    assert means(f"24-Dec-{digits}") == f"{year}-12-24..{year}-12-24"


@pytest.mark.parametrize(
    "words", ["if one may say so", "May one ask?", "all 10 may go", "the first may go", "one in April"]
)
def test_a_number_beside_a_verb_is_no_day(words: str) -> None:
    assert "-01..2019-05-01" not in means(words)
    assert means(words) in {"nothing", "2019-04-01..2019-04-30"}


@pytest.mark.parametrize("words", ["on 1 may", "since May 1", "the first of may", "may 1 2019", "Wednesday 1 may"])
def test_a_number_beside_a_month_is_its_day(words: str) -> None:
    assert means(words).startswith("2019-05-01..")


def test_dates_in_digits_follow_the_page_they_stand_on() -> None:
    american = page("It opened on 03/04/2019.", date(2019, 11, 16))
    british = page("It opened on 03/04/2019 and closed on 25/04/2019.", date(2019, 11, 16))
    assert american.dates[0].period.first == date(2019, 3, 4)
    assert british.dates[0].period.first == date(2019, 4, 3)


def test_earlier_counts_from_the_date_last_spoken_of() -> None:
    seen = page("It has been split since 2014, after a revolt three years earlier.", SATURDAY)
    assert seen.dates[1].period == Period(date(2011, 1, 1), date(2011, 12, 31), Inferred.DATE)


def test_that_day_is_the_day_last_spoken_of() -> None:
    seen = page("They met on November 4. He resigned that day, and left the same week.", SATURDAY)
    assert [mention.period.first.day for mention in seen.dates] == [4, 4, 4]
    assert [mention.period.days for mention in seen.dates] == [1, 1, 7]


def test_how_long_something_took_is_no_date() -> None:
    assert page("It failed for the first time in eight years.", SATURDAY).dates == ()


def test_an_undated_page_takes_the_latest_year_that_the_corpus_supports() -> None:
    known = Calendar(frozenset(), frozenset({(2017, 4), (2018, 4), (2018, 6)}))
    seen = page("He said so on April 7.", None, known)
    assert seen.dates[0].period == Period(date(2018, 4, 7), date(2018, 4, 7), Inferred.YEAR)


def test_the_very_day_in_another_article_outweighs_a_later_month() -> None:
    known = Calendar(frozenset({date(2017, 4, 7)}), frozenset({(2017, 4), (2018, 4)}))
    assert page("He said so on April 7.", None, known).dates[0].period.first == date(2017, 4, 7)


def test_an_undated_page_without_a_corpus_leaves_open_what_only_an_anchor_fixes() -> None:
    assert page("He said so on Thursday, and again on April 7.", None).dates == ()


def test_an_undated_page_counts_from_its_own_full_dates() -> None:
    seen = page("It began on March 30, 2018. It ended on April 2.", None)
    assert seen.dates[1].period.first == date(2018, 4, 2)


def test_the_calendar_trusts_what_pages_state_and_not_what_it_inferred() -> None:
    stated = page("It began in April.", SATURDAY)
    guessed = replace(stated, provenance=Provenance(published=SATURDAY, published_inferred=Inferred.DATE))
    assert calendar([stated]).months == {(2019, 4), (2019, 11)}
    assert calendar([guessed]).months == set()


def test_a_passage_without_a_date_inherits_the_storys() -> None:
    text = "They met on Thursday.\nThe revolt of 2011 was long ago.\nNothing was agreed."
    made = running_dates(page(text, SATURDAY)).said(Span(text.index("Nothing"), len(text)))
    assert made == Period(date(2019, 11, 14), date(2019, 11, 14), Inferred.DATE)


def test_a_story_without_a_date_speaks_of_its_publication_day() -> None:
    text = "Nothing was agreed."
    assert running_dates(page(text, SATURDAY)).said(Span(0, len(text))) == Period(SATURDAY, SATURDAY, Inferred.DATE)


def test_the_seeds_are_read_by_one_another() -> None:
    dated = seed("001_6eaa3613ef066aa3.txt", SATURDAY)
    undated = seed("004_5754c9ca353e8976.txt", None, calendar([dated]))
    april = {mention.period for mention in undated.dates if undated.quote(mention.span) == "April 7"}
    assert april == {Period(date(2019, 4, 7), date(2019, 4, 7), Inferred.YEAR)}


_SCRAPS = st.sampled_from(
    ["May", "march", "5", "2019", "the", "first", "week", "of", "from", "to", "-", "/", ".", ",", "(", "\n", " ",
     "Sunday", "twenty", "nine", "last", "next", "two", "years", "ago", "before", "s", "'", "31", "99999999", "٣",
     "\u200b", "十", "\x00"]
)  # fmt: skip


@given(st.lists(_SCRAPS, max_size=60).map(" ".join) | st.lists(_SCRAPS, max_size=60).map("".join), st.dates())
def test_any_text_yields_dates_in_order_that_do_not_overlap(text: str, today: date) -> None:
    end = 0
    for each in expressions(text):
        assert end <= each.span.start < each.span.end <= len(text)
        end = each.span.end
        for lean in Lean:
            resolve(each.when, Clock(today, lean))


def page(text: str, published: date | None, known: Calendar | None = None) -> Document:
    undated = document(*text.split("\n"), published=published)
    return replace(undated, dates=date_mentions(undated, Findings(undated.text), known))


def seed(name: str, published: date | None, known: Calendar | None = None) -> Document:
    return page((SEEDS / name).read_text(encoding="utf-8"), published, known)


def test_the_lede_of_an_undated_story_speaks_of_the_day_that_the_story_tells_next() -> None:
    text = "Nothing was agreed.\nThey met on April 7, 2019."
    day = date(2019, 4, 7)
    assert running_dates(page(text, None)).said(Span(0, 19)) == Period(day, day, Inferred.DATE)
