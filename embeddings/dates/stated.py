"""The grammar of dates that are printed by their parts: weekday, day, month, year, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.dates.arithmetic import day_of
from embeddings.dates.bare import is_day, is_month, is_weekday, is_weekday_with_number, is_year
from embeddings.dates.chains import (
    DAYS,
    PLAUSIBLE,
    SHORT_DIGITS,
    at,
    cardinal,
    day_number,
    follows,
    full_year,
    ordinal,
    word,
    year_in_words,
)
from embeddings.dates.forms import Stated
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain, Token
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


def stated(chain: Chain, i: int) -> Parsed:
    """Return the date that begins here by whatever parts stand next to one another, in any order that news prints."""
    walk, best = _Walk(Stated(), i), None
    while (step := _step(chain, walk, opening=walk.i == i)) is not None:
        walk = step
        if _is_whole(chain, i, walk):
            best = walk
    return (best.date, best.i) if best else None


def _step(chain: Chain, walk: _Walk, *, opening: bool) -> _Walk | None:
    """Return the walk with one part more; None where the next token is no part of the date."""
    if opening:
        j = walk.i + (word(chain, walk.i) == "the" and ordinal(chain, walk.i + 1) is not None)
        return _fill(chain, walk, j) if at(chain, j) else None
    token = at(chain, walk.i)
    if token is None or token.gap not in _JOINS or (token.gap == "(" and walk.date.weekday is None):
        return None
    j = walk.i
    while word(chain, j) in _BRIDGES and chain.tokens[j].gap in {" ", ","}:
        j += 1
    return _fill(chain, walk, j) if at(chain, j) else None


def _fill(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    token, date = chain.tokens[j], walk.date
    if token.kind == Kind.WEEKDAY and date == Stated():
        return _Walk(Stated(weekday=token.value), j + 1)
    if token.kind == Kind.MONTH and date.month is None:
        return replace(walk, date=replace(date, month=token.value), i=j + 1)
    nth = ordinal(chain, j) if date.day is None else None
    if nth and nth[0] in DAYS:
        return _Walk(replace(date, day=nth[0]), nth[1] + follows(chain, nth[1], "day"), ordinal_day=True)
    return _with_year(chain, walk, j) or _with_day(chain, walk, j) or _with_short_year(chain, walk, j)


def _with_year(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    if walk.date.year is not None:
        return None
    token = chain.tokens[j]
    found = (token.value, j + 1) if token.kind == Kind.NUMBER else year_in_words(chain, j)
    if found is None or found[0] not in PLAUSIBLE:
        return None
    return replace(walk, date=replace(walk.date, year=found[0]), i=found[1])


def _with_day(chain: Chain, walk: _Walk, j: int) -> _Walk | None:
    """Return the walk with a plain number as its day; "in April, 11 people" and "April of 87" hold none."""
    found = day_number(chain, j) if walk.date.day is None else None
    if found is None or (walk.date.month and (j > walk.i or _is_comma(chain.tokens[j]))):
        return None
    return _Walk(replace(walk.date, day=found[0]), found[1])


def _is_comma(token: Token) -> bool:
    return token.gap == ","


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
        named = date.day is not None or date.year is not None or date.weekday is not None
        return _exists(date) and (named or is_month(chain, i, last))
    if date.year is not None:
        return date.day is None and date.weekday is None and is_year(chain, i, last)
    if date.weekday is not None and date.day is not None:
        return walk.ordinal_day or is_weekday_with_number(chain, walk.i)
    if date.weekday is not None:
        return is_weekday(chain, i)
    return walk.ordinal_day and is_day(chain, i, last)


def _exists(date: Stated) -> bool:
    return date.month is None or date.day is None or day_of(date.year or _LEAP_YEAR, date.month, date.day) is not None
