"""When an article was written that prints no date of its own, by its weekdays and by the other articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.dates.arithmetic import day_of
from embeddings.dates.forms import Stated
from embeddings.dates.mentions import is_told
from embeddings.documents import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.dates.grammar import Findings
    from embeddings.dates.known_days import Calendar
    from embeddings.documents import Paragraph, Span

_SINCE = 6
"""Years from the latest that an article names in which it was written: news looks back on recent years, and a day of
the year meets a weekday again after five, six or eleven."""
_LEAD = 10_000
"""Characters in which a story tells when it happened."""
_SOON = 3
"""Days after an event in which it is news: a weekday further on is one before it."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date that the article prints by its parts, and where."""

    date: Stated
    span: Span

    @property
    def is_yearless_day(self) -> bool:
        """Whether it is a day of a month, without the year."""
        return self.date.year is None and self.date.month is not None and self.date.day is not None

    @property
    def is_weekday(self) -> bool:
        """Whether it is a weekday alone."""
        return self.date.weekday is not None and self.date.day is None


def written(findings: Findings, paragraphs: Sequence[Paragraph], calendar: Calendar) -> tuple[date, Span] | None:
    """Return about when the article was written, and the words that show it; None where they leave it open.

    A day of a month and the weekday on which the story happened fix the year but for one in six; what the calendar
    knows decides, else the article is as old as its years allow.
    """
    dates = _printed(findings, paragraphs)
    day = next((each for each in dates if each.is_yearless_day and is_told(findings.text, each.span)), None)
    if day is None:
        return None
    weekdays = [each.date.weekday for each in dates if each.is_weekday and each.date.weekday is not None]
    weekday = next((each for each in (day.date.weekday, *weekdays) if each is not None), None)
    latest = max((each.date.year for each in dates if each.date.year is not None), default=None)
    event = _event(day.date, weekday, latest, calendar) if weekday is not None else None
    return (_after(event, weekdays), day.span) if event else None


def _printed(findings: Findings, paragraphs: Sequence[Paragraph]) -> tuple[_Printed, ...]:
    lead = (paragraph.span for paragraph in paragraphs if paragraph.kept and paragraph.span.start < _LEAD)
    expressions = (
        expression
        for span in lead
        for expression in findings.within(span)
        if expression.span.start < span.start + _LEAD
    )
    return tuple(_Printed(each.when, each.span) for each in expressions if isinstance(each.when, Stated))


def _event(when: Stated, weekday: int, latest: int | None, calendar: Calendar) -> date | None:
    """Return the day in the year that fits: the latest that the calendar supports, else the first that it may be."""
    years = calendar.years or (range(latest, latest + _SINCE) if latest else ())
    days = [day_of(year, when.month or 1, when.day or 1) for year in years if year >= (latest or 1)]
    fitting = [day for day in days if day is not None and day.weekday() == weekday]
    if not calendar.years:
        return min(fitting, default=None)
    return max((day for day in fitting if calendar.support(Period(day, day))), default=None)


def _after(event: date, weekdays: Sequence[int]) -> date:
    """Return the last weekday named that still follows the event closely: by then the article was written."""
    steps = [(weekday - event.weekday()) % 7 for weekday in weekdays]
    return event + timedelta(days=max((step for step in steps if step <= _SOON), default=0))
