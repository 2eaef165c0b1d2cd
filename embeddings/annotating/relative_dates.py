"""The grammar of dates that count from another day: "last week", "two years ago", "the first week of March"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.date_forms import Around, Nth, Part, Rolling, Shifted, Stated, Stretch, Turn, Turned
from embeddings.annotating.date_words import Chain, Kind
from embeddings.annotating.numeric_dates import numeric
from embeddings.annotating.stated_dates import (
    TURNS,
    at,
    cardinal,
    follows,
    ordinal,
    stated,
    word,
    year_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.annotating.date_forms import Parsed
    from embeddings.annotating.periods import Amounts

    Rule = Callable[[Chain, int], Parsed]

_VAGUE_COUNTS = {"couple": 2, "few": 3, "several": 4, "some": 4}
"""How many such words stand for; the fewest that the word allows, or one more."""
_PLURAL_COUNT = 4
"""Units in "the first weeks": a month of them."""
_CALENDAR_UNITS = frozenset({"quarter", "decade", "century"})
"""Units that "the past two" counts whole."""
_PARTS = {
    "early": "early", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid", "late": "late",
    "end": "end", "rest": "rest", "remaining": "rest", "earlier": "earlier", "later": "later",
}  # fmt: skip
_BEFORE_IN = frozenset({"early", "late", "earlier", "later"})
"""Parts that "in" may follow: "early in 2018", but not "campaigns beginning in 2014"."""
_VAGUE_LEADS = frozenset({"the", "same", "that", "my"})


def unit_of(chain: Chain, i: int) -> str:
    """Return the unit that stands here, or nothing."""
    token = at(chain, i)
    return token.word if token and token.kind == Kind.UNIT and token.gap in {"", " "} else ""


def _is_plural(chain: Chain, i: int) -> bool:
    return chain.text[chain.tokens[i].end - 1] in "sS"


def _after_the(chain: Chain, i: int) -> int:
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
    j = _after_the(chain, i)
    if word(chain, j) not in TURNS:
        return _counted_turn(chain, j)
    offset, j = TURNS[word(chain, j)], j + 1
    if word(chain, j) in TURNS and word(chain, j - 1) == "this":
        return _near_turn(chain, j)
    j += word(chain, j) in {"calendar", "working"}
    if offset and (unit := unit_of(chain, j)) and _is_plural(chain, j):
        return Rolling(((_VAGUE_COUNTS["few"], unit),), offset), j + 1
    if unit := unit_of(chain, j):
        return _unit_turn(chain, j, offset, _joined_unit(chain, j, unit))
    if (counted := amounts(chain, j)) and offset:
        return rolling(counted[0], offset), counted[1]
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
    if word(chain, i - 1) in {"past"} and unit not in _CALENDAR_UNITS:
        return Rolling(((1, unit),), -1), i + 1
    return Turn(unit, offset), i + 1


def _turned_date(chain: Chain, i: int, offset: int) -> Parsed:
    """Return the weekday, the month or the day of a year that "last", "this" or "next" moves."""
    found = numeric(chain, i) or stated(chain, i)
    lead = word(chain, i - 1)
    if found is None or isinstance(found[0], Stated) and found[0].year is not None:
        return found
    if isinstance(found[0], Stated) and found[0].weekday is not None and lead in {"past", "coming", "upcoming"}:
        return Shifted(((0, "day"),), offset, found[0]), found[1]
    return Turned(found[0], offset), found[1]


def _counted_turn(chain: Chain, i: int) -> Parsed:
    """Return "the 5 past years", "2 upcoming months"."""
    number = cardinal(chain, i)
    if number is None or word(chain, number[1]) not in TURNS or not (unit := unit_of(chain, number[1] + 1)):
        return None
    offset = TURNS[word(chain, number[1])]
    return (rolling(((number[0], unit),), offset), number[1] + 2) if offset else None


def rolling(counted: Amounts, sign: int) -> Rolling:
    """Return the run of so many units just before or after today."""
    return Rolling(counted, sign)


def amounts(chain: Chain, i: int) -> tuple[Amounts, int] | None:
    """Return the amounts that begin here, and the token after them: "two weeks", "2 years and 1 month", "a few days"."""
    found: list[tuple[int, str]] = []
    j = i
    while (one := _amount(chain, j)) is not None:
        found.append(one[0])
        i = one[1]
        j = i + (word(chain, i) == "and")
    return (tuple(found), i) if found else None


def _amount(chain: Chain, i: int) -> tuple[tuple[int, str], int] | None:
    number = _count(chain, i)
    if number is None:
        return None
    count, j = number
    unit = unit_of(chain, j)
    return ((count, unit), j + 1) if unit and unit != "half" and count < 10_000 else None  # noqa: PLR2004 - the calendar's years


def _count(chain: Chain, i: int) -> tuple[int, int] | None:
    if word(chain, i) in {"a", "an"}:
        if word(chain, i + 1) in _VAGUE_COUNTS:
            i += 1
        else:
            return 1, i + 1
    if word(chain, i) in _VAGUE_COUNTS:
        return _VAGUE_COUNTS[word(chain, i)], i + 1 + (word(chain, i + 1) == "of")
    return cardinal(chain, i)


def shifted(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "two weeks ago", "three years earlier", "in two months", "3 days after Christmas", "the year before last"."""
    if word(chain, i) in {"within", "in", "less"}:
        return _ahead(chain, i)
    counted = amounts(chain, i)
    if counted is None:
        return _after_next(chain, _after_the(chain, i))
    return _moved(chain, counted[0], counted[1], point)


