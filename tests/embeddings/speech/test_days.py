"""On which day words were said: stated beside them, or carried over from their speaker's last occasion."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.grammar import Findings
from embeddings.dates.mentions import date_mentions
from embeddings.documents import DayEvidence, Document, Period, Statement
from embeddings.speech.statements import statements
from tests.pages import document

WEDNESDAY = date(2016, 5, 18)
MONDAY = "2016-05-16"


def read(*paragraphs: str, published: date | None = WEDNESDAY) -> tuple[Statement, ...]:
    page = document(*paragraphs, published=published)
    return statements(dated(page))


def dated(page: Document) -> Document:
    return replace(page, dates=date_mentions(page, Findings(page.text)))


def day(statement: Statement) -> str | None:
    return statement.said.first.isoformat() if statement.said else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ana Holt said on Monday that the dam would hold.", MONDAY),
        ("“The dam will hold,” Ana Holt told reporters in Ohio on Monday, adding nothing.", MONDAY),
        ("On Monday in a crowded hall, Ana Holt said that the dam would hold.", MONDAY),
        ("Ana Holt, the mayor, on Monday said that the dam would hold.", MONDAY),
        ("Ana Holt, speaking on Monday at a rally, said that the dam would hold.", MONDAY),
        ("Ana Holt said late Monday that the dam would hold.", MONDAY),
        ("In Monday’s debate, Ana Holt said that the dam would hold.", MONDAY),
        ("Ana Holt said that the dam would hold in an interview on Monday.", MONDAY),
        ("Reached by phone on Monday, Ana Holt — who is a lawyer — told us the dam would hold.", MONDAY),
        ("Ana Holt announced plans Monday to mend the dam.", MONDAY),
        ("In a 2011 interview, Ana Holt said that the dam would hold.", "2011-01-01"),
        ("Ana Holt said on “This Week” on Monday that the dam would hold.", MONDAY),
        ("Last Wednesday, Ana Holt said that the dam would hold.", "2016-05-11"),
        ("“The dam will hold,” Ana Holt said in a speech last month.", "2016-04-01"),
        ("Ana Holt told Congress on Nov. 8 the dam would hold.", "2015-11-08"),
        ("Ana Holt went to Ohio on Monday, calling the dam “too old.”", MONDAY),
        ("Ana Holt said Nov. 8 that the dam would hold.", "2015-11-08"),
        ("Ana Holt said last night that the dam would hold.", "2016-05-17"),
        ("“The dam will hold,” Ana Holt said this morning.", "2016-05-18"),
        ("Ana Holt had told the council a day earlier that the dam would hold.", "2016-05-17"),
        ("Two days earlier, Ana Holt had said that the dam would hold.", MONDAY),
        ("“The dam,” Ana Holt said on Monday, “will hold.”", MONDAY),
        ("The danger was shown Monday when Ana Holt said that the dam would break.", MONDAY),
        ("In a letter filed Monday in court, Ana Holt said that the dam would hold.", MONDAY),
    ],
)
def test_a_day_beside_the_cue_is_when_it_was_said(sentence: str, expected: str) -> None:
    first = read(sentence)[0]
    assert (day(first), first.day_evidence) == (expected, DayEvidence.STATED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Holt said that the dam broke on Monday.",
        "“The dam broke on Monday,” Ana Holt said.",
        "Ana Holt, who lost her house on Monday, said that the dam would hold.",
        "Following Monday’s storm, which flooded Ohio, Ana Holt said that the dam would hold.",
        "The rain came on Monday, and Ana Holt said that the dam would hold.",
        "Ana Holt, a veteran of the 2008 campaign, said that the dam would hold.",
        "Ana Holt, speaking two days later in Ohio, said that the dam would hold.",
    ],
)
def test_a_day_of_something_else_dates_no_words(sentence: str) -> None:
    assert [statement.said for statement in read(sentence, "It rained on Sunday and on Tuesday.")] == [None]


def test_words_are_not_said_after_their_printing() -> None:
    assert [s.said for s in read("Ana Holt said on May 30 that the dam would hold.")] == [None]


def test_a_weekday_that_is_tomorrow_dates_nothing() -> None:
    assert [s.said for s in read("Ana Holt said on Thursday that the dam would hold.")] == [None]


def test_a_speaker_goes_on_on_the_same_day() -> None:
    first, second = read("“It holds,” Ana Holt said on Monday. It rained.", "“It is old,” she added.")
    assert (day(second), second.day_evidence) == (MONDAY, DayEvidence.CARRIED)
    assert first.day_evidence is DayEvidence.STATED


def test_another_speaker_does_not_take_the_day_over() -> None:
    assert [day(s) for s in read("Ana Holt said on Monday it would hold.", "Leo Moss said it was old.")] == [
        MONDAY,
        None,
    ]


@pytest.mark.parametrize("cue", ["has long said", "has said", "often said", "repeatedly said"])
def test_what_was_said_more_than_once_has_no_day(cue: str) -> None:
    assert day(read("Ana Holt said on Monday it would hold.", f"Ana Holt {cue} that it was old.")[1]) is None


def test_an_appearance_dates_the_words_that_follow() -> None:
    assert [day(s) for s in read("Ana Holt answered questions on Monday.", "“It holds,” Holt said.")] == [MONDAY]


def test_an_article_about_one_day_dates_the_words_of_everybody_in_it() -> None:
    paragraphs = ("The dam of the old town in the north broke on Monday.", "“It is gone,” Ana Holt said.")
    assert [day(s) for s in read(*paragraphs, "“We will rebuild it,” Leo Moss said.")] == [MONDAY, MONDAY]


def test_words_sent_elsewhere_do_not_belong_to_the_articles_day() -> None:
    lead = "The dam of the old town in the north broke on Monday."
    assert [day(s) for s in read(lead, "“It is gone,” Ana Holt told Reuters.")] == [None]


def test_the_part_of_a_quotation_behind_its_cue_was_said_on_the_same_day() -> None:
    assert [day(s) for s in read("“It holds,” Ana Holt said on Monday. “It is old.”")] == [MONDAY, MONDAY]


def test_an_undated_page_may_still_state_a_day() -> None:
    (only,) = read("Ana Holt said on May 2, 2016 that the dam would hold.", published=None)
    assert only.said == Period(date(2016, 5, 2), date(2016, 5, 2))


@given(
    st.sampled_from(["Monday", "May 2", "last month", "2011", "yesterday", "Nov. 8, 2014", "next week"]),
    st.integers(0, 400),
)
def test_no_day_lies_after_the_printing(words: str, later: int) -> None:
    published = WEDNESDAY + timedelta(days=later)
    for statement in read(f"In {words}, Holt said on {words} it held. “It is,” she said {words}.", published=published):
        assert statement.said is None or statement.said.last <= published


@pytest.mark.parametrize(("between", "days"), [(1, 365), (40, None)])
def test_a_long_occasion_is_soon_over(between: int, days: int | None) -> None:
    told = read(
        "In a 2011 interview, Ana Holt said that the dam would hold.",
        *["The dam was built of clay, and many people went to see it."] * between,
        "Holt said that the roof would hold.",
    )
    assert (told[-1].said.days if told[-1].said else None) == days


def test_a_year_of_somebodys_past_is_not_when_words_were_said() -> None:
    assert [day(s) for s in read("Ana Holt moved to Ohio in 2011.", "“It holds,” Holt said.")] == [None]


def test_a_day_does_not_last_through_a_long_article() -> None:
    scene = ["The dam was built of clay, and many people went to see it."] * 80
    said = read("Ana Holt said on Monday it would hold.", *scene, "Holt said that the roof would hold.")
    assert [day(s) for s in said] == [MONDAY, None]


def test_whoever_appears_with_somebody_appears_on_that_day() -> None:
    lead = ("The town of the old mill and the lake waited.", "It heard nothing of Ana Holt, or of Leo Moss, for long.")
    said = read(*lead, "Ana Holt and Leo Moss answered questions on Monday.", "“It holds,” Ana Holt said.")
    assert [day(s) for s in said] == [MONDAY]


def test_what_goes_with_words_said_more_than_once_has_no_day() -> None:
    said = read("Ana Holt said on Monday it would hold.", "Holt has called for a new dam, saying it was old.")
    assert [day(s) for s in said] == [MONDAY, None, None]
