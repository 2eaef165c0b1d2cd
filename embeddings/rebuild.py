"""Seeds to one generation on disk: read, split, embed, index, publish."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from embeddings.copies.copies import copies
from embeddings.documents import Inferred, Passage, Span
from embeddings.encoding.embedding import embed
from embeddings.encoding.encoder import PassageText
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.encoding.token_counts import token_counter
from embeddings.encoding.vector_cache import VectorCache
from embeddings.errors import SeedsError, UnusableIndexError
from embeddings.formats.files import seed_paths, source_of
from embeddings.indexing.local_index import LocalIndexWriter
from embeddings.inputs import inputs_digest
from embeddings.people.directory import speaker_directory
from embeddings.reading.drafts import DraftFile, as_line, from_line
from embeddings.reading.reader import document_of, glimpse, read_draft
from embeddings.reading.survey import Glimpse, survey
from embeddings.splitting import cut_at_lost_breaks, split
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.corpus_writer import CorpusWriter, add_copies, add_speakers
from embeddings.storage.disk_full import naming_full_disk
from embeddings.storage.generations import Manifest, damaged_file, new_generation, open_current, publish, rebuild_lock
from embeddings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from embeddings.copies.copies import Copies, Imprint
    from embeddings.documents import Document, Period
    from embeddings.encoding.encoder import PassageEncoder
    from embeddings.encoding.token_counts import TokenCounter
    from embeddings.reading.survey import Survey

_Item = TypeVar("_Item")
_VECTORS = "vectors.sqlite"
_TOGETHER = 1024
"""Passages embedded between two commits to the vector store: what a killed rebuild may lose."""


class Progress(Protocol):
    """Whoever shows how far a rebuild has come."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of so many steps."""

    def advance(self, steps: int = 1) -> None:
        """Say that so many more steps are done."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rebuild did."""

    generation: str
    documents: int
    passages: int
    sentences: int
    statements: int
    tokens: int
    embedded: int
    """Passages whose vectors had to be made; the others' were kept from before."""
    seconds: float
    dropped: dict[str, int]
    """Blocks of pages left out, by the reason why."""
    warnings: tuple[str, ...]
    """One line for each file that was left out or read with a doubt; one where questions need the training library."""
    unchanged: bool = False
    """Whether everything was as it was, so that the generation in force stays."""


class _Notes:
    """What the reading stage counts and warns of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.dropped: Counter[str] = Counter()
        self.sources: dict[bytes, str] = {}


def rebuild(
    seeds: Path, index: Path, load_encoder: Callable[[], PassageEncoder], encoding: str, progress: Progress
) -> Summary:
    """Build a generation from the seeds folder and put it in force in one step.

    Where nothing has changed since the generation in force was built, that one stays.
    Raises SeedsError if nothing could be indexed, BusyError if another rebuild is running, DiskFullError if there is
    no room; the generation in force then answers as before, and what was embedded is kept for the next rebuild.
    """
    began = time.monotonic()
    paths = seed_paths(seeds)
    with naming_full_disk(index), rebuild_lock(index), new_generation(index) as folder:
        encoder = load_encoder()
        inputs = inputs_digest(paths, seeds, encoder.identity, encoding)
        summary = _unchanged(index, inputs, began)
        if summary:
            return summary
        notes = _Notes()
        with Workers(len(paths)) as workers, DraftFile(folder) as drafts:
            outcomes = _stage("reading", workers.map(partial(_read, seeds=seeds), paths), len(paths), progress)
            known = survey(_glimpses(outcomes, drafts, notes))
            finished = workers.map(partial(_finished, known=known), drafts)
            documents = _documents(_stage("annotating", finished, drafts.count, progress), notes)
            counts = _write_corpus(folder / CORPUS, documents, encoder, token_counter(encoding))
        if not counts["passages"]:
            raise SeedsError(
                f"nothing in {seeds} could be indexed: {'; '.join(notes.warnings) or 'no file has body text'}"
            )
        embedded = _write_index(folder, index, encoder, progress)
        _write_encoder(folder / ENCODER, encoder, notes)
        if inputs != inputs_digest(paths, seeds, encoder.identity, encoding):
            inputs = ""  # a seed changed while it was read: nobody knows which of the two this is made of
        manifest = Manifest(
            encoder.identity, encoding, counts, inputs, dict(notes.dropped.most_common()), tuple(notes.warnings)
        )
        return _summary(publish(folder, manifest), manifest, began, embedded=embedded, unchanged=False)


def _unchanged(index: Path, inputs: str, began: float) -> Summary | None:
    """Return what the generation in force holds if it was made of the same and is whole."""
    try:
        current = open_current(index)
    except UnusableIndexError:
        return None
    with closing(current):
        if current.manifest.inputs != inputs or damaged_file(current) is not None:
            return None
        return _summary(current.name, current.manifest, began, embedded=0, unchanged=True)


def _summary(name: str, made: Manifest, began: float, *, embedded: int, unchanged: bool) -> Summary:
    counts = made.counts
    return Summary(
        generation=name,
        documents=counts["documents"],
        passages=counts["passages"],
        sentences=counts["sentences"],
        statements=counts["statements"],
        tokens=counts["tokens"],
        embedded=embedded,
        seconds=time.monotonic() - began,
        dropped=made.dropped,
        warnings=made.warnings,
        unchanged=unchanged,
    )


def _write_corpus(
    path: Path, documents: Iterable[tuple[Document, bytes]], encoder: PassageEncoder, count: TokenCounter
) -> dict[str, int]:
    """Write the documents into the corpus file, one after another, and return its counts."""
    with closing(CorpusWriter(path)) as writer:
        for document, digest in documents:
            writer.add(document, digest, _passages(document, encoder, count))
    return _join(path)


def _stage(name: str, results: Iterable[_Item], total: int, progress: Progress) -> Iterator[_Item]:
    """Yield the results, and show how many of all they are."""
    progress.stage(name, total)
    for result in results:
        yield result
        progress.advance()


def _read(path: Path, seeds: Path) -> tuple[str, Glimpse] | SeedsError:
    """Return the file's draft as a line and what it tells of its corpus, or why the file is left out."""
    try:
        draft = read_draft(path, source_of(path, seeds))
    except SeedsError as error:
        return error
    seen = glimpse(draft)  # before the line, which keeps the date expressions that this finds
    return as_line(draft), seen


