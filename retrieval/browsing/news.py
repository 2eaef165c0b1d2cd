"""What a rebuild brought that was not there before, and what of it a reader waits for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.browsing.selection import passages
from retrieval.understanding.query import Query
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.browsing.selection import Excerpt
    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Vocabulary

_BYTES = 8
"""Of a hash that make a mark: in a million passages no two share one by chance, and a database keeps it as a number."""


@dataclass(frozen=True, slots=True)
class Census:
    """The marks of all documents and passages of a generation, and those that are news."""

    generation: str
    marks: frozenset[int]
    fresh: frozenset[int]
    """Of passages that were not known, in documents that were not known, each of several copies once."""


def census(library: Library, known: frozenset[int]) -> Census:
    """Return what there is now, compared with the marks that were known before."""
    documents = {number: _mark(digest) for number, digest in library.corpus.digests()}
    rows = [(passage, document, _mark(proof)) for passage, document, proof in library.corpus.proofs()]
    marks = {passage: mark for passage, _, mark in rows}
    fresh, copies = set[int](), set[int]()
    for passage, document, mark in rows if known else ():
        if mark in known or documents[document] in known or passage in copies:
            continue
        twins = {copy.id for copy in library.corpus.copies_of(passage)}
        copies |= twins
        if known.isdisjoint(marks[twin] for twin in twins):
            fresh.add(mark)
    return Census(library.generation.name, frozenset({*documents.values(), *marks.values()}), frozenset(fresh))


def news(subject: str, marks: frozenset[int], library: Library) -> Iterator[Excerpt]:
    """Yield those of the marked passages that suit the subject, each wording once: a speaker's words, or a topic's.

    Raises QuestionError if the subject cannot be asked for.
    """
    marked = {passage: (document, _mark(proof)) for passage, document, proof in library.corpus.proofs()}
    marked = {passage: row for passage, row in marked.items() if row[1] in marks}
    seen = set[int]()
    query = _watched(subject, library.vocabulary)
    for excerpt in passages(query, library, {document for document, _ in marked.values()}):
        mark = marked.get(-1 if excerpt.passage is None else excerpt.passage, (0, None))[1]
        if mark is not None and mark not in seen:
            seen.add(mark)
            yield replace(excerpt, mark=mark)


def _watched(subject: str, vocabulary: Vocabulary) -> Query:
    """Return the subject as conditions without an end: somebody unknown may yet be quoted, or printed at all."""
    query = interpret(subject, vocabulary)
    if query.strangers or not query.speakers:
        return Query(subject, query.topic if query.topic and not query.strangers else subject)
    return replace(query, period=None, periods=())


def _mark(digest: bytes) -> int:
    return int.from_bytes(digest[:_BYTES], "big", signed=True)
