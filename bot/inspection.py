"""How one document was read, as the contract's JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.rendering import visible

if TYPE_CHECKING:
    from embeddings.documents import DateMention, Document, Paragraph, Statement

_FACTS = ("source", "title", "publisher", "author", "agency", "published", "url")


def inspection(document: Document, source: str) -> dict[str, object]:
    """Return what was read from the document, as plain values."""
    told = document.provenance
    return {
        "source": source,
        "title": told.title,
        "publisher": told.publisher,
        "author": told.author,
        "agency": told.agency,
        "published": told.published.isoformat() if told.published else None,
        "published_evidence": list(told.published_evidence) if told.published_evidence else None,
        "url": told.url,
        "paragraphs": [_paragraph(document, paragraph) for paragraph in document.paragraphs],
        "dates": [_date(document, mention) for mention in document.dates],
        "statements": [_statement(document, statement) for statement in document.statements],
    }


def plain_inspection(seen: dict[str, Any]) -> str:
    """Return the same for a reader: a line for each fact, a mark before each paragraph that is kept."""
    facts = [f"{name}: {seen[name]}" for name in _FACTS if seen[name]]
    paragraphs = [f"{'+' if p['kept'] else '-'} {p['why']:<10} {p['text']}" for p in seen["paragraphs"]]
    dates = [f"@ {d['text']}: {d['from']} to {d['to']}" for d in seen["dates"]]
    statements = [f"» {s['speaker']} ({s['cue'] or s['kind']}): {s['text']}" for s in seen["statements"]]
    return "\n".join(visible(line) for line in (*facts, "", *paragraphs, "", *dates, "", *statements))


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
        "speaker": statement.speaker,
        "speaker_span": list(statement.speaker_span) if statement.speaker_span else None,
        "cue": document.quote(statement.cue) if statement.cue else None,
        "content": list(statement.content),
        "kind": statement.kind.value,
        "text": document.quote(statement.content),
    }
