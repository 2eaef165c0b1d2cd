"""The grammar of dates that count from another day: "last week", "two years ago", "the first week of March"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import cardinal, follows, word_follows
from embeddings.dates.forms import RelativeDate, RelativeUnit, Rolling, Shifted, Slashed, Stated, Unit
from embeddings.dates.numeric import numeric
from embeddings.dates.stated import stated
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.dates.chains import Chain
    from embeddings.dates.forms import Amounts, Parsed

    Rule = Callable[[Chain, int], Parsed]

_VAGUE_COUNTS = {"couple": 2, "few": 3, "several": 4, "some": 4}
"""How many such words stand for; the fewest that the word allows, or one more."""
_MOST = 9999
"""Units: the calendar has no more years."""
_SIGNS = {"before": -1, "after": 1, "from": 1, "since": 1}
_ELSEWHERE = frozenset({"ago", "earlier", "later", "before", "after", "since", "of", "from"})
"""Behind "in two weeks", words that make it how long and not when."""
_NEAREST = frozenset({"past", "coming", "upcoming"})
"""Before a weekday, words that mean the nearest one on that side."""
_CALENDAR_UNITS = frozenset({Unit.QUARTER, Unit.DECADE, Unit.CENTURY})
"""Units that "the past two" counts whole."""


def unit_of(chain: Chain, i: int) -> Unit | None:
    """Return the unit that stands here."""
    token = chain.tokens[i]
    return Unit(token.word) if token.kind is Kind.UNIT and token.gap in {"", " "} else None


def is_plural(chain: Chain, i: int) -> bool:
    """Return whether the token ends in an s."""
    return chain.text[chain.tokens[i].end - 1] in "sS"


def after_the(chain: Chain, i: int) -> int:
    """Return the token after the article, if one stands here."""
    return i + (chain.words[i] == "the")


def day_word(chain: Chain, i: int) -> Parsed:
    """Return "yesterday", "today", "tomorrow"."""
    if chain.words[i] == "now" or _is_titled(chain, i):
        return None
    return RelativeUnit(Unit.DAY, chain.tokens[i].value), i + 1


def _is_titled(chain: Chain, i: int) -> bool:
    """Return whether a capital inside a sentence makes the word a name: "USA Today"."""
    token = chain.tokens[i]
    before = chain.text[max(0, token.start - 2) : token.start]
    return token.is_capital and before[1:] == " " and before[:1].isalnum()


def turned(chain: Chain, i: int) -> Parsed:
    """Return "last week", "this month", "the next three days", "the past few years", "last Thursday", "next June"."""
    j = after_the(chain, i)
    turn, after = chain.tokens[j : j + 2]
    if turn.kind is not Kind.TURN:
        return _counted(chain, j)
    j += 1
    if turn.word == "this" and after.kind is Kind.TURN:
        return _nearest_weekday(chain, j)
    j += after.word in {"calendar", "working"}
    unit = unit_of(chain, j)
    if unit is None:
        counted = amounts(chain, j) if turn.value else None
        return (Rolling(counted[0], turn.value), counted[1]) if counted else _date(chain, j, turn.value)
    if turn.value and is_plural(chain, j):
        return Rolling(((_VAGUE_COUNTS["few"], unit),), turn.value), j + 1
    return _unit(chain, j, turn.value, unit)


def _nearest_weekday(chain: Chain, i: int) -> Parsed:
    """Return "this past Wednesday", "this coming Friday": the nearest one, on the side that the word names."""
    parsed = stated(chain, i + 1)
    if parsed and isinstance(parsed[0], Stated) and parsed[0].weekday is not None:
        return Shifted(((0, Unit.DAY),), chain.tokens[i].value, parsed[0]), parsed[1]
    return turned(chain, i)


def _unit(chain: Chain, i: int, offset: int, unit: Unit) -> Parsed:
    lead = chain.words[i - 1]
    if lead == "working" and unit is Unit.WEEK:
        unit = Unit.WORKWEEK
    if lead == "past" and unit not in _CALENDAR_UNITS:
        return Rolling(((1, unit),), -1), i + 1
    return RelativeUnit(unit, offset, from_mentioned=lead in {"that", "same"}), i + 1


def _date(chain: Chain, i: int, offset: int) -> Parsed:
    """Return the weekday, the month or the day of a year that "last", "this" or "next" moves."""
    parsed = numeric(chain, i) or stated(chain, i)
    if parsed is None or not isinstance(parsed[0], Stated | Slashed) or parsed[0].year is not None:
        return parsed
    if parsed[0].weekday is not None and chain.words[i - 1] in _NEAREST:
        return Shifted(((0, Unit.DAY),), offset, parsed[0]), parsed[1]
    return RelativeDate(parsed[0], offset), parsed[1]


def _counted(chain: Chain, i: int) -> Parsed:
    """Return "the 5 past years", "2 upcoming months"."""
    number = cardinal(chain, i)
    if number is None:
        return None
    turn, unit = chain.tokens[number[1]], unit_of(chain, number[1] + 1)
    if turn.kind is not Kind.TURN or not turn.value or unit is None:
        return None
    return Rolling(((number[0], unit),), turn.value), number[1] + 2


def amounts(chain: Chain, i: int) -> tuple[Amounts, int] | None:
    """Return the amounts that begin here, "two weeks", "2 years and 1 month", and the token after them."""
    counted: list[tuple[int, Unit]] = []
    j = i
    while (amount := _amount(chain, j)) is not None:
        counted.append(amount[0])
        i = amount[1]
        j = i + (chain.words[i] == "and")
    return (tuple(counted), i) if counted else None


def _amount(chain: Chain, i: int) -> tuple[tuple[int, Unit], int] | None:
    number = count_of(chain, i)
    if number is None:
        return None
    count, j = number
    unit = unit_of(chain, j)
    return ((count, unit), j + 1) if unit and unit is not Unit.HALF and count <= _MOST else None


def count_of(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the count that stands here, "a" and "a few" among them, and the token after it."""
    article = chain.words[i] in {"a", "an"}
    i += article
    if chain.words[i] in _VAGUE_COUNTS:
        return _VAGUE_COUNTS[chain.words[i]], i + 1 + (chain.words[i + 1] == "of")
    return (1, i) if article else cardinal(chain, i)


