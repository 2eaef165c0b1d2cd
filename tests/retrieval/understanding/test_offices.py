"""Offices in a question, and who is named with them in the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.understanding.offices import holders, is_printed, names_holder, office_asked, office_named
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from retrieval.library import Library


@pytest.mark.parametrize(
    ("phrase", "of"),
    [
        ("the mayor of Flint", {"flint"}),
        ("Pfizer's CEO", {"pfizer"}),
        ("labor secretary", {"labor"}),
        ("U.N. secretary general", {"un", "secretary"}),
        ("former governor of Ohio", {"ohio"}),
        ("head of the Black Caucus", {"black", "caucus"}),
    ],
)
def test_an_office_is_told_from_whose_it_is(phrase: str, of: set[str]) -> None:
    office = office_named(phrase)
    assert office is not None
    assert office.of == of


@pytest.mark.parametrize("phrase", ["the mayor", "capital of Peru", "voters", "Mayor Helen Marsh", "oil ports"])
def test_a_name_a_bare_office_and_plain_nouns_name_nobodys_office(phrase: str) -> None:
    assert office_named(phrase) is None


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did the finance minister say about hospitals", "Anna May"),
        ("what did the secretary of transport say", "Mark Weber"),
        ("the leader of the largest union on nurses", "Will Carter"),
        ("eastern commander on oil", "Omar Haddad"),
        ("what did the transport minister say about roads", "Mark Weber"),
    ],
)
def test_an_office_finds_who_is_named_with_it(question: str, speaker: str, newsroom: Library) -> None:
    assert interpret(question, newsroom.vocabulary).speaker == speaker


def test_who_bears_the_bare_office_in_an_article_on_the_place_probably_holds_it(newsroom: Library) -> None:
    query = interpret("what did the mayor of the harbor city say about the ferry", newsroom.vocabulary)
    assert query.otherwise is not None
    assert query.otherwise.speaker == "Helen Marsh"
    assert newsroom.vocabulary.likely_holder("governor of the harbor city") is None


def test_an_office_that_nobody_is_named_with_has_no_holder(newsroom: Library) -> None:
    office = office_named("the mayor of Honolulu")
    assert office is not None
    assert not holders(office, newsroom.corpus, newsroom.index)
    assert not is_printed(office, newsroom.corpus, newsroom.index)


def test_who_asks_for_an_unknown_office_asks_for_a_stranger(newsroom: Library) -> None:
    query = interpret("what did the mayor of honolulu say about ferries", newsroom.vocabulary)
    assert (query.strangers, query.speaker) == (True, "mayor of honolulu")


def test_it_counts_who_holds_an_office_now_before_who_held_it() -> None:
    now, once = office_named("governor of Ohio"), office_named("former governor of Ohio")
    assert now is not None
    assert once is not None
    assert (now.is_former, once.is_former) == (False, True)


@pytest.mark.parametrize(
    ("passage", "is_holder"),
    [
        ("Ana Ruiz, the mayor of Flint, spoke first.", True),
        ("Flint Mayor Ana Ruiz spoke first.", True),
        ("Omar Haddad, the former mayor of New York City, spoke first.", False),
        ("Omar Haddad spoke first, and the mayor listened.", None),
        ("In Flint their leader spoke, and Omar Haddad, the mayor of New York, listened.", None),
        ("Nobody spoke in Flint.", None),
    ],
)
def test_the_office_of_another_place_is_another_office(passage: str, is_holder: bool | None) -> None:  # noqa: FBT001
    office = office_asked("who is the mayor of Flint?")
    assert office is not None
    assert names_holder(office, passage) is is_holder


@pytest.mark.parametrize("question", ["who is Ana Ruiz", "who said the mayor of Flint lied", "what is the mayor"])
def test_other_questions_ask_for_no_holder(question: str) -> None:
    assert office_asked(question) is None
