"""A conversation of 25 turns over the seeds: what each turn carries over, and the passage that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.conversation import Conversation, converse

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.library import Library

LEAST = 24
"""Turns that must be right."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Turn:
    question: str
    carried: frozenset[str]
    gold: str | None
    """Words of the passage that answers, among the first; None where nothing may be found."""


def turn(question: str, carried: str, gold: str | None) -> Turn:
    return Turn(question, frozenset(carried.split()), gold)


SCRIPT = (
    turn("what did Pompeo say in April", "", "oppose the military offensive"),
    turn("what else did he say?", "speaker period", "A political solution is the only way"),
    turn("about civilians?", "speaker period", "endangering civilians"),
    turn("and in November?", "speaker topic", None),
    turn("What did the US State Department say about Russia?", "", "full support for the sovereignty"),
    turn("and about militias?", "speaker", "address militias"),
    turn("what about Waldhauser?", "topic", "realities on the ground"),
    turn("What did General Waldhauser say about the security realities?", "", "increasingly complex"),
    turn("what did he say about agility?", "speaker", "continue to remain agile"),
    turn("when was that?", "speaker topic", "continue to remain agile"),
    turn("How many people were killed in the fighting near Tripoli on April 7?", "", "11 people were killed"),
    turn("who said so?", "period topic", "Health Ministry"),
    turn("Who blocked the Security Council statement?", "", "blocked a formal UN Security Council statement"),
    turn("why?", "topic", "urge all Libyan forces to stop fighting"),
    turn("tell me more", "topic", "undermine Libya’s peace and security"),
    turn("Which countries back Haftar?", "", "supported by Russia, Egypt"),
    turn("who else?", "topic", "backed by Egypt"),
    turn("What happened to Moammar Qaddafi?", "", "overthrown in 2011"),
    turn("when was that?", "topic", "2011"),
    turn("What did Trump discuss with Haftar on the telephone?", "", "shared vision"),
    turn("what about oil?", "topic", "securing Libya’s oil resources"),
    turn("Who met Haftar on Sunday in an effort to halt his offensive?", "", "Senior U.S. officials met"),
    turn("who was in the delegation?", "period topic", "Richard Norland"),
    turn("What has Russia printed for the east?", "", "Libyan currency"),
    turn("how much of it?", "topic", "billions"),
)


def fitting(told: Answer, expected: Turn) -> bool:
    """Return whether the turn carried over what it should, and its passage is among the first."""
    if frozenset(told.query.carried_over) != expected.carried:
        return False
    if expected.gold is None:
        return not told.found
    places = (place for each in told.citations for place in (each.place, *each.also_in))
    return any(expected.gold in place.text for place in places)


def test_a_scripted_conversation_is_followed(library: Library) -> None:
    conversation, wrong = Conversation(), []
    for expected in SCRIPT:
        told, conversation = converse(conversation, expected.question, library, _SHOWN)
        if not fitting(told, expected):
            found = [citation.place.text[:80] for citation in told.citations]
            wrong.append(f"{expected.question}: {told.query.carried_over} {told.notice} {found}")
    assert len(SCRIPT) - len(wrong) >= LEAST, "\n".join(wrong)
