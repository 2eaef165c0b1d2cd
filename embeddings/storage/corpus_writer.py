"""Writes documents into the corpus file at build time."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from embeddings.people.directory import sightings
from embeddings.people.names import first_of_two, folded
from embeddings.reading.running_dates import running_dates
from embeddings.storage.records import initials, proof, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from embeddings.copies.copies import Copies
    from embeddings.documents import Document, Passage, Period, Span
    from embeddings.people.directory import SpeakerDirectory

_SCHEMA = """
create table files (
    id integer primary key, source text not null unique, digest blob not null, text blob not null
) strict;
create table documents (
    id integer primary key, file integer not null references files (id),
    title text, author text, publisher text, agency text, published text, published_inferred text, url text
) strict;
create table passages (
    id integer primary key, document integer not null references documents (id), position integer not null,
    first integer not null, last integer not null, tokens integer not null, proof blob not null,
    said_first text, said_last text, said_inferred text, unique (document, position)
) strict;
create table sentences (
    passage integer not null references passages (id), position integer not null,
    first integer not null, last integer not null, primary key (passage, position)
) strict, without rowid;
create table statements (
    id integer primary key, document integer not null references documents (id), name text not null, speaker integer,
    first integer not null, last integer not null, kind text not null, speaker_by text not null,
    certain integer not null, said_by text, said_first text, said_last text, said_inferred text
) strict;
create table spoken (
    passage integer not null references passages (id), statement integer not null references statements (id),
    primary key (passage, statement)
) strict, without rowid;
create table sightings (
    document integer not null references documents (id), form text not null, name text not null
) strict;
create table speakers (
    id integer primary key, name text not null unique, documents integer not null, initials text not null
) strict;
create table names (
    name text not null, speaker integer not null references speakers (id), form integer not null,
    primary key (name, speaker)
) strict, without rowid;
create table name_words (word text not null, name text not null, primary key (word, name)) strict, without rowid;
create table copies (passage integer primary key references passages (id), fullest integer not null) strict;
create index copies_by_fullest on copies (fullest);
create table beside (
    document integer not null references documents (id), first integer not null, last integer not null,
    why text not null, primary key (document, first)
) strict, without rowid;
create table variants (
    statement integer primary key references statements (id), family integer not null, difference real not null,
    document integer not null, first integer not null, last integer not null
) strict;
create index variants_by_family on variants (family);
create index variants_by_document on variants (document);
"""
_INDEXES = """
create index documents_by_day on documents (published);
create index documents_by_publisher on documents (publisher, published);
create index passages_by_day on passages (said_first);
create index spoken_by_statement on spoken (statement);
"""
"""Created once the rows are in, which is faster."""


class CorpusWriter:
    """Stores documents one after another; ids count from 0 in their order."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
        self._files: dict[str, int] = {}
        self._documents = self._passages = self._statements = 0

    def add(self, document: Document, digest: bytes, passages: Iterable[Passage]) -> None:
        """Store the document, its passages, and the statements in them; a file's text is stored once."""
        provenance = document.provenance
        published = provenance.published.isoformat() if provenance.published else None
        made = (provenance.title, provenance.author, provenance.publisher, provenance.agency)
        day = (published, provenance.published_inferred, provenance.url)
        if document.source not in self._files:
            self._files[document.source] = len(self._files)
            self._insert("files", (len(self._files) - 1, document.source, digest, document.text.encode("utf-8")))
        self._insert("documents", (self._documents, self._files[document.source], *made, *day))
        for paragraph in document.paragraphs:
            if paragraph.why.beside:
                self._insert("beside", (self._documents, *paragraph.span, paragraph.why.value))
        self._add_statements(document)
        self._add_passages(document, passages)
        self._statements += len(document.statements)
        for form, name in sorted(sightings(document)):
            self._insert("sightings", (self._documents, form, name))
        self._documents += 1

    def close(self) -> None:
        """Commit and close."""
        self._database.executescript(_INDEXES)
        self._database.commit()
        self._database.close()

    def _add_statements(self, document: Document) -> None:
        running = running_dates(document)
        for number, statement in enumerate(document.statements, self._statements):
            row = (self._documents, statement.speaker, None, *statement.content, statement.kind.value)
            evidence = (statement.speaker_evidence.value, statement.certain, statement.day_evidence)
            days = _days(statement.said or running.printed(statement.content.start))
            self._insert("statements", (number, *row, *evidence, *days))

    def _add_passages(self, document: Document, passages: Iterable[Passage]) -> None:
        running, spoken = running_dates(document), _StatementsByPlace(document)
        for position, passage in enumerate(passages):
            place = (self._passages, self._documents, position, *passage.span)
            digest = proof(passage.span.of(document.text))
            self._insert("passages", (*place, passage.tokens, digest, *_days(running.said(passage.span))))
            for at, sentence in enumerate(passage.sentences):
                self._insert("sentences", (self._passages, at, *sentence))
            for number in spoken.within(passage.span):
                self._insert("spoken", (self._passages, self._statements + number))
            self._passages += 1

    def _insert(self, table: str, row: Sequence[object]) -> None:
        places = ", ".join("?" * len(row))
        self._database.execute(f"insert into {table} values ({places})", row)  # noqa: S608 - names from this code