def _moved(chain: Chain, counted: Amounts, j: int, point: Rule) -> Parsed:
    how = word(chain, j)
    if how == "ago":
        return Shifted(counted, -1), j + 1
    if how == "hence" or (how == "from" and word(chain, j + 1) == "now"):
        return Shifted(counted, 1), j + 1 + (how == "from")
    if how in {"earlier", "later"}:
        return Shifted(counted, -1 if how == "earlier" else 1, from_mentioned=True), j + 1
    sign = {"before": -1, "after": 1, "from": 1, "since": 1}.get(how)
    base = point(chain, j + 1) if sign else None
    if sign and base:
        return Shifted(counted, sign, base[0]), base[1]
    return (
        (Shifted(counted, sign, from_mentioned=True), j + 1) if how in {"before", "after"} and _ends(chain, j) else None
    )


def _ends(chain: Chain, i: int) -> bool:
    """Return whether the phrase ends at the token: no word follows it."""
    token = chain.tokens[i]
    after = chain.text[token.end : token.end + 2]
    return not (after[:1].isspace() and after[1:].isalnum())


def _ahead(chain: Chain, i: int) -> Parsed:
    """Return "in two weeks" as a day, "within two weeks" as the days until then."""
    j = i + 1 + (word(chain, i) == "less")
    j = _after_the(chain, j)
    j += word(chain, j) in {"next", "coming", "upcoming"}
    counted = amounts(chain, j)
    if counted is None or (word(chain, i) == "in" and (j > i + 1 or not _ends_ahead(chain, counted[1]))):
        return None
    return (Shifted(counted[0], 1) if word(chain, i) == "in" else rolling(counted[0], 1)), counted[1]


def _ends_ahead(chain: Chain, i: int) -> bool:
    """Return whether "in two weeks" means when, and not how long: nothing that counts from elsewhere follows."""
    return word(chain, i) not in {"ago", "earlier", "later", "before", "after", "since", "of", "from"}


def _after_next(chain: Chain, i: int) -> Parsed:
    """Return "the week after next", "the year before last"."""
    unit = unit_of(chain, i)
    j = i + 2 + (word(chain, i + 2) == "the")
    if unit and word(chain, i + 1) in {"before", "after"} and _ends(chain, i + 1):
        return Shifted(((1, unit),), -1 if word(chain, i + 1) == "before" else 1, from_mentioned=True), i + 2
    if unit and word(chain, i + 1) == "after" and word(chain, j) == "next":
        return Turn(unit, 2), j + 1
    if unit and word(chain, i + 1) == "before" and word(chain, j) == "last":
        return Turn(unit, -2), j + 1
    return None


