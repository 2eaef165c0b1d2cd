"""One file to one document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.cleaning.body import paragraphs
from embeddings.dates.known_days import Calendar
from embeddings.dates.mentions import date_mentions
from embeddings.documents import Document, Inferred, Period, Provenance, Span, Statement
from embeddings.errors import SeedsError
from embeddings.formats.files import read_file
from embeddings.formats.html import page
from embeddings.language.sentences import sentences
from embeddings.provenance.provenance import overlaid, provenance
from embeddings.provenance.publication import publication
from embeddings.reading.running_dates import running_dates
from embeddings.reading.sidecar import sidecar
from embeddings.reading.survey import Glimpse, Survey, glimpse, survey
from embeddings.speech.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from embeddings.formats.files import SeedFile


def surveyed(paths: Iterable[Path]) -> Survey:
    """Return what the files tell of their corpus."""
    return survey(map(seen, paths))


def seen(path: Path) -> Glimpse:
    """Return what the file tells of its corpus; one that cannot be read tells nothing, and is no error yet."""
    try:
        return glimpse(dated_document(read_file(path), path.name, sidecar(path)))
    except SeedsError:
        return Glimpse([], Calendar())


def read_document(path: Path, source: str, known: Survey | None = None) -> Document:
    """Return the file as a document, cleaned and annotated, in the light of what is known of its corpus.

    Raises SeedsError if it cannot be read, SidecarError if what stands beside it cannot.
    """
    return document_of(read_file(path), source, sidecar(path), known)


def document_of(file: SeedFile, source: str, stated: Provenance | None, known: Survey | None = None) -> Document:
    """Return the decoded file as a document, cleaned and annotated; what was ``stated`` beside it wins."""
    dated = dated_document(file, source, stated, known)
    return replace(dated, statements=tuple(_dated(dated, statements(dated))))


def dated_document(file: SeedFile, source: str, stated: Provenance | None, known: Survey | None = None) -> Document:
    """Return the decoded file as a document, cleaned and dated: all that a survey of the corpus needs."""
    known = known or Survey()
    seen = page(file.text, _suffix(source))
    blocks = paragraphs(seen.text, known.furniture, seen)
    read = provenance(seen.text, blocks, seen.stated)
    told = overlaid(read, stated or Provenance())
    document = Document(source, file.text, seen.text, blocks, told)
    published = _published(document, known.calendar)
    return replace(published, dates=date_mentions(published, known.calendar))


def text_of(file: SeedFile, source: str) -> str:
    """Return the text that the document's spans count in."""
    return page(file.text, _suffix(source)).text


def _suffix(source: str) -> str:
    return "." + source.rpartition(".")[2].lower()


def _published(document: Document, known: Calendar) -> Document:
    if document.provenance.published is not None:
        return document
    found = publication(document.text, document.paragraphs, known)
    if found is None:
        return document
    dated = replace(
        document.provenance,
        published=found.date,
        published_evidence=found.evidence,
        published_inferred=found.inferred,
    )
    return replace(document, provenance=dated)


def _dated(document: Document, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements with when they were made, by the dates of the sentences that report them."""
    story = running_dates(document)
    around = [sentence for span in document.body for sentence in sentences(document.text, span)]
    for each in found:
        parts = (each.cue, each.content) if each.cue else (each.content,)
        hull = Span(min(part.start for part in parts), max(part.end for part in parts))
        first = bisect_right(around, hull.start, key=lambda sentence: sentence.end)
        touched = around[first : bisect_left(around, hull.end, key=lambda sentence: sentence.start)] or [hull]
        said = story.said(Span(touched[0].start, touched[-1].end), each.content)
        yield replace(each, said=_as_printed(said, document.provenance))


def _as_printed(period: Period | None, told: Provenance) -> Period | None:
    """Return the days on which words were said, none after their printing; the undated were said as they were news."""
    if period is None or told.published is None:
        return period
    if period.inferred is Inferred.DATE or period.first > told.published:
        return Period(told.published, told.published, Inferred.DATE)
    return replace(period, last=min(period.last, told.published))
