"""Builds one generation from the seeds: read, split, embed, index, publish."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from embeddings.documents import Passage, Span
from embeddings.encoding.embedding import embed
from embeddings.encoding.encoder import PassageText
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.encoding.token_counts import token_counter
from embeddings.encoding.vector_cache import VectorCache
from embeddings.engines import index_writer, is_kept, share
from embeddings.errors import SeedsError, UnusableIndexError
from embeddings.formats.files import FORMATS, seed_paths, source_of, unread_paths
from embeddings.inputs import inputs_digest
from embeddings.joining import joined
from embeddings.reading.corrections import corrections
from embeddings.reading.drafts import DraftFile, as_line, from_line
from embeddings.reading.reader import documents_of, glimpse, read_draft
from embeddings.reading.survey import Glimpse, survey
from embeddings.splitting import cut_at_lost_breaks, split
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.corpus_writer import CorpusWriter
from embeddings.storage.disk_full import naming_full_disk
from embeddings.storage.generations import Manifest, damaged_file, new_generation, open_current, publish, rebuild_lock
from embeddings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from embeddings.documents import Document
    from embeddings.encoding.encoder import PassageEncoder
    from embeddings.encoding.token_counts import TokenCounter
    from embeddings.indexing.passage_index import PassageIndexWriter
    from embeddings.reading.survey import Survey

_Item = TypeVar("_Item")
_VECTORS = "vectors.sqlite"
_BLOCK = 1024
"""Passages in memory at once between the corpus file and the index: some ten megabytes of vectors."""

_NAMED = 5
"""Files named in one warning: more tire, and the others are of the same kinds."""


class Progress(Protocol):
    """Shows how far a rebuild has come."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of this many steps."""

    def advance(self, steps: int = 1) -> None:
        """Add this many finished steps."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome of a rebuild."""

    generation: str
    documents: int
    passages: int
    sentences: int
    statements: int
    tokens: int
    embedded: int
    """Passages whose vectors had to be made; the others' were cached."""
    seconds: float
    dropped: dict[str, int]
    """How many blocks of pages were left out, by reason."""
    warnings: tuple[str, ...]
    """One line per file that was left out or read with a doubt; one if questions need sentence-transformers."""
    unchanged: bool = False
    """Whether nothing has changed, so that the current generation stays."""


class _Notes:
    """Counts and warnings of the reading stage."""

    def __init__(self, warnings: Iterable[str]) -> None:
        self.warnings = list(warnings)
        self.dropped: Counter[str] = Counter()
        self.sources: dict[bytes, str] = {}

    def refusal(self, seeds: Path) -> str:
        """Return why nothing of the folder could be indexed."""
        return f"nothing in {seeds} could be indexed: {'; '.join(self.warnings) or 'no file has body text'}"


def rebuild(  # noqa: PLR0913 - what an index is made of, and where it is kept
    seeds: Path,
    index: Path,
    load_encoder: Callable[[], PassageEncoder],
    encoding: str,
    progress: Progress,
    *,
    url: str | None = None,
) -> Summary:
    """Build a generation from the seeds folder and make it current in one step.

    With ``url`` the passages are indexed in Milvus, where the generation then is in force too.
    The current generation stays if nothing has changed since it was built.
    Raises SeedsError if nothing could be indexed, BusyError if another rebuild is running, DiskFullError if there is
    no room; the current generation then answers as before, and what was embedded is kept for the next rebuild.
    """
    began = time.monotonic()
    paths = seed_paths(seeds)
    with naming_full_disk(index), rebuild_lock(index), new_generation(index) as folder:
        encoder = load_encoder()
        inputs = inputs_digest(paths, seeds, encoder.identity, encoding)
        summary = _unchanged(index, inputs, began, url)
        if summary:
            return summary
        notes = _Notes(_unread(seeds))
        stated = corrections(seeds)
        with Workers(len(paths)) as workers, DraftFile(folder) as drafts:
            outcomes = _stage("reading", workers.map(partial(_read, seeds=seeds), paths), len(paths), progress)
            known = survey(_glimpses(outcomes, drafts, notes))
            finished = workers.map(partial(_finished, known=known), drafts)
            documents = _documents(_stage("annotating", finished, drafts.count, progress), notes)
            _write_corpus(folder / CORPUS, documents, encoder, token_counter(encoding))
        counts = joined(folder / CORPUS, stated, notes.warnings)
        if not counts["passages"]:
            raise SeedsError(notes.refusal(seeds))
        embedded = _write_index(folder, index_writer(folder, url), encoder, progress)
        _write_encoder(folder / ENCODER, encoder, notes)
        if inputs != inputs_digest(paths, seeds, encoder.identity, encoding):
            inputs = ""  # a seed changed while it was read, so it is not known which version was indexed
        manifest = Manifest(
            encoder.identity, encoding, counts, inputs, dict(notes.dropped.most_common()), tuple(notes.warnings)
        )
        name = publish(folder, manifest)
        if url:
            share(index / name, url)
        return _summary(name, manifest, began, embedded=embedded, unchanged=False)


