"""The grammar of dates in digits."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from embeddings.dates.arithmetic import day_of
from embeddings.dates.chains import MONTHS, PLAUSIBLE, SHORT_DIGITS, YEAR_DIGITS, full_year
from embeddings.dates.forms import Slashed, Stated, Years
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.dates.chains import Chain, Token
    from embeddings.dates.forms import Parsed

_JOINS = frozenset({"-", "–", "/", ".", " "})
_MOST = 3
"""Numbers of a date: year, month, day."""
_WHOLE_DIGITS = 8
"""Of a day written in one, as 20191116."""
_BEFORE_A_SHORT_DATE = frozenset({"on", "from", "between", "this", "next", "and", "until", "through"})
"""Words before two numbers that are a month and a day, and no fraction and no score."""
_LEAP_YEAR = 2000
"""Stands in for a year that is not stated: 29 February is a day."""


def numeric(chain: Chain, i: int) -> Parsed:
    """Return the date in digits that begins here: 2019-11-16, 11/15/2019, 20191116, 2015-3, 11/2016."""
    numbers = _numbers(chain, i)
    if not numbers:
        return None
    if len(numbers[0].word) == _WHOLE_DIGITS:
        year, rest = divmod(numbers[0].value, 10_000)
        return _day(year, rest // 100, rest % 100, i + 1)
    if len(numbers) == _MOST and numbers[1].gap == numbers[2].gap:
        return _whole(numbers, i)
    if len(numbers) == 1 or numbers[1].gap == " ":
        return None
    return _month(numbers, i) or (slashed(chain, i) if chain.words[i - 1] in _BEFORE_A_SHORT_DATE else None)


def _numbers(chain: Chain, i: int) -> Sequence[Token]:
    """Return the numbers that stand here side by side, as many as a date may have."""
    first, *others = chain.tokens[i : i + _MOST]
    if first.kind is not Kind.NUMBER:
        return ()
    return (first, *takewhile(lambda token: token.kind is Kind.NUMBER and token.gap in _JOINS, others))


def _whole(numbers: Sequence[Token], i: int) -> Parsed:
    """Return a date of three numbers: the year first, or last behind a day and a month in either order."""
    a, b, c = (token.value for token in numbers)
    gap = numbers[1].gap
    if len(numbers[0].word) == YEAR_DIGITS:
        return _day(a, b, c, i + _MOST)
    if gap == " " or len(numbers[2].word) not in {SHORT_DIGITS, YEAR_DIGITS}:
        return None
    year = full_year(c)
    if gap == "." and b in MONTHS:
        return _day(year, b, a, i + _MOST)
    return (Slashed(a, b, year), i + _MOST) if year in PLAUSIBLE and _is_either(a, b, year) else None


def _is_either(a: int, b: int, year: int = _LEAP_YEAR) -> bool:
    return day_of(year, a, b) is not None or day_of(year, b, a) is not None


def _day(year: int, month: int, day: int, after: int) -> Parsed:
    return (Stated(year, month, day), after) if year in PLAUSIBLE and day_of(year, month, day) else None


def _month(numbers: Sequence[Token], i: int) -> Parsed:
    """Return a year and a month, or a season over two years: "2015-3", "11/2016", "2015-16"."""
    a, b = numbers[:2]
    if len(a.word) == YEAR_DIGITS and a.value in PLAUSIBLE:
        if len(b.word) == SHORT_DIGITS and b.value == (a.value + 1) % 100:
            return Years(a.value, 2), i + 2
        return (Stated(a.value, b.value), i + 2) if b.value in MONTHS and len(b.word) <= SHORT_DIGITS else None
    is_month = len(b.word) == YEAR_DIGITS and b.value in PLAUSIBLE and a.value in MONTHS
    return (Stated(b.value, a.value), i + 2) if is_month else None


def slashed(chain: Chain, i: int) -> Parsed:
    """Return the month and day in digits that stand here: behind a weekday, and at the ends of a range, "10/1-11/7"."""
    a, b = chain.tokens[i : i + 2]
    if a.kind is not Kind.NUMBER or b.kind is not Kind.NUMBER or b.gap not in {"/", "-", "."}:
        return None
    is_short = len(a.word) <= SHORT_DIGITS and len(b.word) <= SHORT_DIGITS
    return (Slashed(a.value, b.value), i + 2) if is_short and _is_either(a.value, b.value) else None
