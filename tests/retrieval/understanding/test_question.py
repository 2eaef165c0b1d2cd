"""Questions as people put them, understood against a corpus's own speakers and days."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from embeddings.errors import QuestionError
from retrieval.understanding.query import Kind
from retrieval.understanding.question import LONGEST, interpret

if TYPE_CHECKING:
    from retrieval.library import Library
    from retrieval.understanding.query import Query


def days(query: Query) -> tuple[str, str] | None:
    return (query.period.first.isoformat(), query.period.last.isoformat()) if query.period else None


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did Haddad say about the ports", "Omar Haddad"),
        ("What did General Omar Haddad say about the ports?", "Omar Haddad"),
        ("what did haddad say about the ports", "Omar Haddad"),
        ("what has Haddad said about oil since 2018", "Omar Haddad"),
        ("WHAT DID HADDAD SAY ABOUT THE PORTS", "Omar Haddad"),
        ("what did the UN say between March and June", "United Nations"),
        ("what did the U.N. say about fuel", "United Nations"),
        ("tell me what Graham said about Syria", "Lindsey Graham"),
        ("what was said by Graham about Syria", "Lindsey Graham"),
        ("what might Graham say about Syria", "Lindsey Graham"),
        ("what did the mayor say", "Helen Marsh"),
        ("what did the finance minister say about hospitals", "Anna May"),
        ("what did Mark say about the roads", "Mark Weber"),
        ("state department november", "State Department"),
        ("Haddad: oil", "Omar Haddad"),
        ("Hello, what did Graham say about Syria", "Lindsey Graham"),
        ("what's Graham's position on Syria", "Lindsey Graham"),
        ("how did Graham respond to the withdrawal from Syria", "Lindsey Graham"),
        ("Haddad's statement on oil", "Omar Haddad"),
        ("statements by Haddad", "Omar Haddad"),
        ("statements by the State Department last November", "State Department"),
        ("what did the State Department say in November", "State Department"),
        ("what did the united nations say about fuel", "United Nations"),
        ("latest from Graham on Syria", "Lindsey Graham"),
        ("Graham on Syria", "Lindsey Graham"),
        ("comments from Senator Graham on the farm bill", "Lindsey Graham"),
        ("did Graham say anything about Syria", "Lindsey Graham"),
        ("what did Helen Marsh say", "Helen Marsh"),
        ("what did Mayor Helen Marsh say about the ferry", "Helen Marsh"),
        ("What does Mark Weber say about roads?", "Mark Weber"),
    ],
)
def test_a_question_for_words_names_whose(question: str, speaker: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.kind, query.speaker) == ("statement", speaker)


@pytest.mark.parametrize(("question", "speaker"), [("the haddad", None), ("haddad", "Omar Haddad")])
def test_a_common_noun_behind_its_article_is_no_surname(question: str, speaker: str | None, newsroom: Library) -> None:
    assert interpret(f"what did {question} say about oil", newsroom.vocabulary).speaker == speaker


def test_a_wish_for_the_latest_is_no_word_of_a_passage(newsroom: Library) -> None:
    assert interpret("what is the latest news on the ferry", newsroom.vocabulary).text == "the ferry"
    assert interpret("latest on Syria", newsroom.vocabulary).text == "Syria"
    assert interpret("the latest ship on the river", newsroom.vocabulary).text == "the latest ship on the river"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what did Haddad say about the ports", "ports"),
        ("what has Haddad said about oil since 2018", "oil"),
        ("latest from Graham on Syria", "Syria"),
        ("what did Graham say in October about the farm bill", "farm bill"),
        ("What did Helen Marsh say?", ""),
        ("statements by the State Department last November", ""),
    ],
)
def test_the_topic_is_what_is_left_without_who_and_when(question: str, topic: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).topic == topic


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what did Graham say in October 2019", "2019-10-01", "2019-10-31"),
        ("what has Haddad said since 2018", "2018-01-01", "2021-07-29"),
        ("what did Haddad say before 2019", "2017-01-01", "2018-12-31"),
        ("Graham's statement of April 19, 2021", "2021-04-19", "2021-04-19"),
        ("what did Graham say on 19 April 2021", "2021-04-19", "2021-04-19"),
        ("what was said in 2019 about oil", "2019-01-01", "2019-12-31"),
        ("what did the UN say between March and June 2021", "2021-03-01", "2021-06-30"),
        ("statements by the State Department last November", "2020-11-01", "2020-11-30"),
        ("what did the UN say yesterday", "2021-07-28", "2021-07-28"),
        ("what did the UN say last month", "2021-06-01", "2021-06-30"),
        ("what did the UN say last week", "2021-07-19", "2021-07-25"),
    ],
)
def test_the_words_for_time_are_days_by_the_clock_of_the_corpus(
    question: str, first: str, last: str, newsroom: Library
) -> None:
    assert days(interpret(question, newsroom.vocabulary)) == (first, last)


@pytest.mark.parametrize("question", ["graham syria", "haddad oil ports", "north korea nuclear test"])
def test_a_few_words_without_a_verb_are_a_search(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.kind, query.speaker, query.topic) == (Kind.FACT, None, question)


@pytest.mark.parametrize("question", ["what did the UN say yesterday", "what did the UN say last month"])
def test_what_counts_from_the_day_of_asking_says_so(question: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).counted_from == date(2021, 7, 29)


@pytest.mark.parametrize(
    "question", ["what did Graham say in October 2019", "what did Graham say in October", "who runs the ferry"]
)
def test_what_does_not_count_from_today_is_not_relative(question: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).counted_from is None


def test_a_month_without_a_year_may_be_of_any_year_of_the_corpus_the_latest_first(newsroom: Library) -> None:
    query = interpret("what did the State Department say in November", newsroom.vocabulary)
    firsts = [period.first for period in query.periods]
    assert firsts == sorted(firsts, reverse=True)
    assert {date(2019, 11, 1), date(2020, 11, 1)} <= set(firsts)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did May say about hospitals", "Anna May"),
        ("What did Anna May say about the budget?", "Anna May"),
        ("What did Mark Weber say about the roads?", "Mark Weber"),
        ("what did mark weber say about the roads", "Mark Weber"),
        ("what did Marsh say about the ferry", "Helen Marsh"),
    ],
)
def test_a_name_that_is_also_a_month_or_a_verb_is_a_name_where_a_speaker_stands(
    question: str, speaker: str, newsroom: Library
) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.speaker, query.period) == (speaker, None)


@pytest.mark.parametrize(
    ("question", "month"),
    [
        ("what did the UN say in May", 5),
        ("what did the UN say in may about hospitals", 5),
        ("what did Anna May say in March", 3),
        ("what did May say in March", 3),
        ("what was said about the budget in March", 3),
    ],
)
def test_a_month_is_a_month_where_a_date_stands(question: str, month: int, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert query.period is not None
    assert (query.period.first.month, query.period.last.month) == (month, month)


@pytest.mark.parametrize(
    "question",
    [
        "will the ferry run at night",
        "when will the vote be held",
        "thousands march through the harbor",
        "what may happen to the hospitals",
        "who will mark the anniversary",
    ],
)
def test_verbs_are_neither_months_nor_speakers(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.kind, query.speaker, query.period) == ("fact", None, None)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did Hadad say about oil", "Omar Haddad"),
        ("what did Grahm say about Syria", "Lindsey Graham"),
        ("what did lindsay graham say about syria", "Lindsey Graham"),
        ("what did the Untied Nations say about fuel", "United Nations"),
        ("what did Mark Webber say", "Mark Weber"),
    ],
)
def test_a_name_a_letter_or_two_wrong_is_found_and_known_to_be_respelt(
    question: str, speaker: str, newsroom: Library
) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.speaker, query.respelt) == (speaker, True)


def test_a_name_spelt_right_is_not_respelt(newsroom: Library) -> None:
    assert not interpret("what did Haddad say about oil", newsroom.vocabulary).respelt


@pytest.mark.parametrize("name", ["Angela Merkel", "Erdogan", "Zuckerberg", "Dr. Okonkwo"])
def test_a_name_that_nobody_bears_is_a_stranger_and_no_neighbour_of_it(name: str, newsroom: Library) -> None:
    query = interpret(f"what did {name} say about oil", newsroom.vocabulary)
    assert query.strangers
    assert not query.speakers


@pytest.mark.parametrize(
    "question",
    [
        "when did Graham meet Turkish officials",
        "how much did the terminal cost",
        "who runs the ferry",
        "Where were the tankers?",
        "how long did the terminal take to build",
        "which piers were closed",
        "why was the line across the bay closed",
    ],
)
def test_a_question_for_a_fact_asks_for_nobodys_words(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.kind, query.reported) == ("fact", False)


@pytest.mark.parametrize(
    "question",
    ["who said that the nurses were not asked", "who says the ticket is too expensive", "who talked about the ferry"],
)
def test_who_said_asks_for_words_of_anybody(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.kind, query.speaker, query.speakers) == ("statement", None, frozenset())


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("what did the UN say in the Daily Ledger", "Daily Ledger"),
        ("what did Haddad say in harbor times", "Harbor Times"),
    ],
)
def test_an_outlet_named_as_a_place_to_look_is_a_condition(question: str, outlet: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).publishers == {outlet}


@pytest.mark.parametrize(
    "question",
    [
        "what did the Harbor Times report on the ferry",
        "harbor times story on the ferry",
        "according to the Harbor Times, how often does the ferry run",
        "the Harbor Times on the ferry",
    ],
)
def test_an_outlet_as_the_subject_is_a_condition_too(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.publishers, query.reported) == (frozenset({"Harbor Times"}), False)


@pytest.mark.parametrize("question", ["what did tony gilmartin say about oil", "jeremy gilmartin statement on oil"])
def test_a_given_name_makes_a_stranger_in_small_letters_too(question: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).strangers


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("said Will Carter", "Will Carter"),
        ("said Graham about Syria", "Lindsey Graham"),
        ("what did Graham call the farm bill", "Lindsey Graham"),
    ],
)
def test_turned_round_or_named_with_another_verb_the_speaker_stays(
    question: str, speaker: str, newsroom: Library
) -> None:
    assert interpret(question, newsroom.vocabulary).speaker == speaker


@pytest.mark.parametrize("question", ["May: what did Graham say", "Graham May", "May, what did Graham say about Syria"])
def test_a_bare_month_at_either_end_is_a_month(question: str, newsroom: Library) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert query.period is not None
    assert query.period.first.month == 5


def test_a_month_that_ends_a_name_is_no_month(newsroom: Library) -> None:
    query = interpret("Anna May", newsroom.vocabulary)
    assert (query.speaker, query.period) == ("Anna May", None)


@pytest.mark.parametrize(
    ("words", "day"), [("this morning", 29), ("this afternoon", 29), ("tonight", 29), ("last night", 28)]
)
def test_a_part_of_a_day_is_that_day(words: str, day: int, newsroom: Library) -> None:
    query = interpret(f"what did the UN say {words}", newsroom.vocabulary)
    assert query.period is not None
    assert (query.period.first, query.period.last) == (date(2021, 7, day), date(2021, 7, day))


@pytest.mark.parametrize("question", ["", " \t", "?!", "\x07\u200b", "…"])
def test_a_question_without_a_word_cannot_be_asked(question: str, newsroom: Library) -> None:
    with pytest.raises(QuestionError, match="the question is empty"):
        interpret(question, newsroom.vocabulary)


def test_a_question_too_long_is_refused_with_both_numbers(newsroom: Library) -> None:
    with pytest.raises(QuestionError, match="2,001 characters: ask in at most 2,000"):
        interpret("x" * (LONGEST + 1), newsroom.vocabulary)


@pytest.mark.parametrize("noise", ["\x1b[31m", "\x00", "\n\n", "\t  "])
def test_characters_that_nobody_sees_change_nothing(noise: str, newsroom: Library) -> None:
    plain = interpret("what did Haddad say about oil", newsroom.vocabulary)
    noisy = interpret(f"what did Haddad{noise[:1]} say about oil", newsroom.vocabulary)
    assert (noisy.speakers, noisy.topic, noisy.text) == (plain.speakers, plain.topic, plain.text)


_PIECES = """
    what who did does has will may said say says statement by from on about and or , ? ! . ' “ ” in since Graham
    haddad Marsh MAY Mark UN 2019 April last november week the Daily Ledger 's please tell me 👍 وقال 说 ’s ²