def _unchanged(index: Path, inputs: str, began: float, url: str | None) -> Summary | None:
    """Return the summary of the current generation if it is whole, kept there, and was made of the same inputs."""
    try:
        current = open_current(index)
    except UnusableIndexError:
        return None
    with closing(current):
        if current.manifest.inputs != inputs or damaged_file(current) is not None or not is_kept(current.folder, url):
            return None
        return _summary(current.name, current.manifest, began, embedded=0, unchanged=True)


def _summary(name: str, manifest: Manifest, began: float, *, embedded: int, unchanged: bool) -> Summary:
    return Summary(
        generation=name,
        **manifest.counts,
        embedded=embedded,
        seconds=time.monotonic() - began,
        dropped=manifest.dropped,
        warnings=manifest.warnings,
        unchanged=unchanged,
    )


def _write_corpus(
    path: Path, documents: Iterable[tuple[Document, bytes]], encoder: PassageEncoder, count: TokenCounter
) -> None:
    """Write the documents into the corpus file."""
    with closing(CorpusWriter(path)) as writer:
        for document, digest in documents:
            writer.add(document, digest, _passages(document, encoder, count))


def _stage(name: str, results: Iterable[_Item], total: int, progress: Progress) -> Iterator[_Item]:
    """Yield the results and show how many of all are done."""
    progress.stage(name, total)
    for result in results:
        yield result
        progress.advance()


def _unread(seeds: Path) -> Iterator[str]:
    """Yield one line that names the files of kinds that are not read, where there are any."""
    paths = [source_of(path, seeds) for path in unread_paths(seeds)]
    if paths:
        others = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"skipped, since only {', '.join(FORMATS)} files are read: {', '.join(paths[:_NAMED])}{others}"


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
    """The documents of one file, with its digest."""

    documents: tuple[Document, ...]
    digest: bytes


def _finished(line: str, known: Survey) -> _Finished:
    """Return the documents of the draft."""
    draft = from_line(line)
    return _Finished(documents_of(draft, known), bytes.fromhex(draft.digest))


def _documents(finished: Iterable[_Finished], notes: _Notes) -> Iterator[tuple[Document, bytes]]:
    for file in finished:
        for document in file.documents:
            _note(notes, document, file.digest)
            yield document, file.digest


def _note(notes: _Notes, document: Document, digest: bytes) -> None:
    notes.dropped.update(paragraph.why for paragraph in document.paragraphs if not paragraph.kept)
    notes.warnings.extend(document.warnings)
    twin = notes.sources.setdefault(digest, document.source)
    if twin != document.source:
        notes.warnings.append(f"{document.source} has the same content as {twin}")


def _passages(document: Document, encoder: PassageEncoder, count: TokenCounter) -> Iterator[Passage]:
    kept = (paragraph for paragraph in document.paragraphs if paragraph.kept)
    pieces = [piece for paragraph in kept for piece in cut_at_lost_breaks(document.text, paragraph.sentences)]
    for piece in split(document.text, pieces, encoder.lengths, encoder.limit):
        span = Span(piece[0].start, piece[-1].end)
        yield Passage(span, piece, count(document.quote(span)))


def _write_index(folder: Path, writer: PassageIndexWriter, encoder: PassageEncoder, progress: Progress) -> int:
    """Embed and index every passage, and return how many had to be embedded."""
    embedded, vectors_file = 0, folder.parent / _VECTORS
    with closing(Corpus(folder / CORPUS)) as corpus, closing(VectorCache(vectors_file, encoder.identity)) as cache:
        progress.stage("embedding", corpus.count("passages"))
        for block in _blocks(corpus.passage_texts(), _BLOCK):
            passages = [passage for passage, _, _ in block]
            facts = list(map(corpus.facts, passages))
            texts = [PassageText(tuple(parts), its.before) for (_, _, parts), its in zip(block, facts, strict=True)]
            entries, fresh = embed(texts, encoder, cache, progress.advance)
            for passage, text, (_, vectors), its in zip(passages, texts, entries, facts, strict=True):
                writer.add(passage, text.text, vectors, its)
            cache.mark_used(key for key, _ in entries)
            embedded += fresh
        writer.finish()
        cache.drop_unused()
    return embedded


def _write_encoder(folder: Path, encoder: PassageEncoder, notes: _Notes) -> None:
    """Write the encoder for questions."""
    folder.mkdir()
    refusal = encoder.export(folder)
    if refusal:
        notes.warnings.append(f"questions load sentence-transformers to run {encoder.identity.name!r}: {refusal}")


def _blocks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    remaining = iter(items)
    return iter(lambda: list(islice(remaining, size)), [])
