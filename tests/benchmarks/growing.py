"""A corpus of any size: new articles whose passages recombine the sentences of real ones.

A sentence brings along its statements, dates and vectors. An article mixes one or two real ones and is moved back by
whole years; a speaker of a single real article gets another name, so that names grow with the corpus as they do in the
news (Heaps 1978). One article in fifty is a reprint under another publisher's name.

Nothing is encoded: a sentence's vector is the real one's, turned towards another that is drawn at random, and a
passage's own vector is the mean of its sentences'. Token vectors are the real ones.
"""

from __future__ import annotations

import random
import shutil
from array import array
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from embeddings.copies.copies import Copies, Group, Member
from embeddings.documents import DateMention, Document, Paragraph, Passage, Period, Reason, Span, Statement, fold
from embeddings.encoding.encoder import PassageVectors, unit
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.formats.files import seed_paths, source_of
from embeddings.indexing.local_index import TOKENS, LocalIndexWriter
from embeddings.indexing.row_file import RowFile
from embeddings.indexing.vectors import Vectors
from embeddings.people.directory import speaker_directory
from embeddings.people.names import given_and_surname, person
from embeddings.reading.reader import read_documents, surveyed
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.corpus_writer import CorpusWriter, add_copies, add_speakers
from embeddings.storage.generations import new_generation, publish, rebuild_lock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from embeddings.documents import Provenance
    from embeddings.encoding.encoder import Codes, Matrix
    from embeddings.storage.generations import Generation

_REPRINTED = 50
"""One article in so many is a reprint: agency copy that two outlets of an archive print."""
_YEARS = 12
"""An article is moved back by fewer years than this, as far as an archive of the web goes."""
_SHORTEST = 2
"""Sentences per passage at least: a single one would repeat the real passage."""
_TURNED = (0.2, 1.0)
"""How much of another vector is added to a sentence's, at least and at most."""
_BLOCK = 1024
"""Passages in memory at once, as in a rebuild."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A real sentence with its statements, dates and tokens; positions count from its first character."""

    number: int
    text: str
    statements: tuple[Statement, ...]
    dates: tuple[DateMention, ...]
    tokens: Codes


@dataclass(frozen=True, slots=True)
class Article:
    """A real article and the sentences of its passages."""

    document: Document
    passages: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> list[Sentence]:
        """All of them in order."""
        return [sentence for passage in self.passages for sentence in passage]


@dataclass(frozen=True, slots=True)
class Grown:
    """A new article, with the numbers of the real sentences in each passage."""

    document: Document
    passages: tuple[Passage, ...]
    numbers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """The real articles from which others are made."""

    articles: tuple[Article, ...]
    rows: Matrix
    """Vectors by sentence number."""
    rare: frozenset[str]
    """Speakers of a single article."""
    names: tuple[tuple[str, str], ...]
    """Given names and surnames of speakers."""

    @property
    def sentences(self) -> list[Sentence]:
        """All of them, by number."""
        return [sentence for article in self.articles for sentence in article.sentences]


def stock(folder: Path, generation: Generation) -> Stock:
    """Return the folder's articles as the generation has them."""
    known = surveyed(seed_paths(folder))
    paths = {source_of(path, folder): path for path in seed_paths(folder)}
    rows: list[Matrix] = []
    with closing(_Shelf(generation.folder)) as shelf:
        articles = tuple(
            _read(read_documents(paths[stored.source], stored.source, known)[0], stored.id, shelf, rows)
            for stored in shelf.corpus.documents()
        )
    speaking = Counter(name for article in articles for name in {s.speaker for s in article.document.statements})
    people = sorted({given_and_surname(name) for name in speaking if person(name) == name and " " in name})
    rare = frozenset(name for name, count in speaking.items() if count == 1)
    return Stock(tuple(article for article in articles if article.passages), np.concatenate(rows), rare, tuple(people))


class _Shelf:
    """The files of a generation that hold its sentences, vectors and tokens."""

    def __init__(self, folder: Path) -> None:
        self.corpus = Corpus(folder / CORPUS)
        self.vectors = Vectors(folder)
        self.tokens = RowFile(folder / TOKENS, np.uint8)
        self._tokenizer = Tokenizer.from_file(str(folder / ENCODER / "tokenizer.json"))

    def length(self, text: str) -> int:
        """Return how many of the encoder's tokens the text has."""
        return len(self._tokenizer.encode(fold(text), add_special_tokens=False))

    def close(self) -> None:
        """Close the files."""
        self.corpus.close()
        self.vectors.close()
        self.tokens.close()


