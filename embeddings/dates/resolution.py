"""From what a date expression states to the days that it means, counted from an anchor day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import (
    Clock,
    Lean,
    as_stated,
    holiday_day,
    named_months,
    relative_date,
    stated_date,
    unit_from,
)
from embeddings.dates.arithmetic import (
    MONTHS_IN,
    hull,
    nth_in,
    shift,
    shift_all,
    shift_period,
    unit_at,
    weekday_in,
)
from embeddings.dates.forms import (
    Around,
    DateRange,
    Holiday,
    Months,
    Nth,
    Part,
    PartName,
    RelativeDate,
    RelativeUnit,
    Rolling,
    Shifted,
    Slashed,
    Stated,
    Unit,
    Within,
    Years,
)
from embeddings.documents import Inferred, Period

if TYPE_CHECKING:
    from embeddings.dates.forms import When

_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_MID_MONTH = (9, 19)
"""From the 10th to the 20th, counted from the first."""
_LONG_WEEKEND = 2
"""Days from a holiday to a weekend that it makes longer: Thursday to Saturday, Sunday to Monday."""
_FIXED = 4
"""The weight of a range's end that the other cannot move."""


def resolve(when: When, clock: Clock) -> Period | None:
    """Return the days that are meant, marked with what the anchor had to supply; None where there are none."""
    period = _resolve(when, clock)
    return Period(period.first, period.last, unstated(when)) if period else None


def unstated(when: When) -> Inferred | None:
    """Return what the expression leaves to its anchor, or None."""
    match when:
        case Stated(year=None, month=None) | Shifted(of=None) | Rolling():
            return Inferred.DATE
        case Stated(year=None) | Slashed(year=None) | Months(year=None) | Holiday(year=None):
            return Inferred.YEAR
        case RelativeUnit(unit=unit):
            return _UNSTATED_BY_UNIT.get(unit, Inferred.YEAR if unit in MONTHS_IN else Inferred.DATE)
        case DateRange(first=first, last=last):
            ends = [unstated(end) for end in (first, last) if end is not None]
            return None if None in ends else ends[0]
    inner = _fixed_by(when)
    return unstated(inner) if inner else None


_UNSTATED_BY_UNIT = {Unit.MONTH: Inferred.MONTH, Unit.QUARTER: Inferred.MONTH}


def _fixed_by(when: When) -> When | None:
    """Return the date by which the expression is fixed: of "the end of March", March; None where there is none."""
    match when:
        case Within(outer=of) | RelativeDate(of=of) | Nth(of=of) | Part(of=of) | Around(of=of) | Shifted(of=of):
            return of
    return None


def is_relative(when: When) -> bool:
    """Return whether the expression means another day on another day: "last week", "Tuesday", but not "April"."""
    match when:
        case RelativeUnit() | RelativeDate() | Rolling() | Shifted(of=None) | Stated(year=None, month=None):
            return True
        case Months(turn=turn) | Holiday(turn=turn):
            return turn is not None
        case DateRange(first=first, last=last):
            return any(is_relative(end) for end in (first, last) if end is not None)
    inner = _fixed_by(when)
    return inner is not None and is_relative(inner)


def _resolve(when: When, clock: Clock) -> Period | None:  # noqa: PLR0911 - one line for each kind
    match when:
        case Stated():
            return stated_date(when, clock)
        case Slashed():
            return stated_date(as_stated(when, clock), clock)
        case Months():
            return named_months(when, clock)
        case Years(first=first, count=count):
            return Period(date(max(first, 1), 1, 1), date(first + count - 1, 12, 31))
        case RelativeUnit(unit=unit, offset=offset, from_mentioned=from_mentioned):
            mentioned = clock.mentioned if from_mentioned else None
            return unit_from(mentioned.first if mentioned else clock.today, unit, offset)
        case RelativeDate():
            return relative_date(when, clock)
        case Holiday():
            return holiday_day(when, clock)
        case DateRange():
            return _range(when, clock)
        case _:
            return _derived(when, clock)


def _derived(derived: Rolling | Shifted | Nth | Part | Within | Around, clock: Clock) -> Period | None:
    match derived:
        case Rolling():
            return _rolling(derived, clock)
        case Shifted():
            return _shifted(derived, clock)
        case Nth(unit=unit, nth=nth, count=count, of=of):
            outer = _resolve(of, clock)
            return nth_in(outer, unit, nth, count) if outer else None
        case Part(part=part, of=of):
            outer = _resolve(of, clock)
            return _part(part, outer, clock.today) if outer else None
        case Within():
            return _within(derived, clock)
        case Around(unit=unit, of=of):
            period = _resolve(of, clock)
            return _around(period, unit) if period else None


def _around(period: Period, unit: Unit) -> Period | None:
    whole = unit_at(period.first, unit)
    if whole is None or unit is not Unit.WEEKEND:
        return whole
    before = unit_at(period.first - timedelta(days=7), unit)
    near = [weekend for weekend in (before, whole) if weekend and _touches(weekend, period)]
    return hull((near[0], period)) if near else whole


def _touches(weekend: Period, day: Period) -> bool:
    """Return whether the day is next to the weekend, so that both are one long weekend."""
    return -_LONG_WEEKEND <= (day.first - weekend.first).days <= _LONG_WEEKEND


def _rolling(rolling: Rolling, clock: Clock) -> Period | None:
    if len(rolling.amounts) == 1 and rolling.amounts[0][1] in {Unit.QUARTER, Unit.WEEKEND}:
        return _whole_units(rolling, clock)
    far = shift_all(clock.today, rolling.amounts, rolling.sign)
    if far is None:
        return None
    return Period(far, clock.today) if rolling.sign < 0 else Period(clock.today, far)