def _glimpses(
    outcomes: Iterable[tuple[str, Glimpse] | SeedsError], drafts: DraftFile, notes: _Notes
) -> Iterator[Glimpse]:
    """Yield what the files tell of their corpus, and keep their drafts."""
    for outcome in outcomes:
        if isinstance(outcome, SeedsError):
            notes.warnings.append(f"left out: {outcome}")
        else:
            drafts.add(outcome[0])
            yield outcome[1]


@dataclass(frozen=True, slots=True)
class _Finished:
    """A document, and what its file was."""

    document: Document
    digest: bytes
    encoding: str


def _finished(line: str, known: Survey) -> _Finished:
    """Return the document of the draft."""
    draft = from_line(line)
    return _Finished(document_of(draft, known), bytes.fromhex(draft.digest), draft.encoding)


def _documents(finished: Iterable[_Finished], notes: _Notes) -> Iterator[tuple[Document, bytes]]:
    for each in finished:
        _note(notes, each)
        yield each.document, each.digest


def _note(notes: _Notes, read: _Finished) -> None:
    document = read.document
    notes.dropped.update(paragraph.why for paragraph in document.paragraphs if not paragraph.kept)
    if read.encoding != "utf-8":
        notes.warnings.append(f"{document.source} is not UTF-8: read as {read.encoding}")
    twin = notes.sources.setdefault(read.digest, document.source)
    if twin != document.source:
        notes.warnings.append(f"{document.source} has the same content as {twin}")
    if not document.body:
        notes.warnings.append(f"{document.source} has no body text")


def _passages(document: Document, encoder: PassageEncoder, count: TokenCounter) -> Iterator[Passage]:
    kept = (paragraph for paragraph in document.paragraphs if paragraph.kept)
    paragraphs = [piece for paragraph in kept for piece in cut_at_lost_breaks(document.text, paragraph.sentences)]
    for piece in split(document.text, paragraphs, encoder.lengths, encoder.limit):
        span = Span(piece[0].start, piece[-1].end)
        yield Passage(span, piece, count(document.quote(span)))


def _join(path: Path) -> dict[str, int]:
    """Find who is who and what is a copy of what across the corpus file, and return its counts."""
    with closing(Corpus(path)) as corpus:
        directory = speaker_directory(corpus.sightings())
        imprints = dict(corpus.imprints())
        texts = ((passage, document, " ".join(parts)) for passage, document, parts in corpus.passage_texts())
        found = copies(texts, imprints)
        dated = dict(_inherited(found, imprints, corpus))
        counts = {table: corpus.count(table) for table in ("documents", "passages", "sentences", "statements")}
        counts["tokens"] = corpus.tokens()
    add_speakers(path, directory)
    add_copies(path, found, dated)
    return counts


def _inherited(found: Copies, imprints: Mapping[int, Imprint], corpus: Corpus) -> Iterator[tuple[int, Period]]:
    """Yield the passages of undated documents that a dated one prints too, with the days of which the first speaks."""
    for group in found.groups:
        first = corpus.passage(group.earliest).said if imprints[group.members[0].document][0] else None
        if first is not None:
            undated = (member.passage for member in group.members if imprints[member.document][0] is None)
            yield from ((passage, replace(first, inferred=Inferred.DATE)) for passage in undated)


def _write_index(folder: Path, index: Path, encoder: PassageEncoder, progress: Progress) -> int:
    writer = LocalIndexWriter(folder)
    embedded = 0
    with closing(Corpus(folder / CORPUS)) as corpus, closing(VectorCache(index / _VECTORS, encoder.identity)) as store:
        progress.stage("embedding", corpus.count("passages"))
        for together in _chunks(corpus.passage_texts(), _TOGETHER):
            facts = [corpus.facts(passage) for passage, _, _ in together]
            read = [PassageText(tuple(texts), its.before) for (_, _, texts), its in zip(together, facts, strict=True)]
            vectors, fresh = embed(read, encoder, store, progress.advance)
            for (passage, _, _), text, its, (_, found) in zip(together, read, facts, vectors, strict=True):
                writer.add(passage, text.text, found, its)
            store.want(key for key, _ in vectors)
            embedded += fresh
        writer.finish()
        store.forget_unwanted()
    return embedded


def _write_encoder(folder: Path, encoder: PassageEncoder, notes: _Notes) -> None:
    """Write what questions are encoded with."""
    folder.mkdir()
    refused = encoder.export(folder)
    if refused:
        notes.warnings.append(f"questions load sentence-transformers to run {encoder.identity.name!r}: {refused}")


def _chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    remaining = iter(items)
    return iter(lambda: list(islice(remaining, size)), [])
