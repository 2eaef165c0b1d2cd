"""How somebody takes something: passages that take it as the question has it, and those that take it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.understanding.question import interpret
from retrieval.understanding.stands import stand, takes

if TYPE_CHECKING:
    from retrieval.library import Library

PRAISE = "Traders hailed the decision as a victory for the port."
BLAME = "Graham condemned the decision and called it reckless."
DENIAL = "An aide rejected the account as untrue."


def taken(question: str, passage: str, newsroom: Library) -> bool | None:
    asked = stand(interpret(question, newsroom.vocabulary), newsroom.index)
    assert asked is not None
    return takes(asked, passage, newsroom.index)


@pytest.mark.parametrize(
    ("question", "passage", "expected"),
    [
        ("who criticised the decision", BLAME, True),
        ("who criticised the decision", PRAISE, False),
        ("who welcomed the decision", PRAISE, True),
        ("who praised the decision", BLAME, False),
        ("did Haddad deny the account", DENIAL, True),
        ("did Haddad deny the account", PRAISE, None),
        ("which ministers oppose the decision", BLAME, True),
        ("who supports the decision", BLAME, False),
    ],
)
def test_praise_answers_no_question_for_blame(
    question: str, passage: str, newsroom: Library, *, expected: bool | None
) -> None:
    assert taken(question, passage, newsroom) is expected


@pytest.mark.parametrize("question", ["how often does the ferry run", "oil ports", "what did Haddad say about oil"])
def test_a_question_without_such_a_verb_takes_no_stand(question: str, newsroom: Library) -> None:
    assert stand(interpret(question, newsroom.vocabulary), newsroom.index) is None
