"""The grammar of date expressions: where they stand in English news and questions, and what they state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from embeddings.dates.chains import DAYS, Chain, chains, day_number, follows, ordinal
from embeddings.dates.forms import DateRange, Months, RelativeUnit, Slashed, Stated, Unit, Within
from embeddings.dates.named import decade, holiday, quarter
from embeddings.dates.numeric import numeric, slashed
from embeddings.dates.parts import around, loose_unit, named_year, nth, part, to_date, weekend
from embeddings.dates.relative import day_word, shifted, turned
from embeddings.dates.stated import stated
from embeddings.dates.vocabulary import Kind
from embeddings.documents import Span
from embeddings.language.day_order import is_day_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from embeddings.dates.forms import Parsed, When
    from embeddings.dates.relative import Rule

_OPENINGS = {"since": 1, "after": 1, "until": -1, "till": -1, "before": -1, "through": -1}
"""Words that leave an end open: 1 the last, -1 the first."""
_BEYOND = frozenset({"after", "before"})
_TO = frozenset({"to", "through", "until", "till"})
_JOINTS = _TO | {"and"}
"""Words between the two ends of a range."""
_DASHES = frozenset({"-", "–", "~"})


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that mean a date, and what they state."""

    span: Span
    when: When
    vague: bool = False
    """Whether the words are as often no date: "the week", "the year"."""


def expressions(text: str, span: Span | None = None) -> tuple[DateExpression, ...]:
    """Return the date expressions of the text, or of the span of it, in order; time is linear in its length."""
    return tuple(expression for chain in chains(text, span) for expression in _in_chain(chain))


@dataclass(slots=True)
class Findings:
    """A text's date expressions: a stretch is searched when it is first asked for, and remembered."""

    text: str
    by_stretch: dict[Span, tuple[DateExpression, ...]] = field(default_factory=dict)
    day_first: bool | None = None

    def within(self, stretch: Span, block: Span | None = None) -> tuple[DateExpression, ...]:
        """Return the expressions of the stretch in order; those of the block that holds it serve, where known."""
        if block in self.by_stretch and stretch != block:
            return tuple(date for date in self.by_stretch[block] if stretch.contains(date.span))
        if stretch not in self.by_stretch:
            self.by_stretch[stretch] = expressions(self.text, stretch)
        return self.by_stretch[stretch]

    def puts_day_first(self) -> bool:
        """Return whether the text's dates in digits put the day first: 5/4/2019 is the fifth of April."""
        if self.day_first is None:
            self.day_first = is_day_first(self.text)
        return self.day_first


def _in_chain(chain: Chain) -> list[DateExpression]:
    in_order: list[DateExpression] = []
    may_range = any(token.gap in _DASHES or token.word in _JOINTS for token in chain.tokens)
    i = 0
    while i < chain.count:
        opens = chain.tokens[i].kind is not Kind.LINK
        parsed = _expression(chain, i, may_range=may_range) if opens else None
        loose = loose_unit(chain, i) if opens and parsed is None else None
        longest = parsed or loose
        if longest:
            span = Span(chain.tokens[i].start, chain.tokens[longest[1] - 1].end)
            in_order.append(DateExpression(span, longest[0], vague=parsed is None))
        i = longest[1] if longest else i + 1
    return in_order


def _expression(chain: Chain, i: int, *, may_range: bool) -> Parsed:
    return _longest(_point(chain, i), _range(chain, i) if may_range else None, _opened(chain, i))


def _longest(*parsed: Parsed) -> Parsed:
    """Return what reaches furthest; the earliest of equals."""
    dates = [date for date in parsed if date is not None]
    return max(dates, key=lambda date: date[1]) if dates else None


def _point(chain: Chain, i: int) -> Parsed:
    """Return the longest date that begins here, not itself a range; each token is parsed once."""
    if i not in chain.memo:
        chain.memo[i] = None
        token = chain.tokens[i]
        rules = _BY_WORD.get(token.word, ()) if token.kind is Kind.OPENER else _BY_KIND.get(token.kind, ())
        chain.memo[i] = _placed(chain, _longest(*(rule(chain, i) for rule in rules)))
    return chain.memo[i]


def _dated_weekday(chain: Chain, i: int) -> Parsed:
    """Return a weekday with a date in digits: "Friday 7/6", "Friday 2018-07-06"."""
    parsed = numeric(chain, i + 1) or slashed(chain, i + 1)
    if parsed is None or not isinstance(parsed[0], Stated | Slashed):
        return None
    return replace(parsed[0], weekday=chain.tokens[i].value), parsed[1]


