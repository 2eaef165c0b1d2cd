"""One file to its documents: a draft first, and the documents, mostly one, when their corpus is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.cleaning.body import layouts, paragraphs
from embeddings.dates.grammar import Findings
from embeddings.dates.known_days import calendar
from embeddings.dates.mentions import date_mentions
from embeddings.documents import Document, Provenance, Reason
from embeddings.errors import SeedsError
from embeddings.formats.files import read_file
from embeddings.language.detection import foreign_language
from embeddings.language.sentences import sentences
from embeddings.provenance.provenance import overlaid, provenance
from embeddings.provenance.publication import publication
from embeddings.reading.drafts import Draft
from embeddings.reading.sidecar import Sidecar, sidecar
from embeddings.reading.survey import Glimpse, Survey, survey
from embeddings.speech.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from embeddings.cleaning.body import Layout
    from embeddings.formats.files import SeedFile


def read_documents(path: Path, source: str, known: Survey | None = None) -> tuple[Document, ...]:
    """Return the file's articles as documents, cleaned and annotated, in the light of what is known of their corpus.

    Raises SeedsError if it cannot be read, SidecarError if what stands beside it cannot.
    """
    return documents_of(read_draft(path, source), known)


def surveyed(paths: Iterable[Path]) -> Survey:
    """Return what the files tell of their corpus; one that cannot be read tells nothing, and is no error yet."""
    return survey(map(_glimpse, paths))


def _glimpse(path: Path) -> Glimpse:
    try:
        return glimpse(read_draft(path, path.name))
    except SeedsError:
        return Glimpse()


def read_draft(path: Path, source: str) -> Draft:
    """Return what the file tells without its corpus.

    Raises SeedsError if it cannot be read, SidecarError if what stands beside it cannot.
    """
    return draft_of(read_file(path), source, sidecar(path))


def draft_of(file: SeedFile, source: str, beside: Sidecar | None = None) -> Draft:
    """Return what the file tells without its corpus; what is stated ``beside`` it wins."""
    page, beside = file.converted, beside or Sidecar()
    articles = layouts(page.text, page.main, page.stated.title)
    recoded = () if page.encoding == "utf-8" else (f"{source} is not UTF-8: read as {page.encoding}",)
    return Draft(
        source,
        file.digest.hex(),
        (*recoded, *beside.warnings),
        page.in_file,
        articles,
        page.stated if len(articles) == 1 else Provenance(),
        beside.stated,
        Findings(page.text),
    )


def glimpse(draft: Draft) -> Glimpse:
    """Return what the file's documents tell of their corpus."""
    prints = tuple(block for layout in draft.layouts for block in layout.prints)
    return Glimpse(prints, calendar([_dated(draft, layout, Survey()) for layout in draft.layouts]))


def documents_of(draft: Draft, known: Survey | None = None) -> tuple[Document, ...]:
    """Return the draft's articles as documents, cleaned and annotated, in the light of what is known of their corpus.

    What is doubtful of the file as a whole is said of the first.
    """
    documents = [_document(draft, layout, known or Survey()) for layout in draft.layouts]
    doubts = (*draft.warnings, *_doubts(draft.source, documents))
    return (replace(documents[0], warnings=(*doubts, *documents[0].warnings)), *documents[1:])


def _document(draft: Draft, layout: Layout, known: Survey) -> Document:
    document = _with_sentences(_dated(draft, layout, known))
    language = foreign_language(" ".join(document.quote(span) for span in document.body[:_LEAD]))
    if not language:
        return replace(document, statements=statements(document))
    warning = f"{document.source} is not in English ({language}): its words can be found, but not who said them"
    return replace(document, warnings=(warning,))


def _doubts(source: str, documents: Sequence[Document]) -> Iterator[str]:
    """Yield one line for each thing of the file that may have been read wrongly."""
    paragraphs = [paragraph for document in documents for paragraph in document.paragraphs]
    dropped = sum(len(paragraph.span) for paragraph in paragraphs if paragraph.why in _RUNNING)
    kept = sum(len(paragraph.span) for paragraph in paragraphs if paragraph.kept)
    if not kept:
        yield f"{source} has no body text"
    elif dropped > kept:
        share = dropped / (dropped + kept)
        yield f"{source}: {share:.0%} of its running text is dropped: see verbatim inspect, or split the file"


_LEAD = 5
"""Paragraphs that tell a document's language."""
_RUNNING = frozenset({Reason.TEASER, Reason.STANDFIRST, Reason.BOILERPLATE})
"""What dropped running text is taken for; menus and footers are no loss, however long."""


def _dated(draft: Draft, layout: Layout, known: Survey) -> Document:
    """Return the article of that layout as a document, cleaned and dated."""
    document = Document(draft.source, draft.text, paragraphs(layout, known.furniture), in_file=draft.in_file)
    document = replace(document, provenance=overlaid(provenance(document, draft.markup), draft.sidecar))
    for paragraph in document.annotated:
        draft.findings.within(paragraph.span)  # searched whole, before single lines of it are asked for
    if document.provenance.published is None:
        document = replace(document, provenance=_published(document, draft.findings, known))
    return replace(document, dates=date_mentions(document, draft.findings, known.calendar))


def _published(document: Document, findings: Findings, known: Survey) -> Provenance:
    found = publication(findings, document.paragraphs, known.calendar)
    if found is None:
        return document.provenance
    return replace(
        document.provenance,
        published=found.date,
        published_evidence=found.evidence,
        published_inferred=found.inferred,
    )


def _with_sentences(document: Document) -> Document:
    blocks = (
        replace(paragraph, sentences=sentences(document.text, paragraph.span)) if paragraph.is_annotated else paragraph
        for paragraph in document.paragraphs
    )
    return replace(document, paragraphs=tuple(blocks))