def _read(document: Document, key: int, shelf: _Shelf, rows: list[Matrix]) -> Article:
    """Return the article, and append its sentences' vectors to the rows."""
    passages = []
    for passage in shelf.corpus.passages_of(key):
        spans = shelf.corpus.sentences(passage.id)
        tokens = _cut(shelf.tokens.of(passage.id), [shelf.length(span.of(document.text)) for span in spans])
        first = sum(map(len, rows))
        own = shelf.vectors.rows(passage.id)
        passages.append(tuple(_sentences(document, spans, first, tokens)))
        rows.append(own[1:] if len(spans) > 1 else own[:1])
    return Article(document, tuple(passages))


def _cut(codes: Codes, lengths: Sequence[int]) -> list[Codes]:
    """Return the tokens of each sentence; those of the sentence before the passage come first and are left out."""
    first = max(0, len(codes) - sum(lengths))
    return np.split(codes[first:], np.cumsum(lengths)[:-1])


def _sentences(document: Document, spans: Sequence[Span], first: int, codes: Sequence[Codes]) -> Iterator[Sentence]:
    for number, (span, tokens) in enumerate(zip(spans, codes, strict=True), first):
        said = (
            replace(
                statement,
                content=_shared(statement.content, span).shifted(-span.start),
                speaker_span=s.shifted(-span.start) if (s := statement.speaker_span) and span.contains(s) else None,
                cue=None,
            )
            for statement in document.statements
            if statement.content.overlap(span)
        )
        inside = (mention for mention in document.dates if span.contains(mention.span))
        dates = (replace(mention, span=mention.span.shifted(-span.start)) for mention in inside)
        yield Sentence(number, span.of(document.text), tuple(said), tuple(dates), tokens)


