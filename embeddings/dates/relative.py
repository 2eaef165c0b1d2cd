"""The grammar of dates that count from another day: "last week", "two years ago", "the first week of March"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import at, cardinal, follows, word, word_follows
from embeddings.dates.forms import Rolling, Shifted, Slashed, Stated, Turn, Turned
from embeddings.dates.named import TURNS
from embeddings.dates.numeric import numeric
from embeddings.dates.stated import stated
from embeddings.dates.vocabulary import Kind
from embeddings.language.word_lists import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.dates.arithmetic import Amounts
    from embeddings.dates.chains import Chain
    from embeddings.dates.forms import Parsed

    Rule = Callable[[Chain, int], Parsed]

_VAGUE_COUNTS = {"couple": 2, "few": 3, "several": 4, "some": 4}
"""How many such words stand for; the fewest that the word allows, or one more."""
_MOST = 9999
"""Units: the calendar has no more years."""
_SIGNS = {"before": -1, "after": 1, "from": 1, "since": 1}
_ELSEWHERE = listed("ago earlier later before after since of from")
"""Behind "in two weeks", words that make it how long and not when."""
_CALENDAR_UNITS = frozenset({"quarter", "decade", "century"})
"""Units that "the past two" counts whole."""


def unit_of(chain: Chain, i: int) -> str:
    """Return the unit that stands here, or nothing."""
    token = at(chain, i)
    return token.word if token and token.kind == Kind.UNIT and token.gap in {"", " "} else ""


def is_plural(chain: Chain, i: int) -> bool:
    """Return whether the token ends in an s."""
    return chain.text[chain.tokens[i].end - 1] in "sS"


def after_the(chain: Chain, i: int) -> int:
    """Return the token after the article, if one stands here."""
    return i + (word(chain, i) == "the")


def day_word(chain: Chain, i: int) -> Parsed:
    """Return "yesterday", "today", "tomorrow"."""
    token = at(chain, i)
    if token is None or token.kind != Kind.DAYWORD or token.word == "now" or _is_titled(chain, i):
        return None
    return Turn("day", token.value), i + 1


def _is_titled(chain: Chain, i: int) -> bool:
    """Return whether a capital inside a sentence makes the word a name: "USA Today"."""
    token = chain.tokens[i]
    before = chain.text[max(0, token.start - 2) : token.start]
    return token.capital and before[1:] == " " and before[:1].isalnum()


def turn(chain: Chain, i: int) -> Parsed:
    """Return "last week", "this month", "the next three days", "the past few years", "last Thursday", "next June"."""
    j = after_the(chain, i)
    if word(chain, j) not in TURNS:
        return _counted_turn(chain, j)
    offset, j = TURNS[word(chain, j)], j + 1
    if word(chain, j) in TURNS and word(chain, j - 1) == "this":
        return _near_turn(chain, j)
    j += word(chain, j) in {"calendar", "working"}
    if offset and (unit := unit_of(chain, j)) and is_plural(chain, j):
        return Rolling(((_VAGUE_COUNTS["few"], unit),), offset), j + 1
    if unit := unit_of(chain, j):
        return _unit_turn(chain, j, offset, _joined_unit(chain, j, unit))
    if (counted := amounts(chain, j)) and offset:
        return Rolling(counted[0], offset), counted[1]
    return _turned_date(chain, j, offset)


def _near_turn(chain: Chain, i: int) -> Parsed:
    """Return "this past Wednesday", "this coming Friday": the nearest one, on the side that the word names."""
    found = stated(chain, i + 1)
    if found and isinstance(found[0], Stated) and found[0].weekday is not None:
        return Shifted(((0, "day"),), TURNS[word(chain, i)], found[0]), found[1]
    return turn(chain, i)


def _joined_unit(chain: Chain, i: int, unit: str) -> str:
    return "workweek" if word(chain, i - 1) == "working" and unit == "week" else unit


def _unit_turn(chain: Chain, i: int, offset: int, unit: str) -> Parsed:
    if word(chain, i - 1) == "past" and unit not in _CALENDAR_UNITS:
        return Rolling(((1, unit),), -1), i + 1
    return Turn(unit, offset), i + 1


def _turned_date(chain: Chain, i: int, offset: int) -> Parsed:
    """Return the weekday, the month or the day of a year that "last", "this" or "next" moves."""
    found = numeric(chain, i) or stated(chain, i)
    if found is None or not isinstance(found[0], Stated | Slashed) or found[0].year is not None:
        return found
    if found[0].weekday is not None and word(chain, i - 1) in {"past", "coming", "upcoming"}:
        return Shifted(((0, "day"),), offset, found[0]), found[1]
    return Turned(found[0], offset), found[1]


def _counted_turn(chain: Chain, i: int) -> Parsed:
    """Return "the 5 past years", "2 upcoming months"."""
    number = cardinal(chain, i)
    if number is None or word(chain, number[1]) not in TURNS or not (unit := unit_of(chain, number[1] + 1)):
        return None
    offset = TURNS[word(chain, number[1])]
    return (Rolling(((number[0], unit),), offset), number[1] + 2) if offset else None


def amounts(chain: Chain, i: int) -> tuple[Amounts, int] | None:
    """Return the amounts that begin here, "two weeks", "2 years and 1 month", and the token after them."""
    found: list[tuple[int, str]] = []
    j = i
    while (one := _amount(chain, j)) is not None:
        found.append(one[0])
        i = one[1]
        j = i + (word(chain, i) == "and")
    return (tuple(found), i) if found else None


def _amount(chain: Chain, i: int) -> tuple[tuple[int, str], int] | None:
    number = count_of(chain, i)
    if number is None:
        return None
    count, j = number
    unit = unit_of(chain, j)
    return ((count, unit), j + 1) if unit and unit != "half" and count <= _MOST else None


def count_of(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the count that stands here, "a" and "a few" among them, and the token after it."""
    article = word(chain, i) in {"a", "an"}
    i += article
    if word(chain, i) in _VAGUE_COUNTS:
        return _VAGUE_COUNTS[word(chain, i)], i + 1 + (word(chain, i + 1) == "of")
    return (1, i) if article else cardinal(chain, i)


