"""Who did what to whom: whether a passage tells it as the question has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.understanding.deeds import as_asked, deed

if TYPE_CHECKING:
    from retrieval.library import Library

BACKED = "On Sunday Ana Ruiz endorsed Senator Omar Haddad, her old rival."


PASSIVE = "Omar Haddad was endorsed by Ana Ruiz on Sunday."


def told(question: str, passage: str, newsroom: Library) -> bool | None:
    asked = deed(question, newsroom.index)
    assert asked is not None
    return as_asked(asked, passage, newsroom.index)


@pytest.mark.parametrize("question", ["why did Ana Ruiz endorse Haddad", "who endorsed Omar Haddad"])
def test_the_doer_stands_before_the_verb_and_behind_a_passive(question: str, newsroom: Library) -> None:
    assert told(question, BACKED, newsroom) is True
    assert told(question, PASSIVE, newsroom) is True


@pytest.mark.parametrize("question", ["why did Omar Haddad endorse Ruiz", "who endorsed Ana Ruiz"])
def test_the_other_way_round_is_told_apart(question: str, newsroom: Library) -> None:
    assert told(question, BACKED, newsroom) is False
    assert told(question, PASSIVE, newsroom) is False


def test_what_is_only_thought_possible_or_still_done_is_no_passive(newsroom: Library) -> None:
    assert told("who endorsed Ana Ruiz", "Omar Haddad met Ruiz and might endorse her.", newsroom) is None
    assert told("who endorsed Ana Ruiz", "Ana Ruiz is endorsing Omar Haddad this week.", newsroom) is False


def test_of_somebody_else_nothing_is_told(newsroom: Library) -> None:
    assert told("when did Lindsey Graham endorse Ruiz", BACKED, newsroom) is None


def test_what_comes_from_somebody_is_done_by_them(newsroom: Library) -> None:
    endorsed = "Haddad won an endorsement from his old rival Ana Ruiz."
    assert told("who endorsed Omar Haddad", endorsed, newsroom) is not False
    assert told("who endorsed Ana Ruiz", endorsed, newsroom) is False
    assert told("why did Ana Ruiz endorse Haddad", endorsed, newsroom) is True


@pytest.mark.parametrize("question", ["what happened in May", "who is Ana Ruiz", "oil ports", "who called for a truce"])
def test_a_question_without_roles_names_no_deed(question: str, newsroom: Library) -> None:
    assert deed(question, newsroom.index) is None


def test_who_is_critical_of_somebody_criticizes(newsroom: Library) -> None:
    critical = "Ana Ruiz was also critical of Haddad and his plans."
    assert told("who criticized Omar Haddad", critical, newsroom) is True
    assert told("who criticized Ana Ruiz", critical, newsroom) is False


def test_from_behind_names_nobody(newsroom: Library) -> None:
    accused = "Ana Ruiz accuses Haddad of leading from behind."
    assert told("who accused Ana Ruiz", accused, newsroom) is False


def test_a_namesake_is_somebody_else(newsroom: Library) -> None:
    passage = "Omar Haddad criticized Maria Ruiz during a debate."
    assert told("who criticized Ana Ruiz", passage, newsroom) is None
    assert told("who criticized Maria Ruiz", passage, newsroom) is True


def test_a_deed_of_no_names_has_no_doer(newsroom: Library) -> None:
    assert deed("when did foreign clones of DATAPAC appear", newsroom.index) is None
