"""Reads one generation's documents, passages, statements and speakers from SQLite."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from embeddings.documents import Inferred, Provenance, Reason, Span, fold
from embeddings.storage.people import People
from embeddings.storage.records import NOBODY, Facts, StoredDocument, StoredPassage, StoredStatement, news_of
from embeddings.storage.rows import PASSAGE, STATEMENT, YEARS, period, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from embeddings.copies.copies import Imprint
    from embeddings.documents import Period

CORPUS = "corpus.sqlite"
_PRONOUN = re.compile(
    r"[\W_]*(?:he|she|they|it|his|her|hers|their|its|him|them|this|these|that|those)\b", re.IGNORECASE
)
_CACHED_DOCUMENTS = 64
"""An answer reads a few documents, and the next answer often the same ones."""
_CACHED_FILES = 8
"""The documents of one file follow one another, and hold its text together."""
_CACHED_PASSAGES = 4096
"""A question looks at some sixty passages, and threads that wait for SQLite in turns hold one another up; some four
megabytes keep a small corpus, and what many ask for."""


class Corpus:
    """A generation's documents, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
        self.people = People(self._database)
        self.document = lru_cache(_CACHED_DOCUMENTS)(self._document)
        self._file = lru_cache(_CACHED_FILES)(self._read_file)
        self.passage = lru_cache(_CACHED_PASSAGES)(self._passage)
        self.copies_of = lru_cache(_CACHED_PASSAGES)(self._copies_of)
        self.sentences = lru_cache(_CACHED_PASSAGES)(self._sentences)
        self.statements_in = lru_cache(_CACHED_PASSAGES)(self._statements_in)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _passage(self, passage_id: int) -> StoredPassage:
        """Return the passage of that id."""
        return next(self._passages("id = ?", passage_id))

    def passages_of(self, document: int) -> tuple[StoredPassage, ...]:
        """Return the document's passages in order."""
        return tuple(self._passages("document = ? order by position", document))

    def _copies_of(self, passage: int) -> tuple[StoredPassage, ...]:
        """Return the other passages that print the same words, in the order of their ids."""
        same = "id in (select passage from copies where fullest = (select fullest from copies where passage = ?))"
        return tuple(self._passages(f"{same} and id <> ? order by id", passage, passage))

    def _sentences(self, passage: int) -> tuple[Span, ...]:
        """Return the passage's sentences in order."""
        query = "select first, last from sentences where passage = ? order by position"
        return tuple(Span(*bounds) for bounds in self._database.execute(query, (passage,)))

    def _statements_in(self, passage: int) -> tuple[StoredStatement, ...]:
        """Return the statements in the passage, in the order of the text."""
        rows = self._database.execute(
            f"select speaker, {STATEMENT} from spoken join statements on statements.id = statement"  # noqa: S608
            " join speakers on speakers.id = speaker where passage = ? order by first",
            (passage,),
        )
        return tuple(statement(*row) for row in rows)

    def spoken_by(self, speakers: Iterable[int]) -> Iterator[tuple[int, StoredStatement]]:
        """Yield these speakers' statements by day, each with the first passage that has it."""
        for speaker in sorted(speakers):
            rows = self._database.execute(
                f"select min(passage), {STATEMENT} from statements join spoken"  # noqa: S608 - columns from this code
                " on statement = statements.id join speakers on speakers.id = speaker"
                " where speaker = ? group by statements.id order by said_first is null, said_first, statements.id",
                (speaker,),
            )
            for passage, *row in rows:
                yield passage, statement(speaker, *row)

    def statements(self) -> Iterator[tuple[int, int | None, StoredStatement]]:
        """Yield every statement with its document and the first passage that has it, in the order of the corpus.

        The speaker of words of whom their document names nobody is `NOBODY`.
        """
        rows = self._database.execute(
            "select document, min(passage), coalesce(speaker, ?), coalesce(speakers.name, ''),"  # noqa: S608
            f"{STATEMENT.partition(',')[2]} from statements left join spoken on statement = statements.id"
            " left join speakers on speakers.id = speaker group by statements.id order by statements.id",
            (NOBODY,),
        )
        for document, passage, *row in rows:
            yield document, passage, statement(*row)

    def months(self) -> list[tuple[str | None, str | None, int]]:
        """Return how many documents each outlet published in each month, as (outlet, "2019-04", count)."""
        query = "select publisher, substr(published, 1, 7), count(*) from documents group by 1, 2 order by 1, 2"
        return self._database.execute(query).fetchall()

    def documents(self) -> Iterator[StoredDocument]:
        """Yield every document in the order of ids."""
        for (key,) in self._database.execute("select id from documents order by id"):
            yield self._document(key)

    def imprints(self) -> Iterator[tuple[int, Imprint]]:
        """Yield each document's id, and the day and file of its printing."""
        query = "select documents.id, published, source from documents join files on files.id = file order by 1"
        for key, published, source in self._database.execute(query):
            yield key, (date.fromisoformat(published) if published else None, source)

    def passage_texts(self) -> Iterator[tuple[int, int, list[str]]]:
        """Yield each passage's id, its document's id, and its sentences' folded texts, in the order of ids."""
        bounds = self._database.execute(
            "select passage, document, sentences.first, sentences.last from sentences"
            " join passages on passages.id = passage order by passage, sentences.position"
        )
        for (passage, document), rows in groupby(bounds, itemgetter(0, 1)):
            text = self.document(document).text
            yield passage, document, [fold(text[row[2] : row[3]]) for row in rows]

    def proofs(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield each passage's id, its document's id, and the hash of its words."""
        yield from self._database.execute("select id, document, proof from passages order by id")

    def digests(self) -> Iterator[tuple[int, bytes]]:
        """Yield each document's id and the hash of its file."""
        yield from self._database.execute(
            "select documents.id, digest from documents join files on files.id = file order by documents.id"
        )

    def facts(self, passage_id: int) -> Facts:
        """Return what the passage is found by beside its text."""
        passage = self.passage(passage_id)
        provenance = self.document(passage.document).provenance
        spoken = [
            (each.speaker, days)
            for each in self.statements_in(passage_id)
            for days in dict.fromkeys((each.said, news_of(each.said, provenance.published) or each.said))
        ]
        printed_by = (provenance.publisher, provenance.agency)
        text = self.document(passage.document).text
        beside = () if passage.position else [fold(span.of(text)) for span, _ in self.beside(passage.document)]
        return Facts(provenance.title or "", self._before(passage), *printed_by, passage.said, spoken, beside)

    def beside(self, document: int) -> tuple[tuple[Span, Reason], ...]:
        """Return where the document prints headlines, standfirsts and captions."""
        query = "select first, last, why from beside where document = ? order by first"
        return tuple((Span(*bounds), Reason(why)) for *bounds, why in self._database.execute(query, (document,)))

    def variants(self) -> Iterator[list[tuple[int, StoredStatement]]]:
        """Yield the statements that outlets print differently, most different first: all printings of each."""
        yield from self._variants("true")

    def variants_at(self, document: int, span: Span) -> list[tuple[int, StoredStatement]]:
        """Return all printings, with their documents, of the statement that the document prints at the span."""
        here = "select family from variants where document = ? and first < ? and last > ?"
        return next(self._variants(f"family in ({here})", document, span.end, span.start), [])

    def publishers(self) -> list[str]:
        """Return every publisher."""
        query = "select distinct publisher from documents where publisher is not null order by 1"
        return [name for (name,) in self._database.execute(query)]

    def agencies(self) -> list[str]:
        """Return every agency or outlet that first published what another reprints."""
        query = "select distinct agency from documents where agency is not null order by 1"
        return [name for (name,) in self._database.execute(query)]

    def days(self) -> Period | None:
        """Return the days from the first to the last publication, or None if no document is dated."""
        first, last = self._database.execute(
            "select (select min(published) from documents), (select max(published) from documents)"
        ).fetchone()
        return period(first, last, None)

    def years(self) -> tuple[int, ...]:
        """Return the years that passages are about, the latest first."""
        return tuple(int(first[:4]) for (first,) in self._database.execute(YEARS))

    def count(self, table: str) -> int:
        """Return how many rows the table has."""
        return int(self._database.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608 - names from this code

    def tokens(self) -> int:
        """Return how many tokens all passages have."""
        return int(self._database.execute("select coalesce(sum(tokens), 0) from passages").fetchone()[0])

    def _variants(self, condition: str, *values: int) -> Iterator[list[tuple[int, StoredStatement]]]:
        rows = self._database.execute(
            f"select family, statements.document, speaker, {STATEMENT}"  # noqa: S608 - columns from this code
            " from variants join statements on statements.id = statement join speakers on speakers.id = speaker"
            f" where {condition} order by difference desc, family, statements.id",
            values,
        )
        for _, printings in groupby(rows, itemgetter(0)):
            yield [(document, statement(*row)) for _, document, *row in printings]

    def _before(self, passage: StoredPassage) -> str:
        """Return the sentence before a passage that opens with a pronoun, otherwise nothing."""
        text = self.document(passage.document).text
        if not passage.position or not _PRONOUN.match(passage.span.of(text)):
            return ""
        before = next(self._passages("document = ? and position = ?", passage.document, passage.position - 1))
        return fold(self.sentences(before.id)[-1].of(text))

    def _passages(self, condition: str, *values: int) -> Iterator[StoredPassage]:
        rows = self._database.execute(
            f"select {PASSAGE} from passages where {condition}",  # noqa: S608 - conditions from this code
            values,
        )
        for key, document, position, first, last, tokens, digest, *said in rows:
            yield StoredPassage(key, document, position, Span(first, last), tokens, digest, period(*said))

    def _document(self, key: int) -> StoredDocument:
        row = self._database.execute("select * from documents where id = ?", (key,)).fetchone()
        number, file, title, author, publisher, agency, published, inferred, url = row
        provenance = Provenance(
            title=title,
            author=author,
            publisher=publisher,
            agency=agency,
            published=date.fromisoformat(published) if published else None,
            published_inferred=Inferred(inferred) if inferred else None,
            url=url,
        )
        source, digest, text = self._file(file)
        return StoredDocument(number, source, text, provenance, digest)

    def _read_file(self, key: int) -> tuple[str, bytes, str]:
        """Return the file's source, digest and text."""
        query = "select source, digest, text from files where id = ?"
        source, digest, text = self._database.execute(query, (key,)).fetchone()
        return source, digest, text.decode("utf-8")