def shifted(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "two weeks ago", "three years earlier", "in two months", "3 days after Christmas", "the year before"."""
    if chain.words[i] in {"within", "in", "less"}:
        return _ahead(chain, i)
    counted = amounts(chain, i)
    if counted is None:
        return _after_next(chain, after_the(chain, i))
    return _moved(chain, counted[0], counted[1], point)


def _moved(chain: Chain, counted: Amounts, j: int, point: Rule) -> Parsed:
    how = chain.words[j]
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
    j = after_the(chain, i + 1 + (chain.words[i] == "less"))
    j += chain.words[j] in {"next", "coming", "upcoming"}
    counted = amounts(chain, j)
    if counted is None:
        return None
    if chain.words[i] != "in":
        return Rolling(counted[0], 1), counted[1]
    counts_from_now = j == i + 1 and chain.words[counted[1]] not in _ELSEWHERE
    return (Shifted(counted[0], 1), counted[1]) if counts_from_now else None


def _after_next(chain: Chain, i: int) -> Parsed:
    """Return "the week after next", "the year before last", "the day before"."""
    unit, how = unit_of(chain, i), chain.words[i + 1]
    if unit is None or how not in {"before", "after"}:
        return None
    sign = _SIGNS[how]
    j = after_the(chain, i + 2)
    if chain.words[j] == ("next" if sign > 0 else "last"):
        return RelativeUnit(unit, 2 * sign), j + 1
    return None if word_follows(chain, i + 1) else (Shifted(((1, unit),), sign, from_mentioned=True), i + 2)
