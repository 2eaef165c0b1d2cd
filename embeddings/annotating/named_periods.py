"""The grammar of periods with a name of their own: decades, centuries, quarters, halves, seasons, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.date_forms import Around, Feast, Months, Years
from embeddings.annotating.date_words import Chain, Kind, Token
from embeddings.annotating.stated_dates import (
    BEFORE_A_DATE,
    MODERN,
    PLAUSIBLE,
    TURNS,
    at,
    cardinal,
    follows,
    ordinal,
    word,
    year_in_words,
)

if TYPE_CHECKING:
    from embeddings.annotating.date_forms import Parsed


def decade(chain: Chain, i: int) -> Parsed:
    """Return the decade or century that begins here: "the 1970s", "the '40s", "the seventies", "the 21st century"."""
    i += word(chain, i) == "the"
    nth = ordinal(chain, i)
    if nth and follows(chain, nth[1], "century") and 1 < nth[0] < 30:  # noqa: PLR2004 - centuries of our era
        return Years((nth[0] - 1) * 100, 100), nth[1] + 1
    token = at(chain, i)
    if token and token.kind == Kind.NUMBER and token.value % 10 == 0 and _has_s(chain, i + 1):
        return _decade(token, i + 2)
    if token and token.kind == Kind.DECADE and token.word != "tens":
        return Years((2000 if token.value < 10 else 1900) + token.value, 10), i + 1  # noqa: PLR2004 - the noughties
    return _decade_in_words(chain, i)


def _has_s(chain: Chain, i: int) -> bool:
    token = at(chain, i)
    return token is not None and token.word == "s" and token.gap in {"", "'", "’", " "}


def _decade(token: Token, after: int) -> Parsed:
    if len(token.word) == 4 and token.value in PLAUSIBLE:  # noqa: PLR2004 - digits of a year
        return Years(token.value, 10), after
    return (Years(1900 + token.value, 10), after) if len(token.word) == 2 and token.value >= 20 else None  # noqa: PLR2004 - '40s


def _decade_in_words(chain: Chain, i: int) -> Parsed:
    head = cardinal(chain, i)
    if head is None:
        return None
    value, j = head
    if follows(chain, j, "thousand"):
        j, value = j + 1 + follows(chain, j + 1, "and"), value * 10
    last = at(chain, j)
    return (
        (Years(value * 100 + last.value, 10), j + 1)
        if last and last.kind == Kind.DECADE and 10 <= value <= 20
        else None
    )  # noqa: PLR2004 - centuries


def quarter(chain: Chain, i: int) -> Parsed:
    """Return the quarter, half or season that begins here, with the year on either side of it."""
    turn, j = _turn(chain, i)
    year, j = _leading_year(chain, j) if turn is None else (None, j)
    named = _named_months(chain, j)
    if named is None:
        return None
    first, count, k = named
    if year is None and turn is None:
        year, k = _trailing_year(chain, k)
    is_season = (
        chain.tokens[k - 1].kind == Kind.SEASON or chain.tokens[j].kind == Kind.SEASON or word(chain, j) == "the"
    )
    if is_season and year is None and turn is None and not _is_bare_season(chain, i, k):
        return None
    return Months(first, count, year, turn), k


def _turn(chain: Chain, i: int) -> tuple[int | None, int]:
    i += word(chain, i) == "the"
    return (TURNS[word(chain, i)], i + 1) if word(chain, i) in TURNS else (None, i)


def _leading_year(chain: Chain, i: int) -> tuple[int | None, int]:
    token = at(chain, i)
    if (
        token
        and token.kind == Kind.NUMBER
        and token.value in MODERN
        and (after := at(chain, i + 1))
        and after.gap in {" ", "-", ""}
    ):
        return token.value, i + 1 + (after.word == "the")
    return None, i


def _trailing_year(chain: Chain, i: int) -> tuple[int | None, int]:
    j = i + (word(chain, i) in {"of", "in"})
    j += (
        j > i
        and follows(chain, j, "the", "year")
        and (after := at(chain, j + 2)) is not None
        and after.kind == Kind.NUMBER
    )
    token = at(chain, j)
    if token and token.kind == Kind.NUMBER and token.value in MODERN and token.gap in {" ", ",", "-"}:
        return token.value, j + 1
    written = year_in_words(chain, j)
    return (written[0], written[1]) if written and written[0] in MODERN else (None, i)


def _named_months(chain: Chain, i: int) -> tuple[int, int, int] | None:
    """Return the first month, the number of months, and the token after "Q3", "third quarter", "H1" or "spring"."""
    i += word(chain, i) == "the"
    token, after = at(chain, i), at(chain, i + 1)
    if token and token.kind == Kind.SEASON:
        return token.value, 3, i + 1
    if token and after and token.word in {"q", "h"} and after.kind == Kind.NUMBER and after.gap == "":
        count = 3 if token.word == "q" else 6
        return ((after.value - 1) * count + 1, count, i + 2) if 1 <= after.value <= 12 // count else None
    nth = ordinal(chain, i)
    counts = {"quarter": 3, "half": 6}
    if nth and word(chain, nth[1]) in counts and 1 <= nth[0] <= 12 // counts[word(chain, nth[1])]:
        count = counts[word(chain, nth[1])]
        return ((nth[0] - 1) * count + 1, count, nth[1] + 1) if count == 3 or _dated(chain, nth[1] + 1) else None  # noqa: PLR2004 - a quarter
    return None


def _dated(chain: Chain, i: int) -> bool:
    """Return whether a year follows: a half is more often one of something else."""
    return _trailing_year(chain, i)[0] is not None


def _is_bare_season(chain: Chain, i: int, after: int) -> bool:
    """Return whether a season without a year is one, and not a verb or the fall of a city."""
    token = chain.tokens[after - 1]
    led = word(chain, i - 1) in {"in", "since", "during", "until", "by", "early", "late", "mid"}
    return token.kind != Kind.SEASON or (
        led and word(chain, after) != "of" and not chain.text.startswith(" of", token.end)
    )


_FEASTS = {
    ("christmas",): "christmas", ("christmas", "day"): "christmas", ("christmas", "eve"): "christmas eve",
    ("new", "year"): "new year", ("new", "year", "s"): "new year", ("new", "year", "day"): "new year",
    ("new", "year", "s", "day"): "new year", ("new", "year", "s", "eve"): "new year's eve",
    ("thanksgiving",): "thanksgiving", ("thanksgiving", "day"): "thanksgiving", ("black", "weekday"): "black friday",
    ("easter",): "easter", ("easter", "weekday"): "easter", ("good", "weekday"): "good friday",
    ("halloween",): "halloween", ("independence", "day"): "independence day", ("labor", "day"): "labor day",
    ("labour", "day"): "labor day", ("memorial", "day"): "memorial day", ("veterans", "day"): "veterans day",
    ("valentine", "s", "day"): "valentine's day", ("st", "patrick"): "st patrick", ("saint", "patrick"): "st patrick",
    ("st", "patrick", "s", "day"): "st patrick", ("boxing", "day"): "boxing day", ("earth", "day"): "earth day",
    ("presidents", "day"): "presidents day",
}  # fmt: skip
_LONGEST_FEAST = 4


def feast(chain: Chain, i: int) -> Parsed:
    """Return the holiday that begins here, with its year if it has one; a bare one needs a word that leads to a date."""
    turn, j = _turn(chain, i)
    words = tuple(
        "weekday" if token.kind == Kind.WEEKDAY else token.word for token in chain.tokens[j : j + _LONGEST_FEAST]
    )
    for length in range(len(words), 0, -1):
        if name := _FEASTS.get(words[:length]):
            return _dated_feast(chain, i, name, turn, j + length)
    return None


def _dated_feast(chain: Chain, i: int, name: str, turn: int | None, after: int) -> Parsed:
    year, k = _trailing_year(chain, after)
    if follows(chain, k, "weekend"):
        year, k = _trailing_year(chain, k + 1) if year is None else (year, k + 1)
        return Around("weekend", Feast(name, year, turn)), k
    led = turn is not None or year is not None or word(chain, i - 1) in BEFORE_A_DATE or word(chain, i - 1) == "of"
    return (Feast(name, year, turn), k) if led else None
