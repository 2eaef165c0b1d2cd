"""Dates that leave out their year, month or week, in the one that an anchor gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from embeddings.dates.arithmetic import day_of, months, shift, unit_at, weekday_in
from embeddings.dates.forms import Holiday, Months, RelativeDate, Slashed, Stated, Unit
from embeddings.dates.holidays import holiday_in
from embeddings.documents import Period

if TYPE_CHECKING:
    from collections.abc import Iterator


class Lean(StrEnum):
    """Where a date without a year or a week lies: before the anchor, whichever side is nearer, or after it."""

    PAST = "past"
    NEAR = "near"
    FUTURE = "future"


_LEAP_GAP = 8
"""Years from one 29 February to the next, at most."""
_WEEKDAY_YEARS = 12
"""Years in which a day of a month falls on a given weekday at least once (29 February apart)."""
_MONTHS_TRIED = 24
"""Months looked through for "Monday 21": in two years each weekday meets each day of the month."""
_NEAR = 3
"""A date behind the anchor is taken until it is three times as far as the one ahead: news tells what happened."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a relative date counts from."""

    today: date
    lean: Lean = Lean.PAST
    mentioned: Period | None = None
    """The date last spoken of, for "three years earlier"."""
    day_first: bool = False
    """Whether 5/4/2019 is the fifth of April."""


def stated_date(stated: Stated, clock: Clock) -> Period | None:
    """Return the days of a date by its parts, those that are missing filled from the clock."""
    if stated.year is not None:
        return _in_year(stated, stated.year)
    if stated.month is not None:
        return _nearest(
            _by_year(stated, clock.today, -1), _by_year(stated, clock.today, 1), clock, _lean(stated, clock)
        )
    if stated.day is not None:
        return _nearest(_by_month(stated, clock.today, -1), _by_month(stated, clock.today, 1), clock, clock.lean)
    return _weekday(stated, clock) if stated.weekday is not None else None


def _lean(stated: Stated, clock: Clock) -> Lean:
    """Return the side to look on; a month without a day is behind where nothing says that it is ahead."""
    return Lean.PAST if clock.lean is Lean.NEAR and stated.day is None else clock.lean


def _in_year(stated: Stated, year: int) -> Period | None:
    if stated.month is None:
        return Period(date(year, 1, 1), date(year, 12, 31)) if year > 0 else None
    if stated.day is None:
        return months(date(year, stated.month, 1), 1)
    day = day_of(year, stated.month, stated.day)
    return Period(day, day) if day else None


def _by_year(stated: Stated, today: date, step: int) -> Iterator[Period]:
    """Return the dates that fit, year by year away from today."""
    reach = _WEEKDAY_YEARS if stated.weekday is not None else _LEAP_GAP
    for year in range(today.year, today.year + step * (reach + 1), step):
        period = _in_year(stated, year) if 0 < year < date.max.year else None
        if period and (stated.weekday is None or stated.day is None or period.first.weekday() == stated.weekday):
            yield period


def _by_month(stated: Stated, today: date, step: int) -> Iterator[Period]:
    for count in range(_MONTHS_TRIED + 1):
        start = shift(today.replace(day=1), step * count, Unit.MONTH)
        day = day_of(start.year, start.month, stated.day) if start and stated.day else None
        if day and (stated.weekday is None or day.weekday() == stated.weekday):
            yield Period(day, day)


def _nearest(behind: Iterator[Period], ahead: Iterator[Period], clock: Clock, lean: Lean) -> Period | None:
    past = next((period for period in behind if period.first <= clock.today), None)
    future = next((period for period in ahead if period.first > clock.today), None) if lean is not Lean.PAST else None
    if past is None or future is None:
        return past or future
    if lean is Lean.FUTURE:
        return future if past.last < clock.today else past
    return past if (clock.today - past.first).days <= _NEAR * (future.first - clock.today).days else future


