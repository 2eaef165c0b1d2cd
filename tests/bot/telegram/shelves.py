"""Answers made by hand, and a librarian who gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.librarian import Librarian, Reply, Shelf
from embeddings.documents import Period, Provenance, Span
from embeddings.storage.records import StoredDocument
from retrieval.answers import Answer, Citation, Place
from retrieval.browsing.news import Census
from retrieval.browsing.timeline import Moment, Timeline
from retrieval.understanding.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.telegram.memory import ConversationState
    from retrieval.browsing.selection import Excerpt

GENERATION = "20260101T000000000000Z"


def place(text: str, told: Provenance | None = None, source: str = "a.txt") -> Place:
    """Return a whole document as a place."""
    return Place(StoredDocument(0, source, text, told or Provenance(), b""), Span(0, len(text)))


def citation(text: str, told: Provenance | None = None, marked: Sequence[Span] = (), source: str = "a.txt") -> Citation:
    """Return a citation of a whole document."""
    return Citation(0, place(text, told, source), 1, 0.5, highlights=tuple(marked))


def answer(question: str, *citations: Citation) -> Answer:
    """Return an answer with these citations."""
    return Answer(Query(question, topic=question), citations, 0.5, GENERATION)


class HandLibrarian(Librarian):
    """Gives the answers that a function makes of the questions."""

    def __init__(self, answering: Callable[[str], Answer] | None = None) -> None:
        self.answering = answering or (lambda question: answer(question, citation(f"They said: {question}.")))
        self.asked: list[str] = []
        self.days: Sequence[date] = ()
        self.before, self.after = ["Before it."], ["After it."]

    def ask(self, question: str, conversation: ConversationState, most: int) -> Reply:
        """Return the function's answer."""
        del most
        self.asked.append(question)
        return Reply(self.answering(question), conversation)

    def around(self, passage: int, generation: str) -> tuple[tuple[Place, ...], tuple[Place, ...]] | None:
        """Return the same neighbours for every passage."""
        del passage
        if generation != GENERATION:
            return None
        return tuple(map(place, self.before)), tuple(map(place, self.after))

    def timeline(self, subject: str) -> Timeline:
        """Return a statement for each of the days."""
        return Timeline(subject, tuple(Moment(place("Said."), Period(day, day)) for day in self.days))

    def page(self, question: str, conversation: ConversationState, most: int) -> str:
        """Return a page that names the question."""
        del conversation, most
        return f"<!doctype html><title>{question}</title>"

    def current(self) -> str:
        """Return the only generation."""
        return GENERATION

    def census(self, known: frozenset[int]) -> Census:
        """Return that there is nothing new."""
        return Census(GENERATION, known, frozenset())

    def news(self, subject: str, marks: frozenset[int]) -> tuple[Excerpt, ...]:
        """Return nothing."""
        del subject, marks
        return ()

    def examples(self) -> tuple[str, ...]:
        """Return two."""
        return "What did Pompeo say in April 2019?", "What did Haftar say?"

    def shelf(self, most: int) -> Shelf:
        """Return one document."""
        return Shelf(GENERATION, {"documents": 1}, (Provenance(title="A <b>title</b>"),)[:most])