def _whole_units(rolling: Rolling, clock: Clock) -> Period | None:
    count, unit = rolling.amounts[0]
    ends = [unit_from(clock.today, unit, rolling.sign), unit_from(clock.today, unit, rolling.sign * count)]
    return hull(end for end in ends if end)


def _shifted(shifted: Shifted, clock: Clock) -> Period | None:
    if shifted.amounts == ((0, Unit.DAY),) and shifted.of is not None:
        return _strictly(shifted.of, clock, shifted.sign)
    if shifted.of is not None:
        base = _resolve(shifted.of, clock)
        return shift_period(base, shifted.amounts, shifted.sign) if base else None
    base = clock.mentioned if shifted.from_mentioned and clock.mentioned else Period(clock.today, clock.today)
    return _roughly(base, shifted)


def _roughly(base: Period, shifted: Shifted) -> Period | None:
    """Return the unit in which it is counted: "three years ago" is a year, nobody means the day to the day.

    None where the base is longer than that unit: two days after 2014 are no day.
    """
    unit = shifted.amounts[-1][1]
    day = shift_all(base.first, shifted.amounts, shifted.sign)
    whole = unit_at(day, unit) if day else None
    if whole is None or day is None or whole.days < base.days:
        return None
    is_exact = len(shifted.amounts) > 1 or (shifted.sign > 0 and not shifted.from_mentioned)
    return Period(day, day) if is_exact else whole


def _strictly(when: When, clock: Clock, sign: int) -> Period | None:
    """Return the nearest such day before or after the anchor, never the anchor itself."""
    day = clock.today + timedelta(days=1 if sign > 0 else -1)
    return _resolve(when, replace(clock, today=day, lean=Lean.FUTURE if sign > 0 else Lean.PAST))


def _within(within: Within, clock: Clock) -> Period | None:
    outer = _resolve(within.outer, clock)
    if outer is None:
        return None
    if isinstance(within.inner, Stated) and within.inner.weekday is not None and within.inner.month is None:
        day = weekday_in(outer, within.inner.weekday)
        return Period(day, day) if day else None
    return _resolve(within.inner, replace(clock, today=outer.last, lean=Lean.PAST))


def _part(part: PartName, outer: Period, today: date) -> Period | None:
    if part is PartName.EARLIER and outer.first < today <= outer.last:
        return Period(outer.first, today - timedelta(days=1))
    if part in {PartName.REST, PartName.LATER}:
        return Period(max(outer.first, min(today, outer.last)), outer.last)
    first, last = _bounds(part, outer)
    return Period(outer.first + timedelta(days=first), outer.first + timedelta(days=last))


def _bounds(part: PartName, outer: Period) -> tuple[int, int]:
    """Return the first and the last day of the part, counted from the period's first.

    Early and late are its halves, for writers differ in how much they mean; the beginning, middle and end of a year
    are four months each, and mid-month is the 10th to the 20th.
    """
    length, half = outer.days, outer.days // 2
    if length > _LONGEST_MONTH and part in {PartName.START, PartName.MIDDLE, PartName.END}:
        second, third = (_after_months(outer, length * n // 3) for n in (1, 2))
        starts = {PartName.START: (0, second - 1), PartName.MIDDLE: (second, third - 1)}
        return starts.get(part, (third, length - 1))
    if part is PartName.MIDDLE:
        return (length // 3 - 1, length - length // 3) if length < _SHORTEST_MONTH else _MID_MONTH
    half = _after_months(outer, half) if length > _LONGEST_MONTH else half
    return (0, max(0, half - 1)) if part in {PartName.EARLY, PartName.START, PartName.EARLIER} else (half, length - 1)


def _after_months(outer: Period, days: int) -> int:
    """Return the days to the month's first that is nearest to so many days into the period."""
    near = outer.first + timedelta(days=days + 15)
    return (near.replace(day=1) - outer.first).days


def _range(date_range: DateRange, clock: Clock) -> Period | None:
    if date_range.first is None or date_range.last is None:
        return _opened(date_range, clock)
    if _weight(date_range.last) > _weight(date_range.first):
        last = _resolve(date_range.last, clock)
        first = (
            _resolve(date_range.first, replace(clock, today=last.first, lean=Lean.PAST, mentioned=last))
            if last
            else None
        )
    else:
        first = _resolve(date_range.first, clock)
        last = _resolve(date_range.last, replace(clock, today=first.first, lean=Lean.FUTURE)) if first else None
        last = _resolve(date_range.last, clock) if _weight(date_range.last) == _FIXED else last
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def _weight(when: When) -> int:
    """Return how much a range's end states, so that the other can be read from it: year, month, day."""
    match when:
        case Stated(year=None, month=None):
            return 0
        case Stated(year=None) | Slashed(year=None) | Months(year=None) | Holiday(year=None):
            return 1
        case Part(of=of) | Nth(of=of) | Within(outer=of):
            return _weight(of)
        case RelativeUnit() | Rolling() | Shifted():
            return _FIXED
    return _FIXED - 1


def _opened(date_range: DateRange, clock: Clock) -> Period | None:
    known = date_range.first or date_range.last
    end = _resolve(known, clock) if known else None
    if end is None:
        return None
    if date_range.first is None:
        last = end.first - timedelta(days=1) if date_range.beyond and end.first > date.min else end.last
        return Period(date.min, last)
    first = shift(end.last, 1, Unit.DAY) if date_range.beyond else end.first
    return Period(first, max(first, clock.today)) if first else None
