"""What all documents of a corpus tell of each one: which blocks are furniture, and which days are spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from embeddings.cleaning.furniture import furniture
from embeddings.dates.known_days import Calendar, calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from embeddings.documents import Document


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a corpus before its documents are read for good."""

    furniture: frozenset[int] = frozenset()
    """Fingerprints of blocks that repeat across unrelated documents."""
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one document tells of its corpus."""

    blocks: list[str]
    calendar: Calendar


def glimpse(document: Document) -> Glimpse:
    """Return what the document tells of its corpus."""
    blocks = [paragraph.span.of(document.text) for paragraph in document.paragraphs]
    return Glimpse(blocks, calendar([document]))


def survey(glimpses: Iterable[Glimpse]) -> Survey:
    """Return what the documents, one after another, tell of their corpus; nothing of one is kept."""
    days, months = set[date](), set[tuple[int, int]]()

    def blocks() -> Iterator[list[str]]:
        for seen in glimpses:
            days.update(seen.calendar.days)
            months.update(seen.calendar.months)
            yield seen.blocks

    found = furniture(blocks())
    return Survey(found, Calendar(frozenset(days), frozenset(months)))
