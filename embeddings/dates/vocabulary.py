"""The English words that dates are made of, and what each is to the grammar."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a token is to the grammar."""

    NUMBER = "number"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    MONTH = "month"
    WEEKDAY = "weekday"
    UNIT = "unit"
    DAYWORD = "dayword"
    SEASON = "season"
    DECADE = "decade"
    FEAST = "feast"
    PLAIN = "plain"


Entry = tuple[Kind, int, str, bool]
"""Its kind, its value, its word written out (a unit in the singular), and whether it is an abbreviation."""


def _list(line: str) -> list[str]:
    return line.split()


MONTHS = _list("january february march april may june july august september october november december")
_WEEKDAYS = _list("monday tuesday wednesday thursday friday saturday sunday")
_ONES = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = {word: 10 * n for n, word in enumerate(_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)}
_ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "tens": 10, "noughties": 0, "aughts": 0,
}  # fmt: skip
_UNITS = _list("day week weekend month quarter year decade fortnight workweek")
_ODD_UNITS = {"half": "half", "century": "century", "centuries": "century"}
_DAYWORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "now": 0}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Each with its first month, as weather services count it in the north."""
_FEASTS = _list(
    "christmas thanksgiving easter halloween independence labor labour memorial veterans valentine patrick boxing "
    "presidents earth"
)
_PLAIN = _list(
    "the of in on at to from between and through until till since before after by a an this last next past previous "
    "coming upcoming current following same that my earlier early later late mid middle beginning start starting "
    "end commencing ago hence rest remaining couple few several calendar working st nd rd th s q h "
    "eve saint black good new date within less than during for over throughout hundred thousand about around some prior"
)


def _units() -> dict[str, Entry]:
    named = {unit: unit for unit in _UNITS} | {f"{unit}s": unit for unit in _UNITS} | _ODD_UNITS
    return {word: (Kind.UNIT, 0, unit, False) for word, unit in named.items()}


def _months() -> dict[str, Entry]:
    short = {month[:3]: (Kind.MONTH, n, month, True) for n, month in enumerate(MONTHS, start=1)}
    full = {month: (Kind.MONTH, n, month, False) for n, month in enumerate(MONTHS, start=1)}
    return short | {"sept": short["sep"]} | full


def _weekdays() -> dict[str, Entry]:
    known = {day[:length]: (Kind.WEEKDAY, n, day, True) for n, day in enumerate(_WEEKDAYS) for length in (3, 4, 5)}
    return known | {form: (Kind.WEEKDAY, n, day, False) for n, day in enumerate(_WEEKDAYS) for form in (day, f"{day}s")}


def _valued(kind: Kind, values: dict[str, int]) -> dict[str, Entry]:
    return {word: (kind, value, word, False) for word, value in values.items()}


VOCABULARY: dict[str, Entry] = (
    _valued(Kind.PLAIN, dict.fromkeys(_PLAIN, 0))
    | _valued(Kind.FEAST, dict.fromkeys(_FEASTS, 0))
    | _valued(Kind.CARDINAL, {word: n for n, word in enumerate(_ONES)} | _TENS)
    | _valued(Kind.ORDINAL, {word: n for n, word in enumerate(_ORDINALS, start=1)})
    | _valued(Kind.ORDINAL, {f"{word[:-1]}ieth": n for word, n in _TENS.items()})
    | _valued(Kind.DECADE, _DECADES)
    | _valued(Kind.DAYWORD, _DAYWORDS)
    | _valued(Kind.SEASON, _SEASONS)
    | _units()
    | _months()
    | _weekdays()
)
"""Every word of the grammar in lower case."""