def _shared(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def grow(real: Stock, size: int, index: Path, like: Generation) -> None:
    """Build and publish a generation of about so many passages, with the encoder of another."""
    with rebuild_lock(index), new_generation(index) as folder:
        numbers, ends = array("i"), array("q", [0])
        groups: list[Group] = []
        with closing(CorpusWriter(folder / CORPUS)) as writer:
            for at, (article, reprinted) in enumerate(_articles(real, size)):
                if reprinted:
                    groups += _groups(at, len(ends) - 1, len(article.passages))
                writer.add(article.document, at.to_bytes(16, "big"), article.passages)
                for passage in article.numbers:
                    numbers.extend(passage)
                    ends.append(len(numbers))
        with closing(Corpus(folder / CORPUS)) as corpus:
            directory = speaker_directory(corpus.people.sightings())
        add_speakers(folder / CORPUS, directory)
        add_copies(folder / CORPUS, Copies(tuple(groups), ()), {})
        _write_index(real, folder, np.array(numbers), np.array(ends))
        shutil.copytree(like.folder / ENCODER, folder / ENCODER)
        publish(folder, replace(like.manifest, counts={"passages": len(ends) - 1}, inputs=""))


def _articles(real: Stock, size: int) -> Iterator[tuple[Grown, bool]]:
    """Yield new articles until they have so many passages, and whether each reprints the one before."""
    draw, passages = random.Random(0), 0
    article = _article(real, 0, draw)
    for at in count():
        if passages >= size:
            return
        reprinted = at % _REPRINTED == _REPRINTED - 1
        article = _reprint(article, at, draw, real) if reprinted else _article(real, at, draw)
        yield article, reprinted
        passages += len(article.passages)


def _reprint(article: Grown, at: int, draw: random.Random, real: Stock) -> Grown:
    publisher = draw.choice(real.articles).document.provenance.publisher
    provenance = replace(article.document.provenance, publisher=publisher)
    return replace(article, document=replace(article.document, source=f"{at:07}.txt", provenance=provenance))


def _groups(document: int, first: int, length: int) -> Iterator[Group]:
    for passage in range(first, first + length):
        yield Group((Member(document - 1, passage - length), Member(document, passage)), passage)


def _article(real: Stock, at: int, draw: random.Random) -> Grown:
    main = draw.choice(real.articles)
    other = draw.choice((main, draw.choice(real.articles)))
    pool = [*main.sentences, *other.sentences]
    years = draw.randrange(_YEARS)
    names = {s.speaker: _name(real, draw) for s in (*main.document.statements, *other.document.statements)}
    draft = _Draft(years, {name: new for name, new in names.items() if name in real.rare})
    for passage in main.passages:
        draft.add(draw.sample(pool, min(len(pool), max(_SHORTEST, len(passage)))))
    return draft.article(f"{at:07}.txt", main.document.provenance)


class _Draft:
    """An article to which passages are added, so many years back and with other names."""

    def __init__(self, years: int, renamed: dict[str, str]) -> None:
        self._years, self._renamed = years, renamed
        self._text = ""
        self._passages: list[Passage] = []
        self._numbers: list[tuple[int, ...]] = []
        self._statements: list[Statement] = []
        self._dates: list[DateMention] = []

    def add(self, sentences: Sequence[Sentence]) -> None:
        """Add a passage of the sentences."""
        spans = tuple(self._placed(sentence) for sentence in sentences)
        self._text = f"{self._text[:-1]}\n\n"
        whole = Span(spans[0].start, spans[-1].end)
        self._passages.append(Passage(whole, spans, sum(len(sentence.tokens) for sentence in sentences)))
        self._numbers.append(tuple(sentence.number for sentence in sentences))

    def article(self, source: str, provenance: Provenance) -> Grown:
        """Return the article."""
        paragraphs = tuple(Paragraph(passage.span, Reason.BODY) for passage in self._passages)
        published = _earlier(provenance.published, self._years) if provenance.published else None
        earlier = replace(provenance, published=published)
        content = (self._text, paragraphs, earlier, tuple(self._dates), tuple(self._statements))
        return Grown(Document(source, *content), tuple(self._passages), tuple(self._numbers))

    def _placed(self, sentence: Sentence) -> Span:
        start = len(self._text)
        self._text += f"{sentence.text} "
        self._statements += (self._said(statement, start) for statement in sentence.statements)
        self._dates += (
            replace(mention, span=mention.span.shifted(start), period=_back(mention.period, self._years))
            for mention in sentence.dates
        )
        return Span(start, len(self._text) - 1)

    def _said(self, statement: Statement, start: int) -> Statement:
        return replace(
            statement,
            speaker=self._renamed.get(statement.speaker, statement.speaker),
            content=statement.content.shifted(start),
            speaker_span=statement.speaker_span.shifted(start) if statement.speaker_span else None,
            said=_back(statement.said, self._years) if statement.said else None,
        )


def _name(real: Stock, draw: random.Random) -> str:
    return f"{draw.choice(real.names)[0]} {draw.choice(real.names)[1]}"


def _back(period: Period, years: int) -> Period:
    first = _earlier(period.first, years)
    return Period(first, max(first, _earlier(period.last, years)), period.inferred)


def _earlier(day: date, years: int) -> date:
    year = max(1, day.year - years)
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _write_index(real: Stock, folder: Path, numbers: np.ndarray, ends: np.ndarray) -> None:
    writer, sentences = LocalIndexWriter(folder), real.sentences
    with closing(Corpus(folder / CORPUS)) as corpus:
        texts = corpus.passage_texts()
        for first in range(0, len(ends) - 1, _BLOCK):
            last = min(first + _BLOCK, len(ends) - 1)
            rows = _turned(real.rows, numbers[ends[first] : ends[last]], ends[first:last] - ends[first], first)
            for (passage, _, parts), vectors in zip(islice(texts, last - first), rows, strict=True):
                chosen = numbers[ends[passage] : ends[passage + 1]]
                tokens = np.concatenate([sentences[number].tokens for number in chosen])
                writer.add(passage, " ".join(parts), PassageVectors(vectors, tokens), corpus.facts(passage))
    writer.finish()


def _turned(rows: Matrix, numbers: np.ndarray, starts: np.ndarray, seed: int) -> Iterator[Matrix]:
    """Yield each passage's rows: its own, then its sentences'."""
    draw = np.random.Generator(np.random.PCG64(seed))
    others = rows[draw.integers(0, len(rows), len(numbers))]
    turned = unit(rows[numbers] + draw.uniform(*_TURNED, (len(numbers), 1)).astype(np.float32) * others)
    own = unit(np.add.reduceat(turned, starts))
    for whole, parts in zip(own, np.split(turned, starts[1:]), strict=True):
        yield np.concatenate([whole[None], parts])
