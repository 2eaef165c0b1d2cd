"""The English words that dates are made of, and what each is to the grammar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list, word_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Kind(StrEnum):
    """What a token is to the grammar."""

    NUMBER = "number"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    MONTH = "month"
    WEEKDAY = "weekday"
    UNIT = "unit"
    DAY_WORD = "day word"
    SEASON = "season"
    DECADE = "decade"
    HOLIDAY = "holiday"
    TURN = "turn"
    """Counts from the unit that holds today: "last", "this", "next"."""
    OPENER = "opener"
    """Any other word with which a date may begin."""
    LINK = "link"
    """Any other word within a date."""
    END = "end"
    """Stands beyond the last token."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the grammar."""

    kind: Kind
    value: int
    word: str
    """Written out; a unit in the singular."""
    is_short: bool = False
    """Whether it is an abbreviation, which may carry a full stop."""


MONTHS = word_list(__file__, "months")
"""The months in order."""
_WEEKDAYS = word_list(__file__, "weekdays")
_TENS = word_list(__file__, "tens")
_ABBREVIATED = (3, 4, 5)
"""Letters of a weekday's abbreviations: Thu, Thur, Thurs."""


@cache
def vocabulary() -> Mapping[str, Entry]:
    """Return every word of the grammar in lower case; of one that two lists hold, the later is meant."""
    return {entry_word: entry for entries in (_words(), _numbers(), _periods()) for entry_word, entry in entries}


def _words() -> Iterator[tuple[str, Entry]]:
    for kind, words in (
        (Kind.OPENER, word_list(__file__, "openers")),
        (Kind.LINK, word_list(__file__, "links")),
        (Kind.HOLIDAY, word_list(__file__, "holiday words")),
    ):
        yield from ((word, Entry(kind, 0, word)) for word in words)
    yield from _valued(Kind.TURN, word_table(__file__, "turns"))


def _valued(kind: Kind, values: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    return ((word, Entry(kind, int(value), word)) for word, value in values.items())


def _numbers() -> Iterator[tuple[str, Entry]]:
    for value, word in enumerate(word_list(__file__, "cardinals")):
        yield word, Entry(Kind.CARDINAL, value, word)
    for value, word in enumerate(word_list(__file__, "ordinals"), start=1):
        yield word, Entry(Kind.ORDINAL, value, word)
    for tens, word in enumerate(_TENS, start=2):
        yield word, Entry(Kind.CARDINAL, 10 * tens, word)
        yield f"{word[:-1]}ieth", Entry(Kind.ORDINAL, 10 * tens, f"{word[:-1]}ieth")


def _periods() -> Iterator[tuple[str, Entry]]:
    yield from _valued(Kind.DECADE, word_table(__file__, "decades"))
    yield from _valued(Kind.DAY_WORD, word_table(__file__, "day words"))
    yield from _valued(Kind.SEASON, word_table(__file__, "seasons"))
    yield from ((word, Entry(Kind.UNIT, 0, unit)) for word, unit in word_table(__file__, "units").items())
    for value, month in enumerate(MONTHS, start=1):
        yield from _abbreviated(Kind.MONTH, value, month, month[:3], *(["sept"] if month == "september" else []))
        yield month, Entry(Kind.MONTH, value, month)
    for value, day in enumerate(_WEEKDAYS):
        yield from _abbreviated(Kind.WEEKDAY, value, day, *(day[:letters] for letters in _ABBREVIATED))
        yield from ((form, Entry(Kind.WEEKDAY, value, day)) for form in (day, f"{day}s"))


def _abbreviated(kind: Kind, value: int, word: str, *forms: str) -> Iterator[tuple[str, Entry]]:
    return ((form, Entry(kind, value, word, is_short=True)) for form in forms)
