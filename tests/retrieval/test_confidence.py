"""How sure an answer is, and what makes it less so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.confidence import COVERS, Signals
from retrieval.understanding.polarity import reverses
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.library import Library


def sure(question: str, library: Library) -> float:
    return answer(question, library, 1).confidence


@pytest.mark.parametrize(
    ("question", "doubtful"),
    [
        ("who backs Haftar", "who does not back Haftar"),
        ("how many people were killed on April 7", "how many people were killed in Iceland on April 7"),
        ("when did Haftar begin the offensive on Tripoli", "when did Haftar begin the offensive on Windhoek"),
    ],
)
def test_less_sure_of_what_the_passage_does_not_say(question: str, doubtful: str, library: Library) -> None:
    assert sure(doubtful, library) < sure(question, library)


def test_what_is_said_around_a_question_takes_no_name_for_lacking(library: Library) -> None:
    plainly = sure("who backs Haftar", library)
    assert sure("I wasn't following the news. Who backs Haftar?", library) > plainly / 2


@pytest.mark.parametrize(
    "text", ["who did not sign", "Who didn’t sign?", "the least known", "Nobody came", "non-members"]
)
def test_negators_turn_a_meaning_around(text: str) -> None:
    assert reverses(text)


@pytest.mark.parametrize("text", ["who signed the note", "nothings", "Noah knows", "the knot", "a listless crowd"])
def test_words_that_only_look_like_negators_do_not(text: str) -> None:
    assert not reverses(text)


def test_each_signal_speaks_for_or_against() -> None:
    plain = Signals(dense=-0.5, interaction=-0.5, lacking=0, rarest=0.2, unprinted=0.0, reversed=False)
    better = Signals(dense=-0.2, interaction=-0.3, lacking=0, rarest=0.0, unprinted=0.0, reversed=False)
    worse = Signals(dense=-0.5, interaction=-0.5, lacking=2, rarest=0.9, unprinted=0.5, reversed=True)
    assert 0 < COVERS(worse) < COVERS(plain) < COVERS(better) < 1
