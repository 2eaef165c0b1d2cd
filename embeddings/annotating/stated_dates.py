"""The grammar of dates that are printed by their parts: weekday, day, month, year, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.annotating.date_forms import Stated
from embeddings.annotating.date_words import Chain, Kind, Token
from embeddings.annotating.periods import day_of

if TYPE_CHECKING:
    from embeddings.annotating.date_forms import Parsed

_SPACED = frozenset({" "})
_JOINS = frozenset({" ", ",", "-", "/", ".", "(", "–", ""})
"""What may stand between the parts of one date."""
TURNS = {"this": 0, "current": 0, "same": 0, "that": 0, "last": -1, "past": -1, "previous": -1, "prior": -1,
          "next": 1, "coming": 1, "upcoming": 1, "following": 1}  # fmt: skip
BEFORE_A_DATE = frozenset(
    "in by since until till last this next past early late mid during between before after through on from throughout "
    "over around about end beginning middle prior previous".split()
)
_BEFORE_A_YEAR = BEFORE_A_DATE | {"of", "year", "to", "and", "for", "summer", "spring", "fall", "autumn", "winter"}
_NAMES_TOO = frozenset({"may", "march", "april", "june", "august"})
"""Months that are also names or verbs."""
_OF_A_MONTH = frozenset("end beginning start middle week weeks half month day days rest part".split())
"""Before "of" and a month."""
_NEWSPAPERS = frozenset("times telegraph mail mirror express herald post tribune star world sun night".split())
"""After a weekday, the title of a newspaper or a show."""
PLAUSIBLE = range(1000, 2200)
MODERN = range(1900, 2100)
_PIVOT = 30
"""Two digits below it are of this century."""


def at(chain: Chain, i: int) -> Token | None:
    """Return the chain's token, or None beyond its ends."""
    return chain.tokens[i] if 0 <= i < len(chain.tokens) else None


def word(chain: Chain, i: int) -> str:
    """Return the token's word, or nothing beyond the chain's ends."""
    found = at(chain, i)
    return found.word if found else ""


def follows(chain: Chain, i: int, *words: str) -> bool:
    """Return whether these words stand here, with nothing but space before each."""
    return all(word(chain, i + n) == each and chain.tokens[i + n].gap in _SPACED for n, each in enumerate(words))


def cardinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the number in digits or words that stands here, and the token after it."""
    first = at(chain, i)
    if first is None or first.kind not in {Kind.NUMBER, Kind.CARDINAL}:
        return None
    if first.kind == Kind.NUMBER:
        return first.value, i + 1
    if first.value >= 20 and (unit := at(chain, i + 1)) and unit.kind == Kind.CARDINAL and 0 < unit.value < 10:  # noqa: PLR2004 - "twenty nine"
        return (first.value + unit.value, i + 2) if unit.gap in {" ", "-"} else (first.value, i + 1)
    return first.value, i + 1


def ordinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the ordinal in digits or words that stands here, and the token after it."""
    first, second = at(chain, i), at(chain, i + 1)
    if first is None:
        return None
    if first.kind == Kind.ORDINAL:
        return first.value, i + 1
    if first.kind == Kind.NUMBER and second and second.word in {"st", "nd", "rd", "th"} and second.gap in {"", " "}:
        return first.value, i + 2
    if first.kind == Kind.CARDINAL and first.value >= 20 and second and second.kind == Kind.ORDINAL:  # noqa: PLR2004 - "twenty second"
        return first.value + second.value, i + 2
    return None


