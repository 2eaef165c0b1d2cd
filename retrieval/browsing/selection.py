"""All statements or passages that meet conditions, in the order of the corpus, where an answer has the best few."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from embeddings.language.word_classes import is_function_word
from retrieval.answers import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from embeddings.documents import Period, StatementKind
    from embeddings.storage.records import StoredDocument, StoredStatement
    from retrieval.library import Library
    from retrieval.understanding.query import Query


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a document that meet the conditions, and who says them when."""

    place: Place
    passage: int | None
    """The first passage that has them; None for a headline."""
    speaker: str | None = None
    said: Period | None = None
    kind: StatementKind | None = None
    """How a statement is reported; None of a passage."""
    certain: bool = True
    """Whether the speaker is; True of a passage."""
    mark: int | None = None
    """What tells a passage from others between rebuilds; None where nobody asked."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the words, by which they can be proven again."""
        return sha256(self.place.text.encode("utf-8")).hexdigest()


def statements(query: Query, library: Library, documents: Container[int] | None = None) -> Iterator[Excerpt]:
    """Yield every statement that meets the query's conditions; only of these documents, where some are named."""
    suits, on_topic = _suiting(query, library, documents), _on_topic(query, library)
    for number, passage, statement in library.corpus.statements():
        if suits(number) and _is_asked_for(statement, query):
            place = Place(library.corpus.document(number), statement.content)
            if on_topic(place if passage is None else _place(passage, place.document, library)):
                name = statement.name or None
                yield Excerpt(place, passage, name, statement.said, statement.kind, statement.certain)


def passages(query: Query, library: Library, documents: Container[int] | None = None) -> Iterator[Excerpt]:
    """Yield every passage that meets the query's conditions; only of these documents, where some are named."""
    suits, on_topic = _suiting(query, library, documents), _on_topic(query, library)
    for document in library.corpus.documents():
        for passage in library.corpus.passages_of(document.id) if suits(document.id) else ():
            place = Place(document, passage.span)
            if not on_topic(place):
                continue
            if query.speakers or query.reported:
                spoken = (each for each in library.corpus.statements_in(passage.id) if _is_asked_for(each, query))
                if statement := next(spoken, None):
                    yield Excerpt(place, passage.id, statement.name, statement.said, certain=statement.certain)
            elif _is_of(passage.said, query):
                yield Excerpt(place, passage.id, said=passage.said)


def changed_sources(library: Library) -> list[str]:
    """Return the documents whose files have changed since the index was built: nothing of them is yielded."""
    return [document.source for document in library.corpus.documents() if not library.holds(document.id)]


def _suiting(query: Query, library: Library, documents: Container[int] | None) -> Callable[[int], bool]:
    """Return what tells whether a document may be shown and one of the outlets printed it."""

    @lru_cache(1)
    def suits(number: int) -> bool:
        if documents is not None and number not in documents:
            return False
        provenance = library.corpus.document(number).provenance
        printed = not query.publishers or not query.publishers.isdisjoint({provenance.publisher, provenance.agency})
        return printed and library.holds(number)

    return suits


def _on_topic(query: Query, library: Library) -> Callable[[Place], bool]:
    """Return what tells whether words, with the headline above them, print every word of the topic in some form."""
    topic = " ".join(word for word in query.topic.split() if not is_function_word(word.lower()))
    wanted = library.index.terms_of(topic)

    @lru_cache(1)
    def holds(place: Place) -> bool:
        return wanted <= library.index.terms_of(f"{place.text} {place.document.provenance.title or ''}")

    return holds if wanted else lambda _: True


def _is_asked_for(statement: StoredStatement, query: Query) -> bool:
    return (not query.speakers or statement.speaker in query.speakers) and _is_of(statement.said, query)


def _is_of(said: Period | None, query: Query) -> bool:
    return query.period is None or (said is not None and said.overlaps(query.period))


def _place(passage: int, document: StoredDocument, library: Library) -> Place:
    return Place(document, library.corpus.passage(passage).span)