"""
_SOUP = st.lists(st.sampled_from(sorted(_PIECES.split())), min_size=1, max_size=40).map(" ".join)


@given(_SOUP | st.text(min_size=1, max_size=LONGEST))
@example("what did " + "Graham and " * 150 + "say")
@example("what did " + "," * 1900)
@example("what did\nGraham\r\nsay")
@example("tell me " * 240)
@example("'s " * 600 + "statement")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_asked_is_understood_or_refused(newsroom: Library, question: str) -> None:
    query = _understood(question, newsroom)
    assert query is None or set(_words(query.topic)) <= set(_words(query.text))
    assert query is None or query.strangers == bool(query.speaker and not query.speakers)


def _understood(question: str, newsroom: Library) -> Query | None:
    try:
        return interpret(question, newsroom.vocabulary)
    except QuestionError:
        return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.mark.parametrize(
    "question",
    [
        "quotes from Haddad",
        "tell me what Haddad said",
        "what did Haddad tell reporters",
        "what is Haddad quoted as saying",
        "said Haddad",
    ],
)
def test_however_somebodys_words_are_asked_for_the_same_is_compared(question: str, newsroom: Library) -> None:
    plain = interpret("what did Haddad say", newsroom.vocabulary)
    query = interpret(question, newsroom.vocabulary)
    assert (query.speakers, query.topic, query.text) == (plain.speakers, plain.topic, plain.text)


@pytest.mark.parametrize(
    ("question", "group", "topic"),
    [
        ("what did the traders say about the tankers", "traders", "traders tankers"),
        ("what do commuters in the harbor say about tickets", "commuters", "commuters in the harbor tickets"),
        ("what did Marsh say about tickets", "", "tickets"),
    ],
)
def test_a_plain_noun_for_many_asks_for_their_words_first(
    question: str, group: str, topic: str, newsroom: Library
) -> None:
    query = interpret(question, newsroom.vocabulary)
    assert (query.group, query.topic) == (group, topic)
    assert bool(query.speakers) is not bool(group)