_nth, _around, _part, _shifted = (partial(rule, point=_point) for rule in (nth, around, part, shifted))
_BY_KIND: Mapping[Kind, tuple[Rule, ...]] = {
    Kind.NUMBER: (numeric, stated, decade, quarter, turned, _nth, _shifted),
    Kind.CARDINAL: (stated, decade, quarter, turned, _nth, _shifted),
    Kind.ORDINAL: (stated, decade, quarter, _nth),
    Kind.MONTH: (stated,),
    Kind.WEEKDAY: (stated, _dated_weekday),
    Kind.UNIT: (to_date, weekend, named_year, _nth, _around, _shifted),
    Kind.DAY_WORD: (day_word,),
    Kind.SEASON: (quarter,),
    Kind.DECADE: (decade,),
    Kind.HOLIDAY: (holiday,),
    Kind.TURN: (quarter, holiday, turned, _nth),
}
"""What may begin with a word of each kind; of two that reach equally far, the first is meant."""
_BY_WORD: Mapping[str, tuple[Rule, ...]] = {
    "the": (stated, decade, quarter, holiday, turned, to_date, weekend, named_year, _nth, _around, _part, _shifted),
    "calendar": (named_year,),
    **dict.fromkeys(("q", "h"), (quarter,)),
    **dict.fromkeys(("new", "saint", "st", "black", "good"), (holiday,)),
    **dict.fromkeys(("a", "an", "couple", "few", "several", "some", "in", "within", "less"), (_shifted,)),
    **dict.fromkeys(
        ("early", "earlier", "mid", "middle", "late", "later", "beginning", "start", "end", "rest", "remaining"),
        (_part,),
    ),
}


def _placed(chain: Chain, parsed: Parsed) -> Parsed:
    """Return the date with what fixes it behind: "Monday of last week", "June next year", "last week Wednesday"."""
    if parsed is None:
        return None
    when, j = parsed
    if isinstance(when, Stated | Months) and when.year is None:
        outer = _outer(chain, j)
        return (Within(when, outer[0]), outer[1]) if outer else parsed
    holds_weekdays = isinstance(when, RelativeUnit) and when.unit in {Unit.WEEK, Unit.MONTH, Unit.YEAR}
    inner = _weekday_behind(chain, j) if holds_weekdays else None
    return (Within(inner[0], when), inner[1]) if inner else parsed


def _weekday_behind(chain: Chain, i: int) -> Parsed:
    parsed = stated(chain, i) if chain.tokens[i].gap in {" ", "-"} else None
    fits = parsed and isinstance(parsed[0], Stated) and parsed[0].year is None and parsed[0].weekday is not None
    return parsed if fits else None


def _outer(chain: Chain, i: int) -> Parsed:
    """Return the unit that "of last week", "next year" or "in the coming month" names."""
    j = i + (chain.words[i] in {"of", "in"})
    turn = chain.tokens[j + (chain.words[j] == "the")]
    parsed = turned(chain, j) if turn.kind is Kind.TURN and turn.gap == " " else None
    return parsed if parsed and isinstance(parsed[0], RelativeUnit) else None


def _range(chain: Chain, i: int) -> Parsed:
    """Return "from March to June", "between 2015 and 2018", "April 4-7", "November 19 to 20"."""
    lead = chain.words[i] if chain.words[i] in {"from", "between"} else ""
    return _longest(*(_from(chain, first, lead) for first in _ends(chain, i + bool(lead), lead)))


def _from(chain: Chain, opening: tuple[When, int], lead: str) -> Parsed:
    """Return the longest range that opens with this end."""
    k = _joint(chain, opening[1], lead)
    lasts = () if k is None else _ends(chain, k, lead)
    return _longest(*((DateRange(opening[0], last), j) for last, j in lasts if _may_span(opening[0], last)))


def _ends(chain: Chain, i: int, lead: str) -> tuple[tuple[When, int], ...]:
    """Return what may be an end of a range here; beside any date, "now", a month or a day's number alone."""
    if chain.words[i] in {"now", "date"}:
        return ((RelativeUnit(Unit.DAY), i + 1),)
    if follows(chain, i, "current", "date"):
        return ((RelativeUnit(Unit.DAY), i + 2),)
    parsed = (_point(chain, i), slashed(chain, i), _month(chain, i, lead), _bare_day(chain, i))
    return tuple(date for date in parsed if date is not None)


def _month(chain: Chain, i: int, lead: str) -> Parsed:
    token = chain.tokens[i]
    return (Stated(month=token.value), i + 1) if token.kind is Kind.MONTH and (lead or token.is_capital) else None


def _joint(chain: Chain, i: int, lead: str) -> int | None:
    """Return the token after what joins the two ends of a range, or None where nothing does."""
    token = chain.tokens[i]
    if (token.word in _TO and token.gap == " ") or (token.word == "and" and lead == "between"):
        return i + 1
    return i if token.gap in _DASHES else None


def _bare_day(chain: Chain, i: int) -> Parsed:
    """Return a day's number, its month named at the range's other end or by a "this month" behind it."""
    i += chain.words[i] == "the"
    number = ordinal(chain, i)
    if number is None or number[0] not in DAYS:
        number = day_number(chain, i)
    if number is None:
        return None
    outer = _outer(chain, number[1])
    if outer and isinstance(outer[0], RelativeUnit) and outer[0].unit is Unit.MONTH:
        return Within(Stated(day=number[0]), outer[0]), outer[1]
    return Stated(day=number[0]), number[1]


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
    opening = chain.words[i]
    date = _point(chain, i + 1) if opening in _OPENINGS else None
    if date is None:
        return None
    first, last = (date[0], None) if _OPENINGS[opening] > 0 else (None, date[0])
    return DateRange(first, last, beyond=opening in _BEYOND), date[1]
