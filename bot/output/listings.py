"""What the corpus holds, to look around: its documents, and who speaks in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.output import Report
from bot.output.wording import counted, visible

if TYPE_CHECKING:
    from retrieval.library import Library

_SHOWN = ("source", "title", "publisher", "agency", "published")
"""What stands in a document's line."""


def sources_report(library: Library) -> Report:
    """Return each document with what it says of itself and how many passages it has."""
    documents = list(library.corpus.documents())
    counts = [len(library.corpus.passages_of(document.id)) for document in documents]
    rows = [
        {
            "source": document.source,
            "title": document.provenance.title,
            "publisher": document.provenance.publisher,
            "agency": document.provenance.agency,
            "published": document.provenance.published.isoformat() if document.provenance.published else None,
            "url": document.provenance.url,
            "passages": count,
        }
        for document, count in zip(documents, counts, strict=True)
    ]
    lines = [
        " · ".join([*(str(row[name]) for name in _SHOWN if row[name]), counted(count, "passage")])
        for row, count in zip(rows, counts, strict=True)
    ]
    return Report(lambda _: "\n".join(map(visible, lines)), lambda: rows)


def speakers_report(library: Library) -> Report:
    """Return everybody who speaks, those of most documents first."""
    speakers = sorted(library.vocabulary.speakers.values(), key=lambda speaker: (-speaker.documents, speaker.name))
    lines = [f"{speaker.name} · {counted(speaker.documents, 'document')}" for speaker in speakers]
    fields = [{"name": speaker.name, "documents": speaker.documents} for speaker in speakers]
    return Report(lambda _: "\n".join(map(visible, lines)), lambda: fields)