def _weekday(stated: Stated, clock: Clock) -> Period | None:
    """Return the most recent such day, the anchor included; the next one where the text looks ahead."""
    back = (clock.today.weekday() - (stated.weekday or 0)) % 7
    day = shift(clock.today, 7 - back if clock.lean is Lean.FUTURE and back else -back, Unit.DAY)
    return Period(day, day) if day else None


def as_stated(slashed: Slashed, clock: Clock) -> Stated:
    """Return the two numbers as month and day; a weekday, or a number over 12, tells which is which."""
    american, european = (
        Stated(slashed.year, slashed.left, slashed.right),
        Stated(slashed.year, slashed.right, slashed.left),
    )
    fitting = [each for each in (american, european) if _is_valid(each)]
    if len(fitting) == 1:
        return fitting[0]
    return european if clock.day_first else american


def _is_valid(stated: Stated) -> bool:
    return (
        stated.month is not None
        and stated.day is not None
        and day_of(stated.year or 2000, stated.month, stated.day) is not None
    )


def named_months(when: Months, clock: Clock) -> Period | None:
    """Return the days of a season, a quarter or a half."""
    if when.year is not None:
        return months(date(when.year, when.first, 1), when.count)
    today, behind, ahead = clock.today, _each_year(when, clock.today, -1), _each_year(when, clock.today, 1)
    if when.turn == 0:
        latest = next((period for period in behind if period.first <= today), None)
        runs = latest is not None and latest.last >= today
        return latest if runs else months(date(today.year, when.first, 1), when.count)
    if when.turn == 1:
        return next((period for period in ahead if period.first > today), None)
    if when.turn == -1:
        return next((period for period in behind if period.last < today), None)
    return _nearest(behind, ahead, clock, Lean.FUTURE if clock.lean is Lean.FUTURE else Lean.PAST)


def _each_year(when: Months, today: date, step: int) -> Iterator[Period]:
    """Yield the months of each year, away from today; those of a year before or after may reach over it."""
    for year in range(today.year - step, today.year + 3 * step, step):
        period = months(date(year, when.first, 1), when.count) if 0 < year < date.max.year else None
        if period:
            yield period


def unit_from(today: date, unit: Unit, offset: int) -> Period | None:
    """Return the unit that lies so many after the one that holds today."""
    day = shift(_unit_start(today, unit), offset, unit)
    return unit_at(day, unit) if day else None


def _unit_start(day: date, unit: Unit) -> date:
    """Return the first day of the unit that holds the day."""
    whole = unit_at(day, unit)
    return whole.first if whole else day


def relative_date(relative: RelativeDate, clock: Clock) -> Period | None:
    """Return "last Thursday" as last week's, "next June" as next year's where this year's is past, "this Friday"."""
    of = relative.of if isinstance(relative.of, Stated) else as_stated(relative.of, clock)
    if of.month is None and of.weekday is not None:
        week = unit_from(clock.today, Unit.WEEK, relative.offset)
        day = weekday_in(week, of.weekday) if week else None
        return Period(day, day) if day else None
    if relative.offset > 0:
        ahead = (period for period in _by_year(of, clock.today, 1) if period.first > clock.today)
        return next(ahead, None)
    return _in_year(of, clock.today.year + relative.offset) if of.month else stated_date(of, clock)


def holiday_day(holiday: Holiday, clock: Clock) -> Period | None:
    """Return the day of a holiday, the latest one where it has no year."""
    if holiday.year is not None:
        return holiday_in(holiday.name, holiday.year)
    around = [holiday_in(holiday.name, clock.today.year + step) for step in (-1, 0, 1)]
    ahead = holiday.turn == 1 or (clock.lean is Lean.FUTURE and holiday.turn is None)
    if holiday.turn == 0:
        return around[1]
    fitting = [day for day in around if day and (day.first > clock.today if ahead else day.first <= clock.today)]
    return (fitting[0] if ahead else fitting[-1]) if fitting else None
