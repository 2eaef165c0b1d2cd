"""The grammar of dates that are printed by their parts: weekday, day, month, year, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.dates.arithmetic import day_of
from embeddings.dates.bare import is_day, is_day_of, is_month, is_weekday, is_weekday_with_number, is_year
from embeddings.dates.chains import (
    DAYS,
    PLAUSIBLE,
    SHORT_DIGITS,
    cardinal,
    day_number,
    follows,
    full_year,
    ordinal,
    year_in_words,
)
from embeddings.dates.forms import Stated
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain
    from embeddings.dates.forms import Parsed

_JOINS = frozenset({" ", ",", "-", "/", ".", "(", "–", ""})
"""What may stand between the parts of one date."""
_BRIDGES = frozenset({"the", "of", "in"})
"""Words that may."""
_LEAP_YEAR = 2000
"""Stands in for a year that is not stated: 29 February is a day."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """How far a date has been read."""

    date: Stated
    i: int
    """The token after it."""
    ordinal_day: bool = False
    day_at: int = 0
    month_at: int = 0
    """The tokens of the day and of the month, where there are any."""


def stated(chain: Chain, i: int) -> Parsed:
    """Return the date that begins here by whatever parts stand next to one another, in any order that news prints."""
    walk, best = _first(chain, i), None
    while walk is not None:
        if _is_whole(chain, i, walk):
            best = walk
        walk = _next(chain, walk)
    return (best.date, best.i) if best else None


def _first(chain: Chain, i: int) -> _Walk | None:
    j = i + (chain.words[i] == "the" and ordinal(chain, i + 1) is not None)
    return _with_part(chain, _Walk(Stated(), i), j)


def _next(chain: Chain, walk: _Walk) -> _Walk | None:
    """Return the walk with one part more; None where the next token is no part of the date."""
    gap = chain.tokens[walk.i].gap
    if gap not in _JOINS or (gap == "(" and walk.date.weekday is None):
        return None
    j = walk.i
    while chain.words[j] in _BRIDGES and chain.tokens[j].gap in {" ", ","}:
        j += 1
    return _with_part(chain, walk, j)


def _with_part(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    token, date = chain.tokens[j], walk.date
    if token.kind is Kind.WEEKDAY and date == Stated():
        return _Walk(Stated(weekday=token.value), j + 1)
    if token.kind is Kind.MONTH and date.month is None:
        dated = Stated(date.year, token.value, date.day, date.weekday)
        return replace(walk, date=dated, i=j + 1, month_at=j)
    nth = ordinal(chain, j) if date.day is None else None
    if nth and nth[0] in DAYS:
        after = nth[1] + follows(chain, nth[1], "day")
        dated = Stated(date.year, date.month, nth[0], date.weekday)
        return replace(walk, date=dated, i=after, ordinal_day=True, day_at=j)
    if token.kind not in {Kind.NUMBER, Kind.CARDINAL}:
        return None
    return _with_year(chain, walk, j) or _with_day(chain, walk, j) or _with_short_year(chain, walk, j)


def _with_year(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    if walk.date.year is not None:
        return None
    token = chain.tokens[j]
    year = (token.value, j + 1) if token.kind is Kind.NUMBER else year_in_words(chain, j)
    if year is None or year[0] not in PLAUSIBLE:
        return None
    return replace(walk, date=replace(walk.date, year=year[0]), i=year[1])


def _with_day(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    """Return the walk with a plain number as its day; "in April, 11 people" and "April of 87" hold none."""
    number = day_number(chain, j) if walk.date.day is None else None
    if number is None or (walk.date.month and (j > walk.i or chain.tokens[j].gap == ",")):
        return None
    return replace(walk, date=replace(walk.date, day=number[0]), i=number[1], day_at=j)


def _with_short_year(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    """Return the walk with two digits as its year: "15 April of 87", "23-Sep-20"."""
    token, date = chain.tokens[j], walk.date
    number = cardinal(chain, j)
    if number is None or date.year is not None or date.month is None or len(token.word) != SHORT_DIGITS:
        return None
    bridged = j > walk.i
    dashed = token.gap in {"/", "-"} and token.gap == chain.tokens[j - 1].gap
    if not bridged and (date.day is None or not (walk.ordinal_day or dashed or token.gap in {"'", "’"})):
        return None
    return replace(walk, date=replace(date, year=full_year(number[0])), i=number[1])


def _is_whole(chain: Chain, i: int, walk: _Walk) -> bool:
    """Return whether what has been read from token ``i`` on is a date as it is."""
    date, last = walk.date, walk.i - 1
    if date.month is not None:
        return _exists(date) and _is_month(chain, i, walk)
    if date.year is not None:
        return date.day is None and date.weekday is None and is_year(chain, i, last)
    if date.weekday is not None and date.day is not None:
        return walk.ordinal_day or is_weekday_with_number(chain, walk.i)
    if date.weekday is not None:
        return is_weekday(chain, i)
    return walk.ordinal_day and is_day(chain, i, last)


def _is_month(chain: Chain, i: int, walk: _Walk) -> bool:
    date = walk.date
    if date.year is not None or date.weekday is not None:
        return True
    if date.day is None:
        return is_month(chain, i, walk.i - 1)
    return is_day_of(chain, walk.day_at, walk.month_at, is_ordinal=walk.ordinal_day)


def _exists(date: Stated) -> bool:
    return date.month is None or date.day is None or day_of(date.year or _LEAP_YEAR, date.month, date.day) is not None
