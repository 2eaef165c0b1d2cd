"""The grammar of date expressions: where they stand in English news and questions, and what they state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from embeddings.dates.chains import DAYS, Chain, at, chains, day_number, follows, ordinal, word
from embeddings.dates.forms import Months, Slashed, Stated, Stretch, Turn, Within
from embeddings.dates.named import TURNS, decade, feast, quarter
from embeddings.dates.numeric import numeric, slashed
from embeddings.dates.parts import around, loose_unit, named_year, nth, part, to_date, weekend
from embeddings.dates.relative import day_word, shifted, turn
from embeddings.dates.stated import stated
from embeddings.dates.vocabulary import Kind
from embeddings.documents import Span
from embeddings.language.day_order import is_day_first
from embeddings.language.word_lists import listed

if TYPE_CHECKING:
    from embeddings.dates.forms import Parsed, When

_OPENINGS = {"since": 1, "after": 1, "until": -1, "till": -1, "before": -1, "through": -1}
"""Words that leave an end open: 1 the last, -1 the first."""
_BEYOND = frozenset({"after", "before"})
_TO = frozenset({"to", "through", "until", "till"})
_NEVER_FIRST = listed(
    "of on at to and by hence ago st nd rd th s eve date than during for over throughout hundred thousand about around"
)
"""Words of dates with which none begins."""
_DASHES = frozenset({"-", "–", "~"})


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that mean a date, and what they state."""

    span: Span
    when: When
    vague: bool = False
    """Whether the words are as often no date: "the week", "that weekend"."""


def expressions(text: str, span: Span | None = None) -> tuple[DateExpression, ...]:
    """Return the date expressions of the text, or of the span of it, in order; time is linear in its length."""
    return tuple(found for chain in chains(text, span) for found in _of_chain(chain))


@dataclass(slots=True)
class Findings:
    """A text's date expressions: a stretch is searched when it is first asked for, and remembered."""

    text: str
    by_stretch: dict[Span, tuple[DateExpression, ...]] = field(default_factory=dict)
    day_first: bool | None = None

    def within(self, stretch: Span, block: Span | None = None) -> tuple[DateExpression, ...]:
        """Return the expressions of the stretch in order; those of the block that holds it serve, where known."""
        if block in self.by_stretch and stretch != block:
            return tuple(found for found in self.by_stretch[block] if stretch.contains(found.span))
        if stretch not in self.by_stretch:
            self.by_stretch[stretch] = expressions(self.text, stretch)
        return self.by_stretch[stretch]

    def puts_day_first(self) -> bool:
        """Return whether the text's dates in digits put the day first: 5/4/2019 is the fifth of April."""
        if self.day_first is None:
            self.day_first = is_day_first(self.text)
        return self.day_first


def _of_chain(chain: Chain) -> list[DateExpression]:
    found: list[DateExpression] = []
    i = 0
    while i < len(chain.tokens):
        opens = chain.tokens[i].word not in _NEVER_FIRST
        parsed = _expression(chain, i) if opens else None
        loose = loose_unit(chain, i) if opens and parsed is None else None
        reached = parsed or loose
        if reached:
            found.append(_told(chain, i, reached[1], reached[0], vague=parsed is None))
        i = reached[1] if reached else i + 1
    return found


def _told(chain: Chain, i: int, after: int, when: When, *, vague: bool) -> DateExpression:
    return DateExpression(Span(chain.tokens[i].start, chain.tokens[after - 1].end), when, vague)


def _expression(chain: Chain, i: int) -> Parsed:
    return _longest(_range(chain, i), _opened(chain, i), _point(chain, i))


def _longest(*parsed: Parsed) -> Parsed:
    """Return what reaches furthest; the earliest of equals."""
    reached = [each for each in parsed if each is not None]
    return max(reached, key=lambda each: each[1]) if reached else None


def _point(chain: Chain, i: int) -> Parsed:
    """Return the longest date that begins here, not itself a range; each token is parsed once."""
    if i >= len(chain.tokens):
        return None
    if i not in chain.memo:
        chain.memo[i] = None
        chain.memo[i] = _placed(chain, _simple(chain, i))
    return chain.memo[i]


def _simple(chain: Chain, i: int) -> Parsed:
    return _longest(
        numeric(chain, i),
        stated(chain, i),
        _after_weekday(chain, i),
        decade(chain, i),
        quarter(chain, i),
        feast(chain, i),
        day_word(chain, i),
        turn(chain, i),
        to_date(chain, i),
        weekend(chain, i),
        named_year(chain, i),
        nth(chain, i, _point),
        around(chain, i, _point),
        part(chain, i, _point),
        shifted(chain, i, _point),
    )


