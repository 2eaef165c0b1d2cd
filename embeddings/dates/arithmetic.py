"""Arithmetic of days and periods: units of the calendar, shifts by them, and feasts that move."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.dates.forms import Unit
from embeddings.documents import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embeddings.dates.forms import Amounts

MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
"""Units that hold whole months, and how many."""
DAYS_IN = {Unit.DAY: 1, Unit.WEEKEND: 7, Unit.WEEK: 7, Unit.WORKWEEK: 7, Unit.FORTNIGHT: 14}
"""Units that are counted in days, and the days from one to the next."""
_WEEKDAYS_OF = {Unit.WEEKEND: (5, 2), Unit.WORKWEEK: (0, 5), Unit.FORTNIGHT: (0, 14)}
"""The first weekday of a unit, and its days; any other is a week."""
_THURSDAY = 3
"""A week belongs to the month and the year that hold its Thursday (ISO 8601)."""


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months(first_day: date, count: int) -> Period | None:
    """Return the ``count`` whole months from the one that holds the day; None beyond the calendar."""
    start = first_day.replace(day=1)
    after = shift(start, count, Unit.MONTH)
    return None if after is None else Period(start, after - timedelta(days=1))


def unit_at(day: date, unit: Unit) -> Period | None:
    """Return the week, month, year or other unit that holds the day; a week begins on Monday."""
    if unit in MONTHS_IN:
        return months(_first_month(day, MONTHS_IN[unit]), MONTHS_IN[unit])
    monday = shift(day, -day.weekday(), Unit.DAY)
    if unit is Unit.DAY or monday is None:
        return Period(day, day)
    first, length = _WEEKDAYS_OF.get(unit, (0, 7))
    start, last = shift(monday, first, Unit.DAY), shift(monday, first + length - 1, Unit.DAY)
    return None if start is None or last is None else Period(start, last)


def _first_month(day: date, count: int) -> date:
    if count <= MONTHS_IN[Unit.YEAR]:
        return date(day.year, (day.month - 1) // count * count + 1, 1)
    years = count // MONTHS_IN[Unit.YEAR]
    return date(max(1, day.year // years * years), 1, 1)


def shift(day: date, count: int, unit: Unit) -> date | None:
    """Return the day ``count`` units later, the month's last where it is too short; None beyond the calendar."""
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=count * DAYS_IN[unit])
        total = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
        year, month = divmod(total, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def shift_all(day: date, amounts: Amounts, sign: int) -> date | None:
    """Return the day after every amount is added, or taken away where ``sign`` is negative."""
    moved: date | None = day
    for count, unit in amounts:
        moved = None if moved is None else shift(moved, sign * count, unit)
    return moved


def shift_period(period: Period, amounts: Amounts, sign: int) -> Period | None:
    """Return the period moved; one of whole months stays one of whole months."""
    first, last = shift_all(period.first, amounts, sign), shift_all(period.last, amounts, sign)
    if first is None or last is None:
        return None
    if period == months(period.first, _month_count(period)):
        return months(first, _month_count(period))
    return Period(first, max(first, last))


def _month_count(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def nth_in(outer: Period, unit: Unit, nth: int, count: int = 1) -> Period | None:
    """Return ``count`` units of the outer period, from the ``nth`` (1 is the first, -1 the last) towards its middle."""
    start = outer.first if nth > 0 else outer.last
    if unit is Unit.WEEK:
        start = _thursday(outer, forward=nth > 0)
    whole = unit_at(start, unit)
    if whole is None:
        return None
    step = nth - 1 if nth > 0 else nth + 1
    ends = [shift(whole.first, step, unit), shift(whole.first, step + (count - 1 if nth > 0 else 1 - count), unit)]
    units = [unit_at(day, unit) for day in ends if day is not None]
    return hull(unit for unit in units if unit is not None) if len(units) == len(ends) else None


def _thursday(outer: Period, *, forward: bool) -> date:
    if forward:
        return outer.first + timedelta(days=(_THURSDAY - outer.first.weekday()) % 7)
    return outer.last - timedelta(days=(outer.last.weekday() - _THURSDAY) % 7)


def hull(periods: Iterable[Period]) -> Period | None:
    """Return the shortest period that holds all of them; None where there are none."""
    several = tuple(periods)
    if not several:
        return None
    return Period(min(period.first for period in several), max(period.last for period in several))


def weekday_in(period: Period, weekday: int) -> date | None:
    """Return the period's first such weekday (Monday is 0), or None where it holds none."""
    day = period.first + timedelta(days=(weekday - period.first.weekday()) % 7)
    return day if day <= period.last else None


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous computus printed in Nature, 20 April 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the month's ``nth`` such weekday; -1 is its last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)
