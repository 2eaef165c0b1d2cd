"""How a document was read: as the contract's JSON object, and as a page for people."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.output.json_lines import period_fields
from bot.output.output import Report
from bot.output.wording import readable_period, visible
from embeddings.documents import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import DateMention, Document, Paragraph, Statement

_UNKNOWN = "unknown"
"""Stands for a speaker of whom the document tells nothing."""
_WIDTH = 10
"""Characters of the first column, which holds one short word."""


def dropped_only(document: Document) -> Document:
    """Return the document with nothing but what was dropped from it, and what it says of itself."""
    dropped = tuple(paragraph for paragraph in document.paragraphs if not paragraph.kept)
    return replace(document, paragraphs=dropped, dates=(), statements=())


def inspection_report(document: Document, source: str) -> Report:
    """Return what was read from the document, for readers and for programs."""
    return Report(lambda _: _text(document, source), lambda: _fields(document, source))


def _fields(document: Document, source: str) -> dict[str, object]:
    """Return what was read from the document as the contract's JSON object."""
    provenance = document.provenance
    return {
        "source": source,
        "title": provenance.title,
        "publisher": provenance.publisher,
        "author": provenance.author,
        "agency": provenance.agency,
        "published": provenance.published.isoformat() if provenance.published else None,
        "published_evidence": list(provenance.published_evidence) if provenance.published_evidence else None,
        "url": provenance.url,
        "paragraphs": [_paragraph(document, paragraph) for paragraph in document.paragraphs],
        "dates": [_date(document, mention) for mention in document.dates],
        "statements": [_statement(document, statement) for statement in document.statements],
    }


def _text(document: Document, source: str) -> str:
    """Return what was read from the document for a reader: facts, paragraphs, dates, statements."""
    parts = {
        source: _fact_lines(document),
        "paragraphs, + kept and - dropped": (_paragraph_line(document, paragraph) for paragraph in document.paragraphs),
        "dates": (f"{document.quote(date.span)}: {readable_period(date.period)}" for date in document.dates),
        "statements, with what shows who speaks and when": chain.from_iterable(
            _statement_lines(document, statement) for statement in document.statements
        ),
    }
    return "\n".join(line for heading, lines in parts.items() for line in _part(heading, tuple(lines)))


def _part(heading: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from (visible(heading), *(f"  {visible(line)}" for line in lines), "")


def _fact_lines(document: Document) -> Iterator[str]:
    provenance = document.provenance
    day = (
        Period(provenance.published, provenance.published, provenance.published_inferred)
        if provenance.published
        else None
    )
    facts = {
        "title": provenance.title,
        "publisher": provenance.publisher,
        "author": provenance.author,
        "agency": provenance.agency,
        "published": readable_period(day) if day else None,
        "url": provenance.url,
    }
    if not document.in_file:
        facts["spans"] = "count in the text that the file is converted to"
    return (f"{name:{_WIDTH}} {fact or '-'}" for name, fact in facts.items())


def _paragraph_line(document: Document, paragraph: Paragraph) -> str:
    return f"{'+' if paragraph.kept else '-'} {paragraph.why:{_WIDTH}} {document.quote(paragraph.span)}"


def _statement_lines(document: Document, statement: Statement) -> Iterator[str]:
    """Yield the statement's speaker, cue and day, each with its evidence, and below them its words."""
    yield " · ".join((_who(document, statement), _how(document, statement), _when(statement)))
    yield f"    {document.quote(statement.content)}"


def _who(document: Document, statement: Statement) -> str:
    words = f" “{document.quote(statement.speaker_span)}”" if statement.speaker_span else ""
    doubt = "" if statement.certain or not statement.speaker else ", doubtful"
    return f"{statement.speaker or _UNKNOWN} ({statement.speaker_evidence}{words}{doubt})"


def _how(document: Document, statement: Statement) -> str:
    return f"{statement.kind}, {document.quote(statement.cue) if statement.cue else 'no cue'}"


def _when(statement: Statement) -> str:
    return f"{readable_period(statement.said)}, {statement.day_evidence}" if statement.said else "no day"


def _paragraph(document: Document, paragraph: Paragraph) -> dict[str, object]:
    start, end = paragraph.span
    return {
        "start": start,
        "end": end,
        "text": document.quote(paragraph.span),
        "kept": paragraph.kept,
        "why": paragraph.why,
    }


def _date(document: Document, mention: DateMention) -> dict[str, object]:
    start, end = mention.span
    return {
        "start": start,
        "end": end,
        "text": document.quote(mention.span),
        "from": mention.period.first.isoformat(),
        "to": mention.period.last.isoformat(),
        "inferred": mention.period.inferred,
    }


def _statement(document: Document, statement: Statement) -> dict[str, object]:
    return {
        "speaker": statement.speaker or _UNKNOWN,
        "speaker_span": list(statement.speaker_span) if statement.speaker_span else None,
        "cue": document.quote(statement.cue) if statement.cue else None,
        "content": list(statement.content),
        "kind": statement.kind.value,
        "said": period_fields(statement.said),
        "speaker_evidence": statement.speaker_evidence,
        "certain": statement.certain,
        "day_evidence": statement.day_evidence,
    }
