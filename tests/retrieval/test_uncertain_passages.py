"""What follows a speaker's words on a topic: nothing on something else, and what may be theirs, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.library import Library

TOP = 10


def test_words_on_something_else_do_not_pad_an_answer(newsroom: Library) -> None:
    reply = answer("what did Graham say about the farm bill", newsroom, TOP)
    assert "farm bill" in reply.citations[0].place.text
    assert not any("soldiers" in citation.place.text for citation in reply.citations)


def test_a_passage_that_only_names_the_speaker_follows_and_is_marked(library: Library) -> None:
    reply = answer("what did Trump say about Haftar", library, TOP)
    first, *_, last = reply.citations
    assert (first.speaker, first.doubts) == ("Donald Trump", ())
    assert (last.speaker, last.doubts) == (None, ("speaker",))
    assert "Trump" in last.place.text


def test_nobody_elses_words_follow(newsroom: Library) -> None:
    reply = answer("what did Helen Marsh say about the ferry", newsroom, TOP)
    assert {citation.speaker for citation in reply.citations} <= {"Helen Marsh", None}


@pytest.mark.parametrize("name", ["Bill Gomez Tennis", "Deserve Bianchi Records"])
def test_a_name_is_touched_by_the_name_and_not_by_the_word_that_it_is_made_of(name: str, newsroom: Library) -> None:
    reply = answer(f"what did Graham say about {name}", newsroom, TOP)
    assert not reply.found
    assert "says nothing about" in reply.notice
