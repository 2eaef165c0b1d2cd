"""Date expressions in documents and questions, and the periods that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import Clock, Lean
from embeddings.dates.forms import DateRange, RelativeUnit, Shifted, Slashed, Stated
from embeddings.dates.grammar import DateExpression, Findings, expressions
from embeddings.dates.known_days import Calendar, best_year, candidates
from embeddings.dates.resolution import is_relative, resolve, unstated
from embeddings.documents import DateMention, Inferred, Period, Span
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from embeddings.dates.forms import When
    from embeddings.documents import Document

_SENTENCE_BEFORE = 90
"""Characters before a date in which the verb stands that it belongs to."""
_LEAP_YEARS = 12
"""Years in which a day of a month falls on a given weekday at least once; 29 February comes within eight."""
_PROGRAMMES = frozenset({"This Week", "Last Week"})
"""Names of broadcasts that look like dates."""
_AHEAD, _BEHIND = word_list(__file__, "ahead"), word_list(__file__, "behind")


def date_mentions(document: Document, findings: Findings, calendar: Calendar | None = None) -> tuple[DateMention, ...]:
    """Return the document's date expressions in order, each with the period that it means.

    They count from the publication date. Where there is none, dates without a year fall in the latest year that the
    calendar supports, and those that only an anchor could fix are left out.
    """
    dates = tuple(_expressions(document, findings))
    anchor = _anchor(document, dates, calendar or Calendar(), day_first=findings.puts_day_first())
    return tuple(_mentions(document.text, dates, anchor))


def _expressions(document: Document, findings: Findings) -> Iterator[DateExpression]:
    for paragraph in document.annotated:
        for expression in findings.within(paragraph.span):
            if not expression.vague and expression.span.of(document.text) not in _PROGRAMMES:
                yield expression


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a document's dates are resolved by."""

    published: date | None
    day_first: bool
    calendar: Calendar
    latest: Period | None
    """Of an undated document, the latest day that it states in full."""
    year: int
    """Of an undated document, the latest year that it names: it is no older."""


def _anchor(document: Document, dates: Iterable[DateExpression], calendar: Calendar, *, day_first: bool) -> _Anchor:
    published = document.provenance.published
    far = Clock(date.max, day_first=day_first)
    stated = [period for each in dates if (period := _in_full(each.when, far)) is not None] if published is None else []
    days = [period for period in stated if period.days == 1]
    return _Anchor(
        published, day_first, calendar, max(days, default=None), max((period.last.year for period in stated), default=1)
    )


def _in_full(when: When, clock: Clock) -> Period | None:
    return resolve(when, clock) if isinstance(when, Stated | Slashed) and when.year is not None else None


def _mentions(text: str, dates: Iterable[DateExpression], anchor: _Anchor) -> Iterator[DateMention]:
    mentioned: Period | None = None
    for expression in dates:
        period = _period(text, expression, anchor, mentioned)
        if period is not None:
            mentioned = _spoken_of(expression.when, anchor, period)
            yield DateMention(expression.span, period)


def _spoken_of(when: When, anchor: _Anchor, period: Period) -> Period:
    """Return what "three years earlier" would count from: of "since 2014", the year."""
    if isinstance(when, DateRange) and when.first is not None and when.last is None:
        return _resolved(when.first, anchor, Lean.NEAR, None) or period
    return period


def _period(text: str, expression: DateExpression, anchor: _Anchor, mentioned: Period | None) -> Period | None:
    when = expression.when
    if isinstance(when, DateRange) and (when.first is None or when.beyond):
        when = when.first or when.last or when
    lean = lean_of(text, expression.span)
    if isinstance(when, Shifted) and when.of is None and when.sign > 0 and not when.from_mentioned:
        return _resolved(when, anchor, lean, mentioned) if lean is Lean.FUTURE else None  # "in eight years": how long
    return _resolved(when, anchor, lean, mentioned)


