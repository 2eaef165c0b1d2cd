"""A question leans on the one before by a pronoun, by its opening, or by what it leaves out."""

from __future__ import annotations

import time

import pytest

from retrieval.leaning import leaning


@pytest.mark.parametrize(
    "question",
    [
        "what did Pompeo say in April",
        "What did the US State Department say about Russia?",
        "How many people were killed in Tripoli?",
        "Which countries have backed the eastern commander's offensive?",
    ],
)
def test_a_complete_question_leans_on_nothing(question: str) -> None:
    assert not leaning(question).leans


@pytest.mark.parametrize(
    "question",
    ["and in November?", "what about Trump?", "about oil?", "who else?", "when was that?", "why?", "tell me more"],
)
def test_a_follow_up_leans(question: str) -> None:
    assert leaning(question).leans


def test_what_takes_up_the_thread_is_left_out_of_the_rest() -> None:
    assert leaning("Okay, and what about Trump?").rest == "Trump?"


def test_he_is_a_person_and_it_a_thing() -> None:
    assert leaning("what did he say about the war in Libya").person
    assert not leaning("what did it say about the war in Libya").person
    assert leaning("what did it say about the war in Libya").thing


def test_about_somebody_is_a_topic_and_what_about_somebody_is_not() -> None:
    assert leaning("and about Russia?").about
    assert not leaning("what about Russia?").about


@pytest.mark.parametrize("question", ["", "?", "\x00", "and " * 20_000, "(((" * 20_000, "?" + " " * 60_000])
def test_hostile_questions_take_no_time(question: str) -> None:
    began = time.perf_counter()
    leaning(question)
    assert time.perf_counter() - began < 1
