"""The grammar of dates that lie in a longer period: "the first week of March", "late 2018", "the week of April 10"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import at, follows, ordinal, word, year_in_words
from embeddings.dates.forms import Around, Nth, Part, Stated, Stretch, Turn
from embeddings.dates.named import TURNS
from embeddings.dates.relative import after_the, count_of, is_plural, unit_of
from embeddings.dates.vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain
    from embeddings.dates.forms import Parsed
    from embeddings.dates.relative import Rule

_PLURAL_COUNT = 4
"""Units in "the first weeks": a month of them."""
_PARTS = {
    "early": "early", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid", "late": "late",
    "end": "end", "rest": "rest", "remaining": "rest", "earlier": "earlier", "later": "later",
}  # fmt: skip
_WEEKS = range(1, 54)
_ANY_YEAR = range(100, 3000)
"""Years that "the year" makes one."""
_JOINING = frozenset({"of", "beginning", "starting", "commencing"})
_BEFORE_IN = frozenset({"early", "late", "earlier", "later"})
"""Parts that "in" may follow: "early in 2018", but not "campaigns beginning in 2014"."""
_VAGUE_LEADS = frozenset({"the", "same", "that", "my"})


def nth(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "the last week of July", "the first two months of 2019", "week 31", "the third week next year"."""
    i = after_the(chain, i)
    if word(chain, i) == "week":
        return _numbered_week(chain, i + 1, point)
    place = (-1, i + 1) if word(chain, i) == "last" else ordinal(chain, i)
    if place is None:
        return None
    count = count_of(chain, place[1]) or (0, place[1])
    unit = unit_of(chain, count[1])
    of = _of(chain, count[1] + 1, point) if unit else None
    if of is None:
        return None
    plural = _PLURAL_COUNT if is_plural(chain, count[1]) else 1
    return Nth(unit, place[0], count[0] or plural, of[0]), of[1]


def _numbered_week(chain: Chain, i: int, point: Rule) -> Parsed:
    number = at(chain, i)
    if number is None or number.kind != Kind.NUMBER or number.value not in _WEEKS:
        return None
    of = _of(chain, i + 1, point)
    return (Nth("week", number.value, 1, of[0]), of[1]) if of else (Nth("week", number.value, 1, Turn("year")), i + 1)


def _of(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return the period that "of", "in" or nothing but a "this" or "next" joins to what stands before."""
    if word(chain, i) in {"of", "in"}:
        return point(chain, i + 1)
    token = at(chain, i)
    joins = token is not None and token.gap == " " and (token.word in TURNS or token.kind == Kind.NUMBER)
    return point(chain, i) if joins else None


def part(chain: Chain, i: int, point: Rule) -> Parsed:
    """Return "early 2018", "mid-November", "the end of March", "earlier this month", "the rest of the week"."""
    i = after_the(chain, i)
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
    i = after_the(chain, i)
    unit = unit_of(chain, i)
    if unit not in {"week", "weekend", "month"} or is_plural(chain, i) or word(chain, i + 1) not in _JOINING:
        return None
    of = point(chain, i + 2 + (word(chain, i + 2) == "on"))
    return (Around(unit, of[0]), of[1]) if of else None


def named_year(chain: Chain, i: int) -> Parsed:
    """Return "the year 2008", "calendar year 2008", "the year of 1789"."""
    i = after_the(chain, i)
    i += word(chain, i) == "calendar"
    if word(chain, i) != "year":
        return None
    j = i + 1 + (word(chain, i + 1) == "of")
    token, written = at(chain, j), year_in_words(chain, j)
    if written:
        return Stated(year=written[0]), written[1]
    is_year = token is not None and token.kind == Kind.NUMBER and token.gap == " " and token.value in _ANY_YEAR
    return (Stated(year=token.value), j + 1) if token and is_year else None


def weekend(chain: Chain, i: int) -> Parsed:
    """Return "the weekend" where a word before it says that it is over or running: the one of the latest Saturday."""
    j = after_the(chain, i)
    led = word(chain, i - 1) in {"over", "during", "throughout"}
    return (Around("weekend", Stated(weekday=5)), j + 1) if led and unit_of(chain, j) == "weekend" else None


def to_date(chain: Chain, i: int) -> Parsed:
    """Return "the year to date"."""
    i = after_the(chain, i)
    unit = unit_of(chain, i)
    return (Stretch(Turn(unit), Turn("day")), i + 3) if unit and follows(chain, i + 1, "to", "date") else None


def loose_unit(chain: Chain, i: int) -> Parsed:
    """Return "the week", "that weekend", "the year": a date only where nothing better stands."""
    j = i + (word(chain, i) in _VAGUE_LEADS)
    j += word(chain, j) == "same"
    unit = unit_of(chain, j)
    if not unit or unit in {"half", "century", "quarter"} or is_plural(chain, j):
        return None
    return Turn(unit), j + 1
