"""A question leans on the one before by a pronoun, by its opening, or by what it leaves out."""

from __future__ import annotations

import pytest

from retrieval.conversing.leaning import last_person, leaning, spelt_out


@pytest.mark.parametrize(
    "question",
    [
        "what did Pompeo say in April",
        "What did the US State Department say about Russia?",
        "How many people were killed in Tripoli?",
        "Which countries have backed the eastern commander's offensive?",
        "Who was in the delegation that met Haftar?",
        "who said that the LNA has no foreign backing",
        "Are there plans for a truce in Libya?",
        "What did Pompeo say last November?",
        "Who was the first president of Libya?",
        "A friend asked me to tell him something about Nigeria",
        "What did May say of her plan for Europe?",
    ],
)
def test_a_complete_question_leans_on_nothing(question: str) -> None:
    assert not leaning(question).leans


@pytest.mark.parametrize(
    "question",
    [
        "and in November?",
        "what about Trump?",
        "about oil?",
        "who else?",
        "when was that?",
        "why?",
        "tell me more",
        "who said that about oil?",
        "when did Trump call him?",
        "who was the first one?",
        "I could go by bus, that sounds fun and cheap enough",
    ],
)
def test_a_follow_up_leans(question: str) -> None:
    assert leaning(question).leans


def test_what_takes_up_the_thread_is_left_out_of_the_rest() -> None:
    assert leaning("Okay, and what about Trump?").rest == "Trump?"


def test_he_is_a_person_and_it_a_thing() -> None:
    assert leaning("what did he say about the war in Libya").person
    assert not leaning("what did it say about the war in Libya").person
    assert leaning("what did it say about the war in Libya").thing


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("why did he leave", "why did Ann Lee leave"),
        ("did Trump call her?", "did Trump call Ann Lee?"),
        ("who paid for her trip and his?", "who paid for Ann Lee’s trip and Ann Lee’s?"),
        ("who sees Theresa?", "who sees Theresa?"),
    ],
)
def test_a_name_stands_where_a_pronoun_did(question: str, named: str) -> None:
    assert spelt_out(question, "Ann Lee") == named


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did the White House say about Haftar?", "Haftar"),
        ("Did Theresa May meet Angela Merkel in Berlin?", "Angela Merkel"),
        ("How many were killed in Tripoli?", None),
        ("who said so?", None),
    ],
)
def test_the_last_person_is_no_place_and_no_office(question: str, name: str | None) -> None:
    assert last_person(question) == name


def test_about_somebody_is_a_topic_and_what_about_somebody_is_not() -> None:
    assert leaning("and about Russia?").about
    assert not leaning("what about Russia?").about


@pytest.mark.parametrize(
    "question", ["", "?", "\x00", "and " * 20_000, "(((" * 20_000, "?" + " " * 60_000, "x " + "A" * 20_000 + " 1"]
)
def test_hostile_questions_do_no_harm(question: str) -> None:
    assert not leaning(question).person
    assert last_person(question) is None