def _after_weekday(chain: Chain, i: int) -> Parsed:
    """Return a weekday with a date in digits: "Friday 7/6", "Friday 2018-07-06"."""
    token = chain.tokens[i]
    found = numeric(chain, i + 1) or slashed(chain, i + 1) if token.kind == Kind.WEEKDAY else None
    if found is None or not isinstance(found[0], Stated | Slashed):
        return None
    return replace(found[0], weekday=token.value), found[1]


def _placed(chain: Chain, parsed: Parsed) -> Parsed:
    """Return the date with what fixes it behind: "Monday of last week", "June next year", "last week Wednesday"."""
    if parsed is None:
        return None
    when, j = parsed
    if isinstance(when, Stated | Months) and when.year is None:
        outer = _outer(chain, j)
        return (Within(when, outer[0]), outer[1]) if outer else parsed
    inner = _weekday_behind(chain, j) if isinstance(when, Turn) and when.unit in {"week", "month", "year"} else None
    return (Within(inner[0], when), inner[1]) if inner else parsed


def _weekday_behind(chain: Chain, i: int) -> Parsed:
    token = at(chain, i)
    found = stated(chain, i) if token and token.gap in {" ", "-"} else None
    fits = found and isinstance(found[0], Stated) and found[0].year is None and found[0].weekday is not None
    return found if fits else None


def _outer(chain: Chain, i: int) -> Parsed:
    """Return the unit that "of last week", "next year" or "in the coming month" names."""
    j = i + (word(chain, i) in {"of", "in"})
    token = at(chain, j + (word(chain, j) == "the"))
    found = turn(chain, j) if token and token.word in TURNS and token.gap == " " else None
    return found if found and isinstance(found[0], Turn) else None


def _range(chain: Chain, i: int) -> Parsed:
    """Return "from March to June", "between 2015 and 2018", "April 4-7", "November 19 to 20"."""
    lead = word(chain, i) if word(chain, i) in {"from", "between"} else ""
    return _longest(*(_from(chain, first, lead) for first in _ends(chain, i + bool(lead), lead)))


def _from(chain: Chain, first: tuple[When, int], lead: str) -> Parsed:
    """Return the longest range that opens with this end."""
    k = _joint(chain, first[1], lead)
    lasts = () if k is None else _ends(chain, k, lead)
    return _longest(*((Stretch(first[0], last), j) for last, j in lasts if _may_span(first[0], last)))


def _ends(chain: Chain, i: int, lead: str) -> tuple[tuple[When, int], ...]:
    """Return what may be an end of a range here; beside any date, "now", a month or a day's number alone."""
    if word(chain, i) in {"now", "date"}:
        return ((Turn("day"), i + 1),)
    if follows(chain, i, "current", "date"):
        return ((Turn("day"), i + 2),)
    found = (_point(chain, i), slashed(chain, i), _month(chain, i, lead), _bare_day(chain, i))
    return tuple(each for each in found if each is not None)


def _month(chain: Chain, i: int, lead: str) -> Parsed:
    token = at(chain, i)
    if token is None or token.kind != Kind.MONTH or not (lead or token.capital):
        return None
    return Stated(month=token.value), i + 1


def _joint(chain: Chain, i: int, lead: str) -> int | None:
    """Return the token after what joins the two ends of a range, or None where nothing does."""
    token = at(chain, i)
    if token is None:
        return None
    if (token.word in _TO and token.gap == " ") or (token.word == "and" and lead == "between"):
        return i + 1
    return i if token.gap in _DASHES else None


def _bare_day(chain: Chain, i: int) -> Parsed:
    """Return a day's number, its month named at the range's other end or by a "this month" behind it."""
    i += word(chain, i) == "the"
    nth = ordinal(chain, i)
    found = nth if nth and nth[0] in DAYS else day_number(chain, i)
    if found is None:
        return None
    outer = _outer(chain, found[1])
    if outer and isinstance(outer[0], Turn) and outer[0].unit == "month":
        return Within(Stated(day=found[0]), outer[0]), outer[1]
    return Stated(day=found[0]), found[1]


def _may_span(first: When, last: When) -> bool:
    """Return whether the two ends say enough together: a day's number needs a month and a day at the other."""
    if _is_bare_day(first):
        return _is_day_of_month(last)
    return not _is_bare_day(last) or _is_day_of_month(first)


def _is_bare_day(when: When) -> bool:
    return isinstance(when, Stated) and when == Stated(day=when.day)


def _is_day_of_month(when: When) -> bool:
    return isinstance(when, Within) or (isinstance(when, Stated) and None not in {when.month, when.day})


def _opened(chain: Chain, i: int) -> Parsed:
    """Return "since 2018", "until May", "before April 7", "after the third quarter"."""
    opening = word(chain, i)
    found = _point(chain, i + 1) if opening in _OPENINGS else None
    if found is None:
        return None
    open_last = _OPENINGS[opening] > 0
    first, last = (found[0], None) if open_last else (None, found[0])
    return Stretch(first, last, beyond=opening in _BEYOND), found[1]
