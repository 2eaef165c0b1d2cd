"""The grammar of periods with a name of their own: decades, centuries, quarters, halves, seasons, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.bare import BEFORE_A_DATE
from embeddings.dates.chains import (
    MODERN,
    PLAUSIBLE,
    SHORT_DIGITS,
    YEAR_DIGITS,
    cardinal,
    follows,
    ordinal,
    year_in_words,
)
from embeddings.dates.forms import Around, Holiday, Months, Unit, Years
from embeddings.dates.holidays import LONGEST_HOLIDAY, names
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain, Token
    from embeddings.dates.forms import Parsed

_SHORT_DECADES = range(20, 100, 10)
"""The tens and the noughties are not printed as '10s and '00s."""
_CENTURIES = range(2, 30)
"""Ordinals before "century" that mean a time."""
_DECADE_CENTURIES = range(10, 21)
"""Centuries of "nineteen seventies"."""
_SEASON = 3
"""Months of a season, and of a quarter."""
_PARTS = {"q": 3, "quarter": 3, "h": 6, "half": 6}
"""Months of each part of a year."""
_BEFORE_A_SEASON = frozenset({"in", "since", "during", "until", "by", "early", "late", "mid"})


def decade(chain: Chain, i: int) -> Parsed:
    """Return the decade or century that begins here: "the 1970s", "the '40s", "the seventies", "the 21st century"."""
    i += chain.words[i] == "the"
    nth = ordinal(chain, i)
    if nth and nth[0] in _CENTURIES and follows(chain, nth[1], "century"):
        return Years((nth[0] - 1) * 100, 100), nth[1] + 1
    token = chain.tokens[i]
    if token.kind is Kind.NUMBER and _has_s(chain.tokens[i + 1]):
        return _decade_in_digits(token, i + 2)
    if token.kind is Kind.DECADE and token.word != "tens":
        return Years(token.value + (1900 if token.value else 2000), 10), i + 1
    return _decade_in_words(chain, i)


def _has_s(token: Token) -> bool:
    return token.word == "s" and token.gap in {"", "'", "’", " "}


def _decade_in_digits(token: Token, after: int) -> Parsed:
    if len(token.word) == YEAR_DIGITS and token.value in PLAUSIBLE and token.value % 10 == 0:
        return Years(token.value, 10), after
    is_short = len(token.word) == SHORT_DIGITS and token.value in _SHORT_DECADES
    return (Years(1900 + token.value, 10), after) if is_short else None


def _decade_in_words(chain: Chain, i: int) -> Parsed:
    """Return "the nineteen seventies", "the twenty-tens", "the two thousand and tens"."""
    head = cardinal(chain, i)
    if head is None:
        return None
    value, j = head
    if follows(chain, j, "thousand"):
        j, value = j + 1 + follows(chain, j + 1, "and"), value * 10
    last = chain.tokens[j]
    is_decade = last.kind is Kind.DECADE and value in _DECADE_CENTURIES
    return (Years(value * 100 + last.value, 10), j + 1) if is_decade else None


def quarter(chain: Chain, i: int) -> Parsed:
    """Return the quarter, half or season that begins here, with the year on either side of it."""
    turn, j = _turn(chain, i)
    year, j = _year_before(chain, j) if turn is None else (None, j)
    named = _named_months(chain, j)
    if named is None:
        return None
    months, k = named
    if year is None and turn is None:
        year, k = _year_behind(chain, k)
    if year is None and turn is None and not _stands_alone(chain, i, named[1]):
        return None
    return Months(months.first, months.count, year, turn), k


def _turn(chain: Chain, i: int) -> tuple[int | None, int]:
    """Return the turn of "this", "last" or "next" that stands here, if any, and the token after it."""
    i += chain.words[i] == "the"
    token = chain.tokens[i]
    return (token.value, i + 1) if token.kind is Kind.TURN else (None, i)


def _year_before(chain: Chain, i: int) -> tuple[int | None, int]:
    token, after = chain.tokens[i : i + 2]
    is_year = _is_year(token) and after.gap in {" ", "-", ""} and after.kind is not Kind.END
    return (token.value, i + 1) if is_year else (None, i)


def _is_year(token: Token) -> bool:
    return token.kind is Kind.NUMBER and token.value in MODERN


def _year_behind(chain: Chain, i: int) -> tuple[int | None, int]:
    """Return the year that stands here, perhaps behind an "of", and the token after it."""
    j = i + (chain.words[i] in {"of", "in"})
    token = chain.tokens[j]
    if _is_year(token) and token.gap in {" ", ",", "-"}:
        return token.value, j + 1
    written = year_in_words(chain, j)
    return written if written and written[0] in MODERN else (None, i)


def _named_months(chain: Chain, i: int) -> tuple[Months, int] | None:
    """Return the months of "Q3", "the third quarter", "H1" or "spring", and the token after it."""
    i += chain.words[i] == "the"
    token, after = chain.tokens[i : i + 2]
    if token.kind is Kind.SEASON:
        return Months(token.value, _SEASON), i + 1
    if token.word in {"q", "h"} and after.kind is Kind.NUMBER and after.gap == "":
        return _part_of_year(token.word, after.value, i + 2)
    nth = ordinal(chain, i)
    return _part_of_year(chain.words[nth[1]], nth[0], nth[1] + 1) if nth else None


def _part_of_year(name: str, number: int, after: int) -> tuple[Months, int] | None:
    count = _PARTS.get(name)
    if count is None or number not in range(1, 12 // count + 1):
        return None
    return Months((number - 1) * count + 1, count), after


def _stands_alone(chain: Chain, i: int, after: int) -> bool:
    """Return whether the name means a period without a year; "fall" is a verb too, and a half one of anything."""
    token = chain.tokens[after - 1]
    if token.kind is not Kind.SEASON:
        return token.word != "half"
    return chain.words[i - 1] in _BEFORE_A_SEASON and not chain.text.startswith(" of", token.end)


def holiday(chain: Chain, i: int) -> Parsed:
    """Return the holiday that begins here, with its year; a bare one needs a word before it that leads to a date."""
    turn, j = _turn(chain, i)
    tokens = chain.tokens[j : j + LONGEST_HOLIDAY]
    words = ["weekday" if token.kind is Kind.WEEKDAY else token.word for token in tokens]
    for length in range(len(words), 0, -1):
        if name := names().get(" ".join(words[:length])):
            return _dated(chain, i, Holiday(name, turn=turn), j + length)
    return None


def _dated(chain: Chain, i: int, named: Holiday, after: int) -> Parsed:
    year, k = _year_behind(chain, after)
    if follows(chain, k, "weekend"):
        year, k = _year_behind(chain, k + 1) if year is None else (year, k + 1)
        return Around(Unit.WEEKEND, Holiday(named.name, year, named.turn)), k
    led = chain.words[i - 1] in BEFORE_A_DATE or chain.words[i - 1] == "of"
    return (Holiday(named.name, year, named.turn), k) if led or year or named.turn is not None else None
