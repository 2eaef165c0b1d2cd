"""The date of which a passage speaks where it names none: the running date of its story."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from embeddings.documents import Inferred, Period

if TYPE_CHECKING:
    from datetime import date

    from embeddings.documents import DateMention, Document, Span

_SAYABLE = 31
"""Days of the longest period in which something is said once; more is background."""
_STORY_DAYS = 7
"""Days of the longest period that dates a story: "last week"."""
_FRESH = timedelta(days=14)
"""A story tells what happened within a fortnight; older days are background."""
_LOOK_AROUND = 40
"""Mentions that are looked through for the story's date; bounds the time, whatever the text."""


@dataclass(frozen=True, slots=True)
class RunningDates:
    """The dates of one document, in order, and the days between which its story runs."""

    dates: tuple[DateMention, ...]
    published: date | None
    latest: date | None
    """The day up to which the story runs: the publication date, else the latest day that it speaks of."""

    def said(self, span: Span) -> Period | None:
        """Return the days of which the words at the span speak, else the story's running date, marked as inferred."""
        first = self._place(span.start)
        own = self.dates[first : min(self._place(span.end), first + _LOOK_AROUND)]
        fitting = [mention.period for mention in own if self._is_sayable(mention.period)]
        return min(fitting, key=lambda period: period.days) if fitting else self._running(span.start)

    def printed(self, position: int) -> Period | None:
        """Return the day that stands in where words have none: of their printing, else the story's date there."""
        if self.published is None:
            return self._running(position)
        return Period(self.published, self.published, Inferred.DATE)

    def _running(self, position: int) -> Period | None:
        """Return the story's date there: the latest mentioned before, else the publication date, else the next."""
        at = self._place(position)
        before = reversed(self.dates[max(0, at - _LOOK_AROUND) : at])
        after = self.dates[at : at + _LOOK_AROUND] if self.published is None else ()
        story = next((mention.period for mention in chain(before, after) if self._is_of_story(mention.period)), None)
        if story is not None:
            return replace(story, inferred=Inferred.DATE)
        return Period(self.published, self.published, Inferred.DATE) if self.published else None

    def _place(self, position: int) -> int:
        return bisect_left(self.dates, position, key=lambda mention: mention.span.start)

    def _is_sayable(self, period: Period) -> bool:
        return period.days <= _SAYABLE and (self.latest is None or period.first <= self.latest)

    def _is_of_story(self, period: Period) -> bool:
        if period.days > _STORY_DAYS or self.latest is None:
            return False
        return self.latest - _FRESH <= period.first <= self.latest


def running_dates(document: Document) -> RunningDates:
    """Return the dates of the document's story."""
    published = document.provenance.published
    days = (mention.period.last for mention in document.dates if mention.period.days <= _STORY_DAYS)
    return RunningDates(document.dates, published, published or max(days, default=None))
