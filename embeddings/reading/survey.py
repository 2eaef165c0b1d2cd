"""What all documents of a corpus tell of each one: which blocks are furniture, and which days are spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from embeddings.cleaning.furniture import BlockPrint, furniture
from embeddings.dates.known_days import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a corpus before its documents are read for good."""

    furniture: frozenset[int] = frozenset()
    """Fingerprints of blocks that repeat across unrelated documents."""
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one document tells of its corpus."""

    blocks: tuple[BlockPrint, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)


def survey(glimpses: Iterable[Glimpse]) -> Survey:
    """Return what the documents, one after another, tell of their corpus; nothing of one is kept."""
    days, months = set[date](), set[tuple[int, int]]()

    def blocks() -> Iterator[tuple[BlockPrint, ...]]:
        for glimpse in glimpses:
            days.update(glimpse.calendar.days)
            months.update(glimpse.calendar.months)
            yield glimpse.blocks

    repeated = furniture(blocks())
    return Survey(repeated, Calendar(frozenset(days), frozenset(months)))
