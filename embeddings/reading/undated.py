"""When an article was written that prints no date of its own, by its weekdays and by the other articles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.annotating.calendar import Calendar
from embeddings.annotating.date_expressions import DateExpression, expressions
from embeddings.annotating.date_forms import Stated
from embeddings.annotating.dates import lean_of
from embeddings.annotating.periods import day_of
from embeddings.documents import Period, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Paragraph

_SINCE = 6
"""Years from the latest that an article names in which it was written: news looks back on recent years, and a day of
the year meets a weekday again after five, six or eleven."""
_SOON = 3
"""Days after an event in which it is news: a weekday further on is one before it."""


def written(text: str, paragraphs: Sequence[Paragraph], known: Calendar) -> tuple[date, Span] | None:
    """Return about when the article was written, and the words that show it; None where they leave it open.

    A day of a month and the weekday on which the story happened fix the year but for one in six; what the calendar
    knows decides, else the article is as old as its years allow.
    """
    found = [each for each in _expressions(text, paragraphs) if isinstance(each.when, Stated)]
    days = [each for each in found if _is_yearless_day(each.when) and lean_of(text, each.span) != "future"]
    weekdays = [each.when.weekday for each in found if _is_weekday(each.when)]
    if not days:
        return None
    weekday = _weekday_of(days[0].when, weekdays)
    event = _event(days[0].when, weekday, _latest_year(found), known) if weekday is not None else None
    return (_after(event, weekdays), days[0].span) if event else None


def _expressions(text: str, paragraphs: Sequence[Paragraph]) -> list[DateExpression]:
    return [each for paragraph in paragraphs if paragraph.kept for each in expressions(text, paragraph.span)]


def _is_yearless_day(when: object) -> bool:
    return isinstance(when, Stated) and when.year is None and when.month is not None and when.day is not None


def _is_weekday(when: object) -> bool:
    return isinstance(when, Stated) and when.weekday is not None and when == Stated(weekday=when.weekday)


def _weekday_of(when: object, weekdays: list[int | None]) -> int | None:
    """Return the weekday printed with the day, else the story's first: a lead names the weekday, a quotation the day."""
    if isinstance(when, Stated) and when.weekday is not None:
        return when.weekday
    return weekdays[0] if weekdays else None


def _latest_year(found: list[DateExpression]) -> int | None:
    return max((each.when.year for each in found if isinstance(each.when, Stated) and each.when.year), default=None)


def _event(when: object, weekday: int, latest: int | None, known: Calendar) -> date | None:
    """Return the day in the year that fits: the latest that the calendar supports, else the first that it may be."""
    years = known.years or (range(latest, latest + _SINCE) if latest else ())
    fitting = [day for year in years if year >= (latest or 1) and (day := _on(when, year, weekday)) is not None]
    supported = [day for day in fitting if known.support(Period(day, day))]
    return max(supported, default=None) if known.years else min(fitting, default=None)


def _on(when: object, year: int, weekday: int) -> date | None:
    day = day_of(year, when.month or 1, when.day or 1) if isinstance(when, Stated) else None
    return day if day and day.weekday() == weekday else None


def _after(event: date, weekdays: list[int | None]) -> date:
    """Return the last weekday named that still follows the event closely: by then the article was written."""
    steps = [(weekday - event.weekday()) % 7 for weekday in weekdays if weekday is not None]
    return event + timedelta(days=max((step for step in steps if step <= _SOON), default=0))
