"""What a date expression states, before anybody knows from which day it counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """A unit of the calendar, in which dates are counted."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    WORKWEEK = "workweek"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class PartName(StrEnum):
    """A part of a longer period."""

    EARLY = "early"
    START = "start"
    MIDDLE = "mid"
    LATE = "late"
    END = "end"
    EARLIER = "earlier"
    """Of the running period, what is over."""
    LATER = "later"
    REST = "rest"
    """Of the running period, what is to come."""


Amounts = tuple[tuple[int, Unit], ...]
"""How many of which unit, such as ``((2, Unit.YEAR), (1, Unit.MONTH))``."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A date by its parts, any of which may be missing: "Sunday, November 24", "April 2019", "2019", "Thursday"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 for Monday."""


@dataclass(frozen=True, slots=True)
class Slashed:
    """Two numbers, one the month and one the day: "11/15/2019"."""

    left: int
    right: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """A run of whole months with a name of its own: a season, a quarter, a half."""

    first: int
    count: int
    year: int | None = None
    turn: int | None = None
    """0 for "this", -1 for "last", 1 for "next"."""


@dataclass(frozen=True, slots=True)
class Years:
    """A run of whole years: a decade, a century."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class RelativeUnit:
    """A whole unit counted from the one that holds today: "last week" is -1, "this month" 0; "yesterday" a day, -1."""

    unit: Unit
    offset: int = 0
    from_mentioned: bool = False
    """Whether the unit that holds the date last mentioned is meant: "that day", "the same week"."""


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A date without a year or a week, moved by one: "last Thursday", "next June", "this Friday"."""

    of: Stated | Slashed
    offset: int


@dataclass(frozen=True, slots=True)
class Rolling:
    """The days just before or after today: "the past two years", "the next three days"."""

    amounts: Amounts
    sign: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """So much before or after a date: "two weeks ago", "three years earlier", "3 days after Christmas"."""

    amounts: Amounts
    sign: int
    of: When | None = None
    from_mentioned: bool = False
    """Whether it counts from the date last mentioned ("earlier", "later")."""


@dataclass(frozen=True, slots=True)
class Nth:
    """Some units of a longer period: "the last week of July", "the first two months of 2019"."""

    unit: Unit
    nth: int
    count: int
    of: When


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period: "early 2018", "the end of March", "the rest of the week"."""

    part: PartName
    of: When


@dataclass(frozen=True, slots=True)
class Within:
    """A date fixed by a longer period: "Monday of last week", "June next year"."""

    inner: When
    outer: When


@dataclass(frozen=True, slots=True)
class Around:
    """The week or weekend that holds a date: "the week of April 10"."""

    unit: Unit
    of: When


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by its name."""

    name: str
    year: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one date to another; an end that is missing is open."""

    first: When | None
    last: When | None
    beyond: bool = False
    """Whether it begins after its first or ends before its last: "after May", "before May"."""


When = (
    Stated
    | Slashed
    | Months
    | Years
    | RelativeUnit
    | RelativeDate
    | Rolling
    | Shifted
    | Nth
    | Part
    | Within
    | Around
    | Holiday
    | DateRange
)
"""Any of them."""

Parsed = tuple[When, int] | None
"""A date and the token after it; None where no date begins."""
