"""The documents and passages of one generation, in SQLite: written once, then only read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from embeddings.documents import Provenance, Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from embeddings.documents import Document, Passage

CORPUS = "corpus.sqlite"
_SCHEMA = """
create table documents (
    id integer primary key, source text not null unique, digest blob not null, text blob not null,
    title text, author text, publisher text, agency text, published text, published_inferred text, url text
) strict;
create table passages (
    id integer primary key, document integer not null references documents (id), position integer not null,
    first integer not null, last integer not null, tokens integer not null, proof blob not null,
    unique (document, position)
) strict;
create table sentences (
    passage integer not null references passages (id), position integer not null,
    first integer not null, last integer not null, primary key (passage, position)
) strict, without rowid;
"""
_KEPT_TEXTS = 64
"""Documents kept in memory: an answer reads few, and the next answer often the same."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it was when the index was built."""

    id: int
    source: str
    text: str
    provenance: Provenance
    digest: bytes
    """BLAKE2b of the file's bytes, 16 bytes."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it was when the index was built."""

    id: int
    document: int
    position: int
    span: Span
    tokens: int
    proof: bytes
    """BLAKE2b of its folded text, 16 bytes."""


def proof(text: str) -> bytes:
    """Return what proves a passage: the BLAKE2b hash of its folded text, 16 bytes."""
    return blake2b(fold(text).encode("utf-8"), digest_size=16).digest()


class CorpusWriter:
    """Build time: documents in; ids count from 0 in the order in which they come."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
        self._documents = 0
        self._passages = 0

    def add(self, document: Document, file_digest: bytes, passages: Iterable[Passage]) -> None:
        """Store the document with its passages."""
        told = document.provenance
        self._database.execute(
            "insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._documents,
                document.source,
                file_digest,
                document.text.encode("utf-8"),
                told.title,
                told.author,
                told.publisher,
                told.agency,
                told.published.isoformat() if told.published else None,
                told.published_inferred,
                told.url,
            ),
        )
        for position, passage in enumerate(passages):
            self._add_passage(document, position, passage)
        self._documents += 1

    def close(self) -> None:
        """Commit and close."""
        self._database.commit()
        self._database.close()

    def _add_passage(self, document: Document, position: int, passage: Passage) -> None:
        self._database.execute(
            "insert into passages values (?, ?, ?, ?, ?, ?, ?)",
            (
                self._passages,
                self._documents,
                position,
                *passage.span,
                passage.tokens,
                proof(passage.span.of(document.text)),
            ),
        )
        rows = ((self._passages, at, *sentence) for at, sentence in enumerate(passage.sentences))
        self._database.executemany("insert into sentences values (?, ?, ?, ?)", rows)
        self._passages += 1


class Corpus:
    """Question time: a generation's documents and passages, read-only and safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.document = lru_cache(_KEPT_TEXTS)(self._document)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def passage(self, key: int) -> StoredPassage:
        """Return the passage of that id."""
        return next(self._passages("id = ?", key))

    def passages_of(self, document: int) -> tuple[StoredPassage, ...]:
        """Return the document's passages in its order."""
        return tuple(self._passages("document = ? order by position", document))

    def sentences(self, passage: int) -> tuple[Span, ...]:
        """Return the passage's sentences in order."""
        found = self._database.execute(
            "select first, last from sentences where passage = ? order by position", (passage,)
        )
        return tuple(Span(*row) for row in found)

    def documents(self) -> Iterator[StoredDocument]:
        """Yield every document in the order of their ids."""
        for (key,) in self._database.execute("select id from documents order by id"):
            yield self._document(key)

    def passage_texts(self) -> Iterator[tuple[int, str, list[str]]]:
        """Yield each passage's id, its document's title, and the folded texts of its sentences, in the order of ids."""
        found = self._database.execute(
            "select document, passage, sentences.first, sentences.last from sentences"
            " join passages on passages.id = passage order by passage, sentences.position"
        )
        for key, rows in groupby(found, itemgetter(0, 1)):
            document = self.document(key[0])
            yield key[1], document.provenance.title or "", [fold(document.text[row[2] : row[3]]) for row in rows]

    def count(self, table: str) -> int:
        """Return how many rows the table has."""
        return int(self._database.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608 - names from this code

    def tokens(self) -> int:
        """Return how many tokens all passages have."""
        return int(self._database.execute("select coalesce(sum(tokens), 0) from passages").fetchone()[0])

    def _passages(self, condition: str, *values: int) -> Iterator[StoredPassage]:
        found = self._database.execute(
            f"select id, document, position, first, last, tokens, proof from passages where {condition}",  # noqa: S608
            values,
        )
        for key, document, position, first, last, tokens, proven in found:
            yield StoredPassage(key, document, position, Span(first, last), tokens, proven)

    def _document(self, key: int) -> StoredDocument:
        row = self._database.execute("select * from documents where id = ?", (key,)).fetchone()
        number, source, digest, text, title, author, publisher, agency, published, inferred, url = row
        told = Provenance(
            title=title,
            author=author,
            publisher=publisher,
            agency=agency,
            published=date.fromisoformat(published) if published else None,
            published_inferred=inferred,
            url=url,
        )
        return StoredDocument(number, source, text.decode("utf-8"), told, digest)
