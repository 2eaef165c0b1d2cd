"""What would answer a question."""

from __future__ import annotations

import pytest

from retrieval.understanding.answer_form import Form, answer_form, is_empty, may_answer


@pytest.mark.parametrize(
    "question",
    [
        "who runs the ferry",
        "When did it open?",
        "how many people came",
        "in which town was he born",
        "What year did it close?",
    ],
)
def test_who_when_where_and_how_many_ask_for_a_few_words(question: str) -> None:
    assert answer_form(question) is Form.WORDS


@pytest.mark.parametrize(
    "question",
    ["why did it close", "how does it work", "what did Graham say about oil", "oil ports truce", "Is the port open?"],
)
def test_explanations_words_searches_and_yes_or_no_ask_for_a_passage(question: str) -> None:
    assert answer_form(question) is Form.PASSAGE


def test_a_remark_asks_for_nothing() -> None:
    assert answer_form("I found the second film more moving than the first") is Form.NONE


def test_only_a_number_counts() -> None:
    assert may_answer("how many aides were there", "five")
    assert may_answer("How old is she?", "44")
    assert not may_answer("how many aides were there", "several aides")
    assert may_answer("who was there", "several aides")


@pytest.mark.parametrize("words", ["on Sunday", "four days before", "1998", "last spring", "after the vote", "Easter"])
def test_a_day_a_number_or_an_event_says_when(words: str) -> None:
    assert may_answer("when did she resign", words)


@pytest.mark.parametrize("words", ["Before", "the harbour", "after"])
def test_other_words_do_not_say_when(words: str) -> None:
    assert not may_answer("when did she resign", words)
    assert may_answer("where did she resign", words)


def test_function_words_alone_mean_nothing() -> None:
    assert is_empty("before")
    assert not is_empty("before the vote")
