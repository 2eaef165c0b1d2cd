"""What single questions about the five seeds must be answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answers import Answer, Citation
    from retrieval.library import Library

    Ask = Callable[[str], Answer]


@pytest.fixture
def ask(library: Library) -> Ask:
    return lambda question: answer(question, library, 10)


def in_files(citation: Citation) -> set[str]:
    return {place.document.source[:3] for place in (citation.place, *citation.also_in)}


def texts(reply: Answer) -> list[str]:
    return [citation.place.text for citation in reply.citations]


def test_what_somebody_said_in_a_month_is_all_of_it_and_nobody_elses(ask: Ask) -> None:
    reply = ask("what did Pompeo say in April")
    assert {citation.speaker for citation in reply.citations} == {"Mike Pompeo"}
    assert sorted(text[:20] for text in texts(reply)) == [
        "“A political solutio",
        "“There is no militar",
        "“This unilateral mil",
        "“We have made clear ",
    ]


def test_a_statement_that_three_outlets_print_is_told_once_with_where_else_it_stands(ask: Ask) -> None:
    reply = ask("what did the State Department say in November")
    calls = [each for each in reply.citations if "to end its offensive on Tripoli" in each.place.text]
    assert [in_files(call) for call in calls] == [{"000", "001", "003"}]


def test_the_statement_of_another_article_of_that_month_is_told_too(ask: Ask) -> None:
    reply = ask("what did the State Department say in November")
    assert any("met with General Khalifa Haftar on November 24" in text for text in texts(reply))


def test_the_number_asked_for_leads(ask: Ask) -> None:
    assert "11 people were killed and 23 wounded" in texts(ask("how many people were killed on April 7"))[0]


def test_the_passage_that_names_who_did_it_leads_and_is_told_once(ask: Ask) -> None:
    told = texts(ask("who backs Haftar"))
    assert told[0].startswith("He is backed by Egypt, the United Arab Emirates")
    assert sum("He is backed by Egypt" in text for text in told) == 1


def test_nothing_is_put_in_the_mouth_of_who_is_not_quoted(ask: Ask) -> None:
    reply = ask("what did Erdogan say in April")
    assert not reply.found
    assert "Erdogan" in reply.notice


def test_somebody_silent_in_that_month_is_named_and_other_words_of_his_are_near(ask: Ask) -> None:
    reply = ask("what did Pompeo say in November")
    assert not reply.found
    assert "Mike Pompeo is not quoted in November 2019" in reply.notice
    assert "April 2019" in reply.notice
    nearest = [each for each in reply.nearest if each.misses == ("period",)]
    assert {(each.speaker, each.said and each.said.first.month) for each in nearest} == {("Mike Pompeo", 4)}


@pytest.mark.parametrize(
    "question", ["what is the capital of France", "how do i renew my passport", "apple pie recipe"]
)
def test_what_the_articles_do_not_cover_is_not_answered(question: str, ask: Ask) -> None:
    reply = ask(question)
    assert not reply.found
    assert reply.notice
