"""The grammar of dates that lie in a longer period: "the first week of March", "late 2018", "the week of April 10"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import follows, ordinal, year_in_words
from embeddings.dates.forms import Around, DateRange, Nth, Part, PartName, RelativeUnit, Stated, Unit
from embeddings.dates.relative import after_the, count_of, is_plural, unit_of
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain
    from embeddings.dates.forms import Parsed
    from embeddings.dates.relative import Rule

_PLURAL_COUNT = 4
"""Units in "the first weeks": a month of them."""
_PARTS = {
    "early": PartName.EARLY,
    "beginning": PartName.START,
    "start": PartName.START,
    "mid": PartName.MIDDLE,
    "middle": PartName.MIDDLE,
    "late": PartName.LATE,
    "end": PartName.END,
    "rest": PartName.REST,
    "remaining": PartName.REST,
    "earlier": PartName.EARLIER,
    "later": PartName.LATER,
}
_WEEKS = range(1, 54)
"""Numbers of weeks in a year, ISO 8601."""
_ANY_YEAR = range(100, 3000)
"""Years that "the year" makes one."""
_JOINING = frozenset({"of", "beginning", "starting", "commencing"})
_BEFORE_IN = frozenset({"early", "late", "earlier", "later"})
"""Parts that "in" may follow: "early in 2018", but not "campaigns beginning in 2014"."""
_VAGUE_LEADS = frozenset({"the", "same", "that", "my"})
_NEVER_VAGUE = frozenset({Unit.HALF, Unit.CENTURY, Unit.QUARTER})
"""Units that are something else where nothing says which one: "the half", "the quarter"."""


def nth(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "the last week of July", "the first two months of 2019", "week 31", "the third week next year"."""
    i = after_the(chain, i)
    if chain.words[i] == "week":
        return _numbered_week(chain, i + 1, point)
    place = (-1, i + 1) if chain.words[i] == "last" else ordinal(chain, i)
    if place is None:
        return None
    count, j = count_of(chain, place[1]) or (0, place[1])
    unit = unit_of(chain, j)
    of = _of(chain, j + 1, point) if unit else None
    if of is None or unit is None:
        return None
    plural = _PLURAL_COUNT if is_plural(chain, j) else 1
    return Nth(unit, place[0], count or plural, of[0]), of[1]


def _numbered_week(chain: Chain, i: int, point: Rule) -> Parsed:
    number = chain.tokens[i]
    if number.kind is not Kind.NUMBER or number.value not in _WEEKS:
        return None
    of, after = _of(chain, i + 1, point) or (RelativeUnit(Unit.YEAR), i + 1)
    return Nth(Unit.WEEK, number.value, 1, of), after


def _of(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return the period that "of", "in" or nothing but a "this" or "next" joins to what stands before."""
    if chain.words[i] in {"of", "in"}:
        return point(chain, i + 1)
    token = chain.tokens[i]
    joins = token.gap == " " and token.kind in {Kind.TURN, Kind.NUMBER}
    return point(chain, i) if joins else None


def part(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "early 2018", "mid-November", "the end of March", "earlier this month", "the rest of the week"."""
    i = after_the(chain, i)
    word = chain.words[i]
    if word not in _PARTS:
        return None
    j = i + 1 + (chain.words[i + 1] == "of" or (chain.words[i + 1] == "in" and word in _BEFORE_IN))
    of = point(chain, j) or loose_unit(chain, j)
    if of is None or isinstance(of[0], DateRange) or chain.tokens[j].gap not in {" ", "-", "–"}:
        return None
    return Part(_PARTS[word], of[0]), of[1]


def around(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "the week of April 10", "the weekend of Halloween", "the week beginning February 4"."""
    i = after_the(chain, i)
    unit = unit_of(chain, i)
    if unit not in {Unit.WEEK, Unit.WEEKEND, Unit.MONTH} or is_plural(chain, i) or chain.words[i + 1] not in _JOINING:
        return None
    of = point(chain, i + 2 + (chain.words[i + 2] == "on"))
    return (Around(unit, of[0]), of[1]) if of else None


def named_year(chain: Chain, i: int) -> Parsed:
    """Return "the year 2008", "calendar year 2008", "the year of 1789"."""
    i = after_the(chain, i)
    i += chain.words[i] == "calendar"
    if chain.words[i] != "year":
        return None
    j = i + 1 + (chain.words[i + 1] == "of")
    token, written = chain.tokens[j], year_in_words(chain, j)
    if written:
        return Stated(year=written[0]), written[1]
    is_year = token.kind is Kind.NUMBER and token.gap == " " and token.value in _ANY_YEAR
    return (Stated(year=token.value), j + 1) if is_year else None


def weekend(chain: Chain, i: int) -> Parsed:
    """Return "the weekend" where a word before it says that it is over or running: the one of the latest Saturday."""
    j = after_the(chain, i)
    led = chain.words[i - 1] in {"over", "during", "throughout"}
    return (Around(Unit.WEEKEND, Stated(weekday=5)), j + 1) if led and unit_of(chain, j) is Unit.WEEKEND else None


def to_date(chain: Chain, i: int) -> Parsed:
    """Return "the year to date"."""
    i = after_the(chain, i)
    unit = unit_of(chain, i)
    if unit is None or not follows(chain, i + 1, "to", "date"):
        return None
    return DateRange(RelativeUnit(unit), RelativeUnit(Unit.DAY)), i + 3


def loose_unit(chain: Chain, i: int) -> Parsed:
    """Return "the week", "that weekend", "the year": a date only where nothing better stands."""
    j = i + (chain.words[i] in _VAGUE_LEADS)
    j += chain.words[j] == "same"
    unit = unit_of(chain, j)
    return None if unit is None or unit in _NEVER_VAGUE or is_plural(chain, j) else (RelativeUnit(unit), j + 1)
