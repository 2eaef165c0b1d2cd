"""Who did it: which questions ask for an agent, and which passages name one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.understanding.verb_agent import asked_verb, names_agent

if TYPE_CHECKING:
    from retrieval.library import Library


@pytest.mark.parametrize(
    "question", ["who backs Haftar", "Who backed Haftar?", "who has backed Haftar since 2014", "who is backing Haftar"]
)
def test_a_passive_names_the_agent_of_the_verb_asked_for(question: str, library: Library) -> None:
    verb = asked_verb(question, library.index)
    assert names_agent(verb, "He is backed by Egypt.", library.index)
    assert not names_agent(verb, "In a sign that Washington might be backing him.", library.index)
    assert not names_agent(verb, "He was called by Trump, and backed the truce.", library.index)


@pytest.mark.parametrize(
    "question", ["who is Haftar backed by", "what did Pompeo say", "when was Tripoli attacked", ""]
)
def test_other_questions_ask_for_no_agent(question: str, library: Library) -> None:
    assert not names_agent(asked_verb(question, library.index), "He is backed by Egypt.", library.index)