def _resolved(when: When, anchor: _Anchor, lean: Lean, mentioned: Period | None) -> Period | None:
    if anchor.published is not None:
        return resolve(when, Clock(anchor.published, lean, mentioned, anchor.day_first))
    if isinstance(when, Shifted | RelativeUnit) and when.from_mentioned:
        return resolve(when, Clock(mentioned.last, lean, mentioned)) if mentioned else None
    if _is_open(when) or isinstance(when, RelativeUnit):
        return None
    missing = unstated(when)
    if missing is None:
        return resolve(when, Clock(date.max - timedelta(days=366), day_first=anchor.day_first))
    return _in_corpus(when, anchor) if missing is Inferred.YEAR else None


def _is_open(when: When) -> bool:
    """Return whether it runs up to a day that only an anchor gives."""
    return isinstance(when, DateRange) and when.last is None


def _in_corpus(when: When, anchor: _Anchor) -> Period | None:
    """Return an undated page's date in the latest year that the corpus supports, else nearest to its own full dates."""
    supported = best_year(when, anchor.calendar, anchor.year)
    if supported is not None or anchor.latest is None:
        return supported
    return resolve(when, Clock(anchor.latest.first, Lean.NEAR, day_first=anchor.day_first))


def lean_of(text: str, span: Span) -> Lean:
    """Return where a date of a text lies that does not say so: ahead where the verb before it looks ahead."""
    return Lean.FUTURE if _cue(text, span) == "ahead" else Lean.NEAR


def is_told(text: str, span: Span) -> bool:
    """Return whether the verb before a date tells what has happened."""
    return _cue(text, span) == "behind"


def _cue(text: str, span: Span) -> str | None:
    """Return where the last verb before a date looks, if one stands in its sentence."""
    cues = tuple(_cues().finditer(text, max(0, span.start - _SENTENCE_BEFORE), span.start))
    return cues[-1].lastgroup if cues else None


@cache
def _cues() -> re.Pattern[str]:
    ahead, behind = rf"\b{_AHEAD.pattern}\b|['’]ll\b", rf"\b{_BEHIND.pattern}\b"
    return re.compile(rf"(?P<ahead>{ahead})|(?P<behind>{behind})|(?P<end>[.!?]\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionDates:
    """The words of a question that mean a period."""

    span: Span
    periods: tuple[Period, ...]
    """All that they may mean, the latest first; never empty."""
    counted_from: date | None
    """The day from which they count, as "last week" and "since May" do; None where they count from none."""


def dates_in(question: str, today: date, newest: date, years: Iterable[int]) -> QuestionDates | None:
    """Return the words of the question that mean a period, and all that they may mean, whatever the corpus holds.

    "yesterday" and "last week" count from today, a weekday from the corpus's newest day if that is earlier. A date
    without a year means one in each of the corpus's years that is not ahead of it, else the last one before its end.
    """
    stated = (expression for expression in expressions(question) if not expression.vague)
    for expression in sorted(stated, key=lambda expression: -len(expression.span)):
        when, span = expression.when, expression.span
        if unstated(when) is Inferred.YEAR and not is_relative(when):
            if periods := _not_ahead(when, newest, years):
                return QuestionDates(span, periods, None)
            continue
        anchor = min(today, newest) if isinstance(when, Stated) and when.weekday is not None else today
        if period := resolve(when, Clock(anchor)):
            return QuestionDates(span, (period,), anchor if is_relative(when) or _is_open(when) else None)
    return None


def _not_ahead(when: When, newest: date, years: Iterable[int]) -> tuple[Period, ...]:
    """Return what a date without a year means in the years, or in the last one in which it is not ahead."""
    possible = [period for period in candidates(when, years) if period.first <= newest]
    before = candidates(when, range(max(1, newest.year - _LEAP_YEARS), newest.year + 1))
    return tuple(possible or [period for period in before if period.first <= newest][:1])