def nth(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "the last week of July", "the first two months of 2019", "week 31", "the third week next year"."""
    i = _after_the(chain, i)
    if (
        word(chain, i) == "week"
        and (number := at(chain, i + 1))
        and number.kind == Kind.NUMBER
        and 0 < number.value < 54
    ):  # noqa: PLR2004 - weeks
        of = _of(chain, i + 2, point)
        return Nth("week", number.value, 1, of[0] if of else Turn("year")), of[1] if of else i + 2
    place = (-1, i + 1) if word(chain, i) == "last" else ordinal(chain, i)
    if place is None:
        return None
    count = _count(chain, place[1]) or (0, place[1])
    unit = unit_of(chain, count[1])
    of = _of(chain, count[1] + 1, point) if unit else None
    if of is None:
        return None
    plural = _PLURAL_COUNT if _is_plural(chain, count[1]) else 1
    return Nth(unit, place[0], count[0] or plural, of[0]), of[1]


def _of(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return the period that "of", "in" or nothing but a "this" or "next" joins to what stands before."""
    if word(chain, i) in {"of", "in"}:
        return point(chain, i + 1)
    token = at(chain, i)
    return (
        point(chain, i) if token and token.gap == " " and (token.word in TURNS or token.kind == Kind.NUMBER) else None
    )


def part(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "early 2018", "mid-November", "the end of March", "earlier this month", "the rest of the week"."""
    i = _after_the(chain, i)
    name = _PARTS.get(word(chain, i))
    if name is None:
        return None
    j = i + 1 + (word(chain, i + 1) == "of" or (word(chain, i + 1) == "in" and name in _BEFORE_IN))
    of = point(chain, j) or loose_unit(chain, j)
    if of is None or isinstance(of[0], Stretch) or chain.tokens[j].gap not in {" ", "-", "–"}:
        return None
    return Part(name, of[0]), of[1]


def around(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "the week of April 10", "the weekend of Halloween", "the week beginning February 4"."""
    i = _after_the(chain, i)
    unit = unit_of(chain, i)
    if (
        not unit
        or _is_plural(chain, i)
        or unit not in {"week", "weekend", "month"}
        or word(chain, i + 1) not in {"of", "beginning", "starting", "commencing"}
    ):
        return None
    of = point(chain, i + 2 + (word(chain, i + 2) == "on"))
    return (Around(unit, of[0]), of[1]) if of else None


def named_year(chain: Chain, i: int) -> Parsed:
    """Return "the year 2008", "calendar year 2008", "the year of 1789"."""
    i = _after_the(chain, i)
    i += word(chain, i) == "calendar"
    if word(chain, i) != "year":
        return None
    j = i + 1 + (word(chain, i + 1) == "of")
    token, written = at(chain, j), year_in_words(chain, j)
    if written:
        return Stated(year=written[0]), written[1]
    is_year = token is not None and token.kind == Kind.NUMBER and token.gap == " " and 99 < token.value < 3000  # noqa: PLR2004 - years
    return (Stated(year=token.value), j + 1) if is_year and token else None


def weekend(chain: Chain, i: int) -> Parsed:
    """Return "the weekend" where a word before it says that it is over or running: the one of the latest Saturday."""
    j = _after_the(chain, i)
    led = word(chain, i - 1) in {"over", "during", "throughout"}
    return (Around("weekend", Stated(weekday=5)), j + 1) if led and unit_of(chain, j) == "weekend" else None


def to_date(chain: Chain, i: int) -> Parsed:
    """Return "the year to date"."""
    i = _after_the(chain, i)
    unit = unit_of(chain, i)
    return (Stretch(Turn(unit), Turn("day")), i + 3) if unit and follows(chain, i + 1, "to", "date") else None


def loose_unit(chain: Chain, i: int) -> Parsed:
    """Return "the week", "that weekend", "the year": a date only where nothing better stands."""
    j = i + (word(chain, i) in _VAGUE_LEADS)
    j += word(chain, j) == "same"
    unit = unit_of(chain, j)
    if not unit or unit in {"half", "century", "quarter"} or _is_plural(chain, j):
        return None
    return Turn(unit), j + 1
