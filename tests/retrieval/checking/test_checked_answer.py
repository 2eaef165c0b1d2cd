"""A question that holds a quotation, asked alone or in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.checking.checked_answer import checks_of
from retrieval.checking.checks import Verdict
from retrieval.conversing.conversation import converse
from retrieval.conversing.turns import Conversation
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.library import Library

PORTS = "The oil ports belong to no militia"


def test_words_that_were_said_are_found_with_the_passage_that_prints_them(press: Library) -> None:
    reply = answer(f"who said “{PORTS}”?", press, 5)
    (check,) = checks_of(reply)
    assert check.verdict is Verdict.WORD_FOR_WORD
    assert reply.found
    first = reply.citations[0]
    assert first.place.text.startswith(f"“{PORTS},” General Omar Haddad said")
    assert [span.of(first.place.document.text) for span in first.highlights] == [PORTS]
    assert (first.speaker, reply.confidence) == ("Omar Haddad", 1.0)
    assert set(reply.milliseconds) == {"interpret", "retrieve", "rank", "total"}


@pytest.mark.parametrize(
    ("question", "notice", "misses"),
    [
        ("did Haddad say “The oil ports belong to a militia”?", f"Printed is “{PORTS}”.", ("topic",)),
        (f"did Ruth Lane say “{PORTS}”?", "Omar Haddad says it, not Ruth Lane.", ("speaker",)),
        (f"did Haddad say “{PORTS}” in May 2018?", "Said 13 February 2019.", ("period",)),
    ],
)
def test_words_that_were_not_said_so_are_not_found_and_the_nearest_are_shown(
    question: str, notice: str, misses: tuple[str, ...], press: Library
) -> None:
    reply = answer(question, press, 5)
    assert (reply.found, reply.confidence, reply.citations) == (False, 0.0, ())
    assert reply.notice == notice
    assert [citation.misses for citation in reply.nearest] == [misses]


def test_he_is_whom_the_conversation_is_about(press: Library) -> None:
    _, after = converse(Conversation(), "what did Ruth Lane say in February 2019?", press, 3)
    reply, _ = converse(after, f"did she say “{PORTS}”?", press, 3)
    assert [(each.speaker, each.speaker_fits) for each in checks_of(reply)] == [("Ruth Lane", False)]
    anybody, _ = converse(after, f"who said “{PORTS}”?", press, 3)
    assert [(each.speaker, each.speaker_fits) for each in checks_of(anybody)] == [(None, None)]


def test_a_conversation_goes_on_from_what_was_checked(press: Library) -> None:
    _, after = converse(Conversation(), f"who said “{PORTS}”?", press, 3)
    reply, _ = converse(after, "what else did he say?", press, 3)
    assert {citation.speaker for citation in reply.citations} == {"Omar Haddad"}


def test_each_quotation_of_a_message_is_checked(press: Library) -> None:
    message = f"“{PORTS},” said Haddad.\n\n“The terminals belong to nobody,” said Lane."
    reply = answer(message, press, 5)
    assert [each.verdict for each in checks_of(reply)] == [Verdict.WORD_FOR_WORD, Verdict.ALTERED]
    assert reply.notice == "1 of 2 quotations are printed as claimed."
    assert (reply.found, reply.confidence) == (True, 0.5)