class _StatementsByPlace:
    """Finds a document's statements by where they stand."""

    def __init__(self, document: Document) -> None:
        self._spans = [statement.content for statement in document.statements]
        self._starts = [span.start for span in self._spans]
        self._reached = list(accumulate((span.end for span in self._spans), max))

    def within(self, passage: Span) -> Iterator[int]:
        """Yield the numbers of the statements that overlap the passage."""
        first, last = bisect_right(self._reached, passage.start), bisect_left(self._starts, passage.end)
        return (number for number in range(first, last) if self._spans[number].overlap(passage))


def add_speakers(path: Path, directory: SpeakerDirectory) -> None:
    """Give every statement of the corpus file its speaker."""
    database = sqlite3.connect(path)
    with database:
        names = database.execute("select distinct name from statements where name <> '' order by name").fetchall()
        canonical = {name: directory.canonical(name) for (name,) in names}
        canonical = {name: speaker for name, speaker in canonical.items() if speaker}
        keys = {speaker: key for key, speaker in enumerate(sorted(set(canonical.values())))}
        speakers = ((key, name, directory.documents.get(name, 0), initials(name)) for name, key in keys.items())
        database.executemany("insert into speakers values (?, ?, ?, ?)", speakers)
        database.execute("create index statements_by_name on statements (name)")
        named = ((keys[speaker], name) for name, speaker in canonical.items())
        database.executemany("update statements set speaker = ? where name = ?", named)
        database.execute("create index statements_by_speaker on statements (speaker)")
        database.execute("create index speakers_by_initials on speakers (initials)")
        database.executemany("insert or ignore into names values (?, ?, ?)", _names(canonical, keys, directory))
        plain = database.execute("select distinct name from names where not form order by name").fetchall()
        name_words = ((word, name) for (name,) in plain for word in words(name))
        database.executemany("insert or ignore into name_words values (?, ?)", name_words)
    database.close()


def add_copies(path: Path, copies: Copies, dated: Mapping[int, Period]) -> None:
    """Note in the corpus file which passages print the same.

    ``dated`` holds the days of a dated copy by passage: undated passages and their statements take them over.
    """
    database = sqlite3.connect(path)
    with database:
        rows = ((member.passage, group.fullest) for group in copies.groups for member in group.members)
        database.executemany("insert into copies values (?, ?)", rows)
        days = [(*_days(period), passage) for passage, period in dated.items()]
        inherited = "set said_first = ?, said_last = ?, said_inferred = ? where said_first is null"
        database.executemany(f"update passages {inherited} and id = ?", days)
        in_passage = "id in (select statement from spoken where passage = ?)"
        database.executemany(f"update statements {inherited} and {in_passage}", days)
    database.close()


def _names(
    canonical: dict[str, str], keys: dict[str, int], directory: SpeakerDirectory
) -> Iterable[tuple[str, int, bool]]:
    """Yield each speaker's names, then the forms that documents print, which may hold more than a name."""
    for name, speaker in canonical.items():
        yield from ((folded(variant), keys[speaker], False) for variant in (first_of_two(name), speaker))
    for speaker, key in keys.items():
        yield from ((folded(form), key, True) for form in directory.aliases(speaker))


def _days(period: Period | None) -> tuple[str | None, str | None, str | None]:
    if period is None:
        return None, None, None
    return period.first.isoformat(), period.last.isoformat(), period.inferred
