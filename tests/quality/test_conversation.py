"""Two conversations of 25 turns over the seeds: what each turn carries over, and the passage that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from retrieval.conversing.conversation import converse
from retrieval.conversing.turns import Conversation

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.library import Library

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Turn:
    question: str
    carried: frozenset[str]
    gold: tuple[str, ...]
    """Words of the passages of which one must be among the first; none where nothing may be found."""


def turn(question: str, carried: str, *gold: str) -> Turn:
    return Turn(question, frozenset(carried.split()), gold)


SCRIPT = (
    turn("what did Pompeo say in April", "", "oppose the military offensive"),
    turn("what else did he say?", "speaker period", "A political solution is the only way"),
    turn("about civilians?", "speaker period", "endangering civilians"),
    turn("and in November?", "speaker topic"),
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


SECOND = (
    turn("What did Pompeo say about the offensive?", "", "we oppose the military offensive"),
    turn("And about a political solution?", "speaker", "A political solution is the only way"),
    turn("When was that?", "speaker topic", "A political solution is the only way", "late on April 7"),
    turn("What did Waldhauser say about security?", "", "growing increasingly complex"),
    turn("Did he give the number of troops?", "topic", "did not provide details on the number"),
    turn("Why were they withdrawn?", "topic", "security conditions on the ground"),
    turn("How many people were killed in the southern part of Tripoli?", "", "11 people were killed and 23 wounded"),
    turn("And on both sides?", "topic", "23 people had been killed and 27 wounded"),
    turn("What did the United States urge in April?", "", "seeking an “immediate halt”", "urge the immediate halt"),
    turn(
        "And in November?",
        "speaker topic",
        "The United States urges the parties",
        "to end its offensive on Tripoli",
        "to stop a months-long offensive",
    ),
    turn(
        "What did the State Department say about Russia?", "", "to exploit the conflict", "exploitation of the conflict"
    ),
    turn("Who else?", "topic", "denied by Moscow", "Russia on April 7 blocked", "Russian mercenaries, according to"),
    turn("What did the White House say about Haftar?", "", "significant role in fighting terrorism"),
    turn("When did Trump call him?", "topic", "called the eastern-based commander", "Trump called Haftar in the first"),
    turn("What has Haftar said about oil?", ""),
    turn("And what about Tripoli?", "speaker"),
    turn("Which countries support him?", "topic", "backed by Egypt", "supported by Russia, Egypt", "key supporter of"),
    turn("Does the LNA admit it?", "topic", "The LNA denies it has foreign backing"),
    turn("Who was in the U.S. delegation that met Haftar?", "", "The delegation included", "Matthew Zais, a senior"),
    turn("On what day did they meet him?", "topic", "met with General Khalifa Haftar on November 24", "on Sunday"),
    turn("Tell me more", "topic", "The delegation included", "Matthew Zais", "The meeting with American officials"),
    turn("What did AFP report about the Security Council?", "", "called for those who undermine", "formal UN Security"),
    turn("And about Moscow?", "speaker", "Moscow insisted that the formal statement"),
    turn("What did Serraj's forces call their counterattack?", "", "Operation Volcano of Anger"),
    turn("What was its goal?", "topic", "cleanse all Libyan cities"),
)
"""Written from the articles alone, before it was known how questions are understood."""


def fitting(told: Answer, expected: Turn) -> bool:
    """Return whether the turn carried over what it should, and its passage is among the first."""
    if frozenset(told.query.carried_over) != expected.carried:
        return False
    if not expected.gold:
        return not told.found
    places = (place for each in told.citations for place in (each.place, *each.also_in))
    return any(words in place.text for place in places for words in expected.gold)


@pytest.mark.parametrize(("script", "least"), [(SCRIPT, 24), (SECOND, 22)], ids=["first", "second"])
def test_a_scripted_conversation_is_followed(library: Library, script: tuple[Turn, ...], least: int) -> None:
    conversation, wrong = Conversation(), []
    for expected in script:
        told, conversation = converse(conversation, expected.question, library, _SHOWN)
        if not fitting(told, expected):
            found = [citation.place.text[:80] for citation in told.citations]
            wrong.append(f"{expected.question}: {told.query.carried_over} {told.notice} {found}")
    assert len(script) - len(wrong) >= least, "\n".join(wrong)