def shifted(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "two weeks ago", "three years earlier", "in two months", "3 days after Christmas", "the year before"."""
    if word(chain, i) in {"within", "in", "less"}:
        return _ahead(chain, i)
    counted = amounts(chain, i)
    if counted is None:
        return _after_next(chain, after_the(chain, i))
    return _moved(chain, counted[0], counted[1], point)


def _moved(chain: Chain, counted: Amounts, j: int, point: Rule) -> Parsed:
    how = word(chain, j)
    if how == "ago":
        return Shifted(counted, -1), j + 1
    if how == "hence" or follows(chain, j, "from", "now"):
        return Shifted(counted, 1), j + 1 + (how == "from")
    if how in {"earlier", "later"}:
        return Shifted(counted, -1 if how == "earlier" else 1, from_mentioned=True), j + 1
    sign = _SIGNS.get(how)
    base = point(chain, j + 1) if sign else None
    if sign and base:
        return Shifted(counted, sign, base[0]), base[1]
    open_end = sign and how in {"before", "after"} and not word_follows(chain, j)
    return (Shifted(counted, sign, from_mentioned=True), j + 1) if sign and open_end else None


def _ahead(chain: Chain, i: int) -> Parsed:
    """Return "in two weeks" as a day, "within two weeks" as the days until then."""
    j = after_the(chain, i + 1 + (word(chain, i) == "less"))
    j += word(chain, j) in {"next", "coming", "upcoming"}
    counted = amounts(chain, j)
    if counted is None:
        return None
    if word(chain, i) != "in":
        return Rolling(counted[0], 1), counted[1]
    counts_from_now = j == i + 1 and word(chain, counted[1]) not in _ELSEWHERE
    return (Shifted(counted[0], 1), counted[1]) if counts_from_now else None


def _after_next(chain: Chain, i: int) -> Parsed:
    """Return "the week after next", "the year before last", "the day before"."""
    unit, sign = unit_of(chain, i), _SIGNS.get(word(chain, i + 1))
    if not unit or word(chain, i + 1) not in {"before", "after"} or not sign:
        return None
    j = after_the(chain, i + 2)
    if word(chain, j) == ("next" if sign > 0 else "last"):
        return Turn(unit, 2 * sign), j + 1
    return None if word_follows(chain, i + 1) else (Shifted(((1, unit),), sign, from_mentioned=True), i + 2)
