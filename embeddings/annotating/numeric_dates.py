"""The grammar of dates in digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.date_forms import Slashed, Stated, Years
from embeddings.annotating.date_words import Chain, Kind, Token
from embeddings.annotating.periods import day_of
from embeddings.annotating.stated_dates import PLAUSIBLE, at, full_year, word

if TYPE_CHECKING:
    from embeddings.annotating.date_forms import Parsed


def numeric(chain: Chain, i: int) -> Parsed:
    """Return the date in digits that begins here: 2019-11-16, 11/15/2019, 20191116, 2015-3, 11/2016."""
    numbers, gaps = _digits(chain, i)
    if not numbers:
        return None
    if len(numbers[0].word) == 8:  # noqa: PLR2004 - YYYYMMDD
        value = numbers[0].value
        return _day(value // 10000, value // 100 % 100, value % 100, i + 1)
    if len(numbers) == 3 and gaps[0] == gaps[1]:  # noqa: PLR2004 - a day, a month, a year
        return _three(numbers, gaps[0], i)
    return _two(chain, numbers, gaps, i) if len(numbers) > 1 else None


def _digits(chain: Chain, i: int) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    numbers: list[Token] = []
    while len(numbers) < 3 and (token := at(chain, i + len(numbers))) and token.kind == Kind.NUMBER:  # noqa: PLR2004 - parts of a date
        if numbers and token.gap not in {"-", "–", "/", ".", " "}:
            break
        numbers.append(token)
    return tuple(numbers), tuple(token.gap for token in numbers[1:])


def _three(numbers: tuple[Token, ...], gap: str, i: int) -> Parsed:
    a, b, c = (token.value for token in numbers)
    if len(numbers[0].word) == 4:  # noqa: PLR2004 - digits of a year
        return _day(a, b, c, i + 3)
    if gap == " " or len(numbers[2].word) not in {2, 4}:
        return None
    year = full_year(c)
    if gap == "." and b <= 12:  # noqa: PLR2004 - with full stops the day comes first
        return _day(year, b, a, i + 3)
    valid = day_of(year, a, b) or day_of(year, b, a)
    return (Slashed(a, b, year), i + 3) if valid and year in PLAUSIBLE else None


def _day(year: int, month: int, day: int, after: int) -> Parsed:
    return (Stated(year, month, day), after) if year in PLAUSIBLE and day_of(year, month, day) else None


def _two(chain: Chain, numbers: tuple[Token, ...], gaps: tuple[str, ...], i: int) -> Parsed:
    (a, b), gap = numbers[:2], gaps[0]
    if gap == " ":
        return None
    if len(a.word) == 4 and a.value in PLAUSIBLE:  # noqa: PLR2004 - digits of a year
        season = b.value == (a.value + 1) % 100
        if season and gap in {"-", "/", "–"} and len(b.word) == 2:  # noqa: PLR2004 - digits
            return Years(a.value, 2), i + 2
        return (Stated(a.value, b.value), i + 2) if 1 <= b.value <= 12 and len(b.word) <= 2 else None  # noqa: PLR2004 - months
    if len(b.word) == 4 and b.value in PLAUSIBLE and 1 <= a.value <= 12:  # noqa: PLR2004 - months
        return Stated(b.value, a.value), i + 2
    led = word(chain, i - 1) in {"on", "from", "between", "this", "next", "to", "and", "until", "through"} | set(
        _weekday_words(chain, i)
    )
    either = day_of(2000, a.value, b.value) or day_of(2000, b.value, a.value)
    dated = led and (gap == "/" or bool(_weekday_words(chain, i)) or word(chain, i - 1) != "to")
    return (Slashed(a.value, b.value), i + 2) if either and dated and len(a.word) < 3 and len(b.word) < 3 else None  # noqa: PLR2004 - digits


def slashed(chain: Chain, i: int) -> Parsed:
    """Return the month and day in digits that stand here; for the ends of a range and after a weekday."""
    numbers, gaps = _digits(chain, i)
    if len(numbers) < 2 or gaps[0] not in {"/", "-", "."} or not all(len(each.word) < 3 for each in numbers[:2]):  # noqa: PLR2004 - digits
        return None
    a, b = numbers[0].value, numbers[1].value
    return (Slashed(a, b), i + 2) if day_of(2000, a, b) or day_of(2000, b, a) else None


def _weekday_words(chain: Chain, i: int) -> tuple[str, ...]:
    before = at(chain, i - 1)
    return (before.word,) if before and before.kind == Kind.WEEKDAY else ()
