"""The date of which a passage speaks where it names none: the running date of its story."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from embeddings.documents import Period, Span

if TYPE_CHECKING:
    from datetime import date

    from embeddings.documents import DateMention, Document

_SAYABLE = 31
"""Days of the longest period in which something is said once; more is background."""
_STORY_DAYS = 7
"""Days of the longest period that dates a story: "last week"."""
_FRESH = timedelta(days=14)
"""A story tells what happened within a fortnight; older days are background."""
_LOOK_BACK = 40
"""Mentions that are looked back through; bounds the time, whatever the text."""


def said(document: Document, span: Span, content: Span | None = None) -> Period | None:
    """Return the days of which the words at the span speak: of a statement, on which it was made.

    That is the date they name themselves, outside the ``content`` that is quoted; else the story's running date, from
    the nearest mention before; else the publication date. The latter two are marked as inferred.
    """
    reference = _reference(document)
    own = [mention for mention in _inside(document.dates, span) if not _is_quoted(mention, content)]
    fitting = [mention.period for mention in own if _is_sayable(mention.period, reference)]
    if fitting:
        return min(fitting, key=lambda period: period.days)
    return running_date(document, span.start)


def running_date(document: Document, position: int) -> Period | None:
    """Return the story's date at a position of the text: the latest mentioned before it, else the publication date."""
    reference = _reference(document)
    if reference is None:
        return None
    before = bisect_left(document.dates, position, key=lambda mention: mention.span.start)
    for mention in reversed(document.dates[max(0, before - _LOOK_BACK) : before]):
        if _is_of_story(mention.period, reference):
            return replace(mention.period, inferred="date")
    published = document.provenance.published
    return Period(published, published, "date") if published else None


def _inside(dates: tuple[DateMention, ...], span: Span) -> tuple[DateMention, ...]:
    first = bisect_left(dates, span.start, key=lambda mention: mention.span.start)
    after = bisect_left(dates, span.end, key=lambda mention: mention.span.start)
    return dates[first:after]


def _is_quoted(mention: DateMention, content: Span | None) -> bool:
    return content is not None and content.overlap(mention.span) > 0


def _reference(document: Document) -> date | None:
    """Return the day up to which the story runs: the publication date, else the latest day that it speaks of."""
    days = (mention.period.last for mention in document.dates if mention.period.days <= _STORY_DAYS)
    return document.provenance.published or max(days, default=None)


def _is_sayable(period: Period, reference: date | None) -> bool:
    return period.days <= _SAYABLE and (reference is None or period.first <= reference)


def _is_of_story(period: Period, reference: date) -> bool:
    return period.days <= _STORY_DAYS and reference - _FRESH <= period.first <= reference