def year_in_words(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the year in words that stands here: "nineteen eighty six", "two thousand and five"."""
    head = cardinal(chain, i)
    if head is None or chain.tokens[i].kind != Kind.CARDINAL:
        return None
    value, j = head
    if follows(chain, j, "thousand"):
        return _rest_of_year(chain, value * 1000, j + 1)
    if follows(chain, j, "hundred"):
        return _rest_of_year(chain, value * 100, j + 1)
    tail = cardinal(chain, j)
    if tail and value in range(10, 22) and tail[0] in range(10, 100) and chain.tokens[j].kind == Kind.CARDINAL:
        return value * 100 + tail[0], tail[1]
    return None


def _rest_of_year(chain: Chain, value: int, j: int) -> tuple[int, int]:
    k = j + 1 if follows(chain, j, "and") else j
    tail = cardinal(chain, k)
    if tail is None or chain.tokens[k].kind != Kind.CARDINAL:
        return value, j
    if follows(chain, tail[1], "hundred"):
        return _rest_of_year(chain, value + tail[0] * 100, tail[1] + 1)
    return value + tail[0], tail[1]


def full_year(number: int) -> int:
    """Return the year that two digits stand for."""
    return number if number >= 100 else number + (2000 if number < _PIVOT else 1900)  # noqa: PLR2004 - two digits


@dataclass(frozen=True, slots=True)
class _Walk:
    """How far a date has been read."""

    date: Stated
    i: int
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
    j = walk.i
    token = at(chain, j)
    if token is None or (not opening and token.gap not in _JOINS):
        return None
    if token.gap == "(" and walk.date != Stated(weekday=walk.date.weekday):
        return None
    bridged = False
    while not opening and token and token.word in {"the", "of", "in"} and token.gap in {" ", ","}:
        j, bridged = j + 1, True
        token = at(chain, j)
    if opening and token and token.word == "the" and ordinal(chain, j + 1):
        j, token = j + 1, at(chain, j + 1)
    return None if token is None else _fill(chain, walk, j, bridged=bridged, opening=opening)


def _fill(chain: Chain, walk: _Walk, j: int, *, bridged: bool, opening: bool) -> _Walk | None:
    token, date = chain.tokens[j], walk.date
    if token.kind == Kind.WEEKDAY and date.weekday is None and (opening or date == Stated()):
        return replace(walk, date=replace(date, weekday=token.value), i=j + 1)
    if token.kind == Kind.MONTH and date.month is None:
        return _Walk(replace(date, month=token.value), j + 1, walk.ordinal_day)
    if date.day is None and (nth := ordinal(chain, j)) and 1 <= nth[0] <= 31:  # noqa: PLR2004 - days of a month
        after = nth[1] + 1 if follows(chain, nth[1], "day") else nth[1]
        return _Walk(replace(date, day=nth[0]), after, ordinal_day=True)
    return _fill_number(chain, walk, j, bridged=bridged, opening=opening)


def _fill_number(chain: Chain, walk: _Walk, j: int, *, bridged: bool, opening: bool) -> _Walk | None:
    token, date = chain.tokens[j], walk.date
    if date.year is None and (year := year_in_words(chain, j)):
        return replace(walk, date=replace(date, year=year[0]), i=year[1]) if year[0] in PLAUSIBLE else None
    number = cardinal(chain, j)
    if number is None:
        return None
    value, after = number
    if value in PLAUSIBLE and token.kind == Kind.NUMBER and date.year is None:
        return replace(walk, date=replace(date, year=value), i=after)
    if date.day is None and 1 <= value <= 31 and len(token.word) <= 2 + 8 * (token.kind == Kind.CARDINAL):  # noqa: PLR2004 - days
        return _with_day(chain, walk, value, j, after)
    if (
        date.month
        and (date.day or bridged)
        and date.year is None
        and len(token.word) == 2
        and _may_be_short(chain, walk, j, bridged=bridged)
    ):  # noqa: PLR2004 - '87
        return replace(walk, date=replace(date, year=full_year(value)), i=after)
    return None


def _with_day(chain: Chain, walk: _Walk, value: int, j: int, after: int) -> _Walk | None:
    """Return the walk with a plain number as its day; "in April, 11 people" and "April of 87" hold none."""
    token, date = chain.tokens[j], walk.date
    if date.month and token.gap in {","} and not date.weekday:
        return None
    if j > walk.i and date.month and chain.tokens[j - 1].word in {"of", "in"}:
        return None
    return _Walk(replace(date, day=value), after, ordinal_day=False)


def _may_be_short(chain: Chain, walk: _Walk, j: int, *, bridged: bool) -> bool:
    gap, before = chain.tokens[j].gap, chain.tokens[j - 1].gap
    return bridged or walk.ordinal_day or gap in {"'", "’"} or (gap in {"/", "-"} and gap == before)


def _is_whole(chain: Chain, i: int, walk: _Walk) -> bool:
    date = walk.date
    if date.month is not None:
        dated = date.day is not None or date.year is not None
        return _is_day(date) and (dated or _is_bare_month(chain, i, walk))
    if date.year is not None:
        return date.day is None and date.weekday is None and _is_bare_year(chain, i, walk)
    if date.weekday is not None:
        return _is_weekday(chain, i, walk)
    return date.day is not None and walk.ordinal_day and _is_bare_day(chain, i, walk)


def _is_day(date: Stated) -> bool:
    return date.month is None or date.day is None or day_of(date.year or 2000, date.month, date.day) is not None


def _is_bare_month(chain: Chain, i: int, walk: _Walk) -> bool:
    """Return whether a month's name alone is a month here, and not a person or a verb."""
    token = chain.tokens[walk.i - 1]
    led = word(chain, i - 1) in BEFORE_A_DATE and token.gap == " "
    if walk.date.weekday is not None:
        return True
    if word(chain, i - 1) == "of" and word(chain, i - 2) in _OF_A_MONTH:
        return True
    if token.word in {"may", "march"} or token.short:
        return led and (token.capital or word(chain, i - 1) not in {"on", "about", "around", "over", "before"})
    if token.word in _NAMES_TOO:
        return led or word(chain, i - 1) in {"of", "to", "and", "the"} or not _is_named(chain, walk.i - 1)
    return True


def _is_named(chain: Chain, i: int) -> bool:
    """Return whether the token is capitalised beside another capitalised word, as a person's name is."""
    token = chain.tokens[i]
    after = chain.text[token.end : token.end + 2]
    return token.capital and after[:1] == " " and after[1:].isupper()


def _is_bare_year(chain: Chain, i: int, walk: _Walk) -> bool:
    """Return whether a number alone is a year here, and not a count."""
    first, last = chain.tokens[i], chain.tokens[walk.i - 1]
    led = word(chain, i - 1) in _BEFORE_A_YEAR and first.gap in _SPACED
    if first.kind != Kind.NUMBER:
        return led and not _word_follows(chain, last)
    if (
        first.start
        and chain.text[first.start - 1] in "-/.:+"
        and not chain.text[first.start - 1 : first.start].isspace()
    ):
        return (
            chain.text[first.start - 1] in "-/"
            and len(first.word) == 4
            and first.value in MODERN
            and word(chain, i - 1) != ""
        )  # noqa: PLR2004 - digits
    return first.value in MODERN or (led and len(first.word) == 4)  # noqa: PLR2004 - digits of a year


def _word_follows(chain: Chain, token: Token) -> bool:
    after = chain.text[token.end : token.end + 2]
    return after[:1] == " " and after[1:].isalpha()


def _is_weekday(chain: Chain, i: int, walk: _Walk) -> bool:
    token, last = chain.tokens[i], chain.tokens[walk.i - 1]
    if walk.date.day is not None:
        return walk.ordinal_day or (
            last.gap == " " and not _word_follows(chain, last) and not _number_follows(chain, walk.i)
        )
    if token.short and len(token.word) > token.end - token.start:
        return token.capital and word(chain, i - 1) in BEFORE_A_DATE and not _is_name_after(chain, i)
    return not _is_title(chain.text, token)


def _number_follows(chain: Chain, i: int) -> bool:
    token = at(chain, i)
    return token is not None and token.kind == Kind.NUMBER and token.gap != " "


def _is_name_after(chain: Chain, i: int) -> bool:
    return word(chain, i - 1) == "the"


def _is_title(text: str, token: Token) -> bool:
    """Return whether a newspaper's or a show's noun follows: "Sunday Times"."""
    after = text[token.end : token.end + 12].split(maxsplit=1)
    return (
        bool(after)
        and text[token.end : token.end + 1] == " "
        and after[0][:1].isupper()
        and after[0].strip(",.;:'’").lower() in _NEWSPAPERS
    )


def _is_bare_day(chain: Chain, i: int, walk: _Walk) -> bool:
    """Return whether an ordinal alone is a day of the month: "on the 18th"."""
    last = chain.tokens[walk.i - 1]
    the = word(chain, i) == "the" or word(chain, i - 1) == "the"
    lead = word(chain, i - 1 if word(chain, i) == "the" else i - 2)
    return (
        the
        and lead in {"on", "of", "from", "until", "till", "around", "since", "by"}
        and not _word_follows(chain, last)
    )
