"""Which passages are read, and what the words that answer change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from embeddings.documents import Span
from retrieval.reader.onnx_reader import shipped_reader
from retrieval.reader.reader import Marking
from tests.asking import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Answer
    from retrieval.library import Library

QUESTION = "when were the wages of the port workers' families to be paid"


@dataclass
class Searching:
    """Stands in for the reader: it finds one word, wherever that stands, and remembers what it was given."""

    word: str
    probability: float = 0.9
    given: list[str] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[str]) -> list[Marking | None]:
        self.given += passages
        places = [passage.find(self.word) for passage in passages]
        return [
            Marking(Span(place, place + len(self.word)), 3.0, self.probability)
            if place >= 0
            else Marking(Span(0, 1), -9.0, 0.001)
            for place in places
        ]


def asked(question: str, library: Library, reader: Searching | None) -> Answer:
    return answer(question, replace(library, reader=reader), 5)


def test_the_words_that_answer_are_marked_where_they_stand(newsroom: Library) -> None:
    reply = asked(QUESTION, newsroom, Searching("summer"))
    place, words = reply.citations[0].place, reply.citations[0].answer
    assert words
    assert words.of(place.document.text) == "summer"
    assert reply.citations[0].emphasis == (words,)
    assert place.span.contains(words)


def test_without_a_reader_nothing_is_marked(newsroom: Library) -> None:
    reply = asked(QUESTION, newsroom, None)
    assert reply.citations
    assert all(citation.answer is None for citation in reply.citations)
    assert reply.citations[0].emphasis == reply.citations[0].highlights


def test_a_passage_that_answers_comes_before_one_that_is_only_like_the_question(newsroom: Library) -> None:
    question = "who said something about the oil"
    second = asked(question, newsroom, None).citations[1]
    word = max(second.place.text.split(), key=len)
    first = asked(question, newsroom, Searching(word, 0.99)).citations[0]
    assert word in first.place.text


def test_where_nothing_answers_the_confidence_falls(newsroom: Library) -> None:
    surely = asked(QUESTION, newsroom, Searching("summer", 0.99)).confidence
    hardly = asked(QUESTION, newsroom, Searching("no such word")).confidence
    assert hardly < surely / 2


def test_a_sure_answer_ends_the_reading(newsroom: Library) -> None:
    sure, unsure = Searching("summer"), Searching("no such word")
    asked(QUESTION, newsroom, sure)
    asked(QUESTION, newsroom, unsure)
    assert len(sure.given) == 2
    assert len(unsure.given) == 4


def test_what_somebody_said_in_a_month_is_not_read(newsroom: Library) -> None:
    reader = Searching("oil")
    assert asked("what did Haddad say in May 2017", newsroom, reader).found
    assert reader.given == []


@pytest.mark.parametrize(
    ("question", "alone"), [(QUESTION, "summer"), ("what were the port workers' families promised", "")]
)
def test_who_asks_when_sees_the_bare_words_first(question: str, alone: str, newsroom: Library) -> None:
    reply = asked(question, newsroom, Searching("summer", 0.999))
    assert reply.confidence > 0.5
    assert reply.bare_words == alone


def test_the_same_question_gets_the_same_answer(newsroom: Library) -> None:
    library = replace(newsroom, reader=shipped_reader())
    first, second = (answer(QUESTION, library, 5) for _ in range(2))
    assert (first.citations, first.confidence) == (second.citations, second.confidence)
    assert "summer" in first.bare_words or first.citations[0].answer
