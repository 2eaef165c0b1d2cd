"""What a date expression states, before anybody knows from which day it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.dates.arithmetic import Amounts


@dataclass(frozen=True, slots=True)
class Stated:
    """A date by its parts, any of which may be missing: "Sunday, November 24", "April 2019", "2019", "Thursday"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


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
class Turn:
    """A whole unit counted from the one that holds today: "last week" is -1, "this month" 0; "yesterday" a day, -1."""

    unit: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Turned:
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

    unit: str
    nth: int
    count: int
    of: When


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period: "early", "late", "start", "mid", "end", "earlier" this month, the "rest" of the week."""

    part: str
    of: When


@dataclass(frozen=True, slots=True)
class Within:
    """A date fixed by a longer period: "Monday of last week", "June next year"."""

    inner: When
    outer: When


@dataclass(frozen=True, slots=True)
class Around:
    """The week or weekend that holds a date: "the week of April 10"."""

    unit: str
    of: When


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday by its name."""

    name: str
    year: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
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
    | Turn
    | Turned
    | Rolling
    | Shifted
    | Nth
    | Part
    | Within
    | Around
    | Feast
    | Stretch
)
"""Any of them."""

Parsed = tuple[When, int] | None
"""A date and the token after it; None where no date begins."""
