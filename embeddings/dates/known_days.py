"""What days the corpus speaks of for certain, so that dates without a year find theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import Clock
from embeddings.dates.resolution import resolve
from embeddings.documents import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embeddings.dates.forms import When
    from embeddings.documents import Document

_LONGEST = 31
"""Days of a mention that speaks of a month; a longer one supports no year."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and the months of which articles speak for certain."""

    days: frozenset[date] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()
    """Year and month."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it knows, the latest first."""
        return tuple(sorted({year for year, _ in self.months}, reverse=True))

    def support(self, period: Period) -> int:
        """Return 2 where articles speak of the very day, 1 where they speak of its month, else 0."""
        if period.days == 1 and period.first in self.days:
            return 2
        return int((period.first.year, period.first.month) in self.months)


def calendar(documents: Iterable[Document]) -> Calendar:
    """Return what the documents, read one after another, speak of for certain; memory grows with the days alone."""
    days: set[date] = set()
    months: set[tuple[int, int]] = set()
    for document in documents:
        for period in _certain(document):
            months.add((period.first.year, period.first.month))
            if period.days == 1:
                days.add(period.first)
    return Calendar(frozenset(days), frozenset(months))


def _certain(document: Document) -> list[Period]:
    """Return the periods that the page states, or that its stated publication date fixes."""
    provenance = document.provenance
    day, is_stated = provenance.published, provenance.published_inferred is None
    dated = day is not None and is_stated
    latest = date.max if day is None else day
    published = [Period(day, day)] if day is not None and is_stated else []
    return published + [
        mention.period
        for mention in document.dates
        if mention.period.days <= _LONGEST
        and mention.period.first <= latest
        and (dated or mention.period.inferred is None)
    ]


def candidates(when: When, years: Iterable[int], *, day_first: bool = False) -> tuple[Period, ...]:
    """Return what a date without a year means in each of the years, the latest year first."""
    periods = (resolve(when, Clock(date(year, 12, 31), day_first=day_first)) for year in sorted(years, reverse=True))
    return tuple(dict.fromkeys(period for period in periods if period is not None))


def best_year(when: When, calendar: Calendar, earliest: int = 1) -> Period | None:
    """Return what a date without a year means in the latest year that the calendar supports from ``earliest`` on."""
    fitting = candidates(when, (year for year in calendar.years if year >= earliest))
    return max(fitting, key=calendar.support, default=None) if any(map(calendar.support, fitting)) else None
