"""The stages from files to the corpus file: drafts, what they tell of one another, documents and their passages."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from embeddings.documents import Passage, Span
from embeddings.encoding.encoder import PassageText
from embeddings.encoding.token_counts import token_counter
from embeddings.errors import SeedsError
from embeddings.formats.files import source_of
from embeddings.reading.drafts import DraftFile, as_line, from_line
from embeddings.reading.reader import documents_of, glimpse, read_draft
from embeddings.reading.survey import Glimpse, survey
from embeddings.splitting import cut_at_lost_breaks, split
from embeddings.storage.corpus import CORPUS
from embeddings.storage.corpus_writer import CorpusWriter
from embeddings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from embeddings.documents import Document
    from embeddings.encoding.encoder import PassageEncoder
    from embeddings.encoding.token_counts import TokenCounter
    from embeddings.reading.survey import Survey
    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import Facts

_Item = TypeVar("_Item")
_BLOCK = 1024
"""Passages in memory at once between the corpus file and the index: some ten megabytes of vectors."""


class Progress(Protocol):
    """Shows how far a rebuild has come."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of this many steps."""

    def advance(self, steps: int = 1) -> None:
        """Add this many finished steps."""


@dataclass(frozen=True, slots=True)
class DocumentNotes:
    """What a build remembers of a document beside what it stores."""

    source: str
    digest: bytes
    """The hash of the file's bytes."""
    dropped: Mapping[str, int]
    """How many blocks were left out, by reason."""
    warnings: tuple[str, ...]


class BuildNotes:
    """Counts and warnings of a build."""

    def __init__(self, warnings: Iterable[str]) -> None:
        self.warnings = list(warnings)
        self.dropped: Counter[str] = Counter()
        self._sources: dict[bytes, str] = {}

    def add(self, notes: DocumentNotes) -> None:
        """Add what is remembered of one more document."""
        self.dropped.update(notes.dropped)
        self.warnings.extend(notes.warnings)
        twin = self._sources.setdefault(notes.digest, notes.source)
        if twin != notes.source:
            self.warnings.append(f"{notes.source} has the same content as {twin}")

    def leave_out(self, why: SeedsError) -> None:
        """Add that a file is left out."""
        self.warnings.append(f"left out: {why}")

    def refusal(self, seeds: Path) -> str:
        """Return why nothing of the folder could be indexed."""
        return f"nothing in {seeds} could be indexed: {'; '.join(self.warnings) or 'no file has body text'}"


class Stages(Protocol):
    """Where the work of a build is done that can be divided: in processes of this machine, or on a cluster."""

    def write_corpus(self, folder: Path, paths: Sequence[Path], seeds: Path, notes: BuildNotes) -> None:
        """Write the documents of the files into the corpus file of the folder, in the order of the files."""

    def embed_ahead(self, folder: Path, vectors: Path) -> int:
        """Embed what the vector cache lacks of the corpus file's passages; return how many that were."""


class LocalStages:
    """Reads in processes of this machine; its passages are embedded as they are indexed."""

    def __init__(self, encoder: PassageEncoder, encoding: str, progress: Progress) -> None:
        self._encoder, self._encoding, self._progress = encoder, encoding, progress

    def write_corpus(self, folder: Path, paths: Sequence[Path], seeds: Path, notes: BuildNotes) -> None:
        """Read each file once, and annotate its draft once all files are read."""
        count = token_counter(self._encoding)
        with Workers(len(paths)) as workers, DraftFile(folder) as drafts:
            outcomes = staged("reading", workers.map(partial(read, seeds=seeds), paths), len(paths), self._progress)
            known = survey(_glimpses(outcomes, drafts, notes))
            files = workers.map(partial(finished, known=known), drafts)
            with closing(CorpusWriter(folder / CORPUS)) as writer:
                for file in staged("annotating", files, drafts.count, self._progress):
                    for its in write_documents(*file, writer, self._encoder, count):
                        notes.add(its)

    def embed_ahead(self, folder: Path, vectors: Path) -> int:  # noqa: ARG002 - as the seam has it
        """Embed nothing: there is nobody to wait for."""
        return 0


def staged(name: str, results: Iterable[_Item], total: int, progress: Progress) -> Iterator[_Item]:
    """Yield the results and show how many of all are done."""
    progress.stage(name, total)
    for result in results:
        yield result
        progress.advance()


def read(path: Path, seeds: Path) -> tuple[str, Glimpse] | SeedsError:
    """Return the file's draft as a line and what it tells of its corpus, or why the file is left out."""
    try:
        draft = read_draft(path, source_of(path, seeds))
    except SeedsError as error:
        return error
    seen = glimpse(draft)  # before the line, which keeps the date expressions that this finds
    return as_line(draft), seen


def finished(line: str, known: Survey) -> tuple[tuple[Document, ...], bytes]:
    """Return the documents of the draft, and the digest of its file."""
    draft = from_line(line)
    return documents_of(draft, known), bytes.fromhex(draft.digest)


def write_documents(
    documents: Iterable[Document], digest: bytes, writer: CorpusWriter, encoder: PassageEncoder, count: TokenCounter
) -> Iterator[DocumentNotes]:
    """Write the file's documents with their passages, and yield what is to be remembered of each."""
    for document in documents:
        writer.add(document, digest, _passages(document, encoder, count))
        dropped = Counter(str(paragraph.why) for paragraph in document.paragraphs if not paragraph.kept)
        yield DocumentNotes(document.source, digest, dropped, document.warnings)


def blocks(corpus: Corpus) -> Iterator[list[tuple[int, PassageText, Facts]]]:
    """Yield the passages in the order of ids, so many at a time, as the encoder and the index read them."""
    remaining = corpus.passage_texts()
    while block := list(islice(remaining, _BLOCK)):
        facts = [corpus.facts(passage) for passage, _, _ in block]
        yield [
            (passage, PassageText(tuple(sentences), its.before), its)
            for (passage, _, sentences), its in zip(block, facts, strict=True)
        ]


def _glimpses(
    outcomes: Iterable[tuple[str, Glimpse] | SeedsError], drafts: DraftFile, notes: BuildNotes
) -> Iterator[Glimpse]:
    """Yield what the files tell of their corpus, and keep their drafts."""
    for outcome in outcomes:
        if isinstance(outcome, SeedsError):
            notes.leave_out(outcome)
        else:
            drafts.add(outcome[0])
            yield outcome[1]


def _passages(document: Document, encoder: PassageEncoder, count: TokenCounter) -> Iterator[Passage]:
    kept = (paragraph for paragraph in document.paragraphs if paragraph.kept)
    pieces = [piece for paragraph in kept for piece in cut_at_lost_breaks(document.text, paragraph.sentences)]
    for piece in split(document.text, pieces, encoder.lengths, encoder.limit):
        span = Span(piece[0].start, piece[-1].end)
        yield Passage(span, piece, count(document.quote(span)))
