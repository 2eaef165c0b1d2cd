"""What the corpus holds, to look around: its documents, and who speaks in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.output import Report
from bot.output.wording import counted, visible
from embeddings.people.doubts import Doubt, doubted

if TYPE_CHECKING:
    from embeddings.people.doubts import DoubtfulVoice
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
    """Return everybody who speaks, the most doubtful names first."""
    voices = doubted(library.corpus.people.voices())
    rows = [
        {
            "name": one.voice.name,
            "documents": one.voice.documents,
            "statements": one.voice.statements,
            "doubtful_statements": one.voice.doubtful,
            "doubts": list(one.doubts),
            "may_be": one.other or None,
        }
        for one in voices
    ]
    return Report(lambda _: "\n".join(visible(_speaker_line(one)) for one in voices), lambda: rows)


def _speaker_line(doubtful: DoubtfulVoice) -> str:
    """Return the speaker's counts, and what is doubtful about the name."""
    counts = (counted(doubtful.voice.documents, "document"), counted(doubtful.voice.statements, "statement"))
    doubts = (f"{doubt} {doubtful.other}" if doubt is Doubt.OTHER else doubt for doubt in doubtful.doubts)
    return " · ".join((doubtful.voice.name, *counts, *doubts))
