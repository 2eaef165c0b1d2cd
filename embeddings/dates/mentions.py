"""Date expressions in documents and questions, and the periods that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import Clock, Lean
from embeddings.dates.forms import Shifted, Slashed, Stated, Stretch, Turn
from embeddings.dates.grammar import DateExpression, expressions
from embeddings.dates.known_days import Calendar, best_year, candidates
from embeddings.dates.resolution import resolve, unstated
from embeddings.documents import DateMention, Inferred, Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from embeddings.dates.forms import When
    from embeddings.dates.grammar import Findings
    from embeddings.documents import Document

_SENTENCE_BEFORE = 90
"""Characters before a date in which the verb stands that it belongs to."""
_ANOTHER_DAY = timedelta(days=401)
"""A day in another year, month and week: what counts from today means something else then."""
_LEAP_YEARS = 12
"""Years in which a day of a month falls on a given weekday at least once; 29 February comes within eight."""
_CUE = re.compile(
    r"(?P<ahead>\b(?:will|would|shall|to be held|plans?|planned|planning|scheduled|slated|set (?:for|to)|expected|"
    r"expects?|due|upcoming|ahead of|deadline|expires?|until|by|looms?|hopes?)\b|['’]ll\b)"
    r"|(?P<behind>\b(?:said|says|told|was|were|had|did|has|have|wrote|began|came|made|met|took|went|won|lost|held|\w{2,}ed)\b)"
    r"|(?P<end>[.!?]\s)",
    re.IGNORECASE,
)


def date_mentions(document: Document, findings: Findings, known: Calendar | None = None) -> tuple[DateMention, ...]:
    """Return the document's date expressions in order, each with the period that it means.

    They count from the publication date. Where there is none, dates without a year fall in the latest year that the
    calendar supports, and those that only an anchor could fix are left out.
    """
    found = tuple(_expressions(document, findings))
    reader = _reader(document, found, known or Calendar(), day_first=findings.puts_day_first())
    return tuple(_mentions(document.text, found, reader))


def _expressions(document: Document, findings: Findings) -> Iterator[DateExpression]:
    for paragraph in document.annotated:
        yield from (found for found in findings.within(paragraph.span) if not found.vague)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a document's dates are resolved by."""

    published: date | None
    day_first: bool
    calendar: Calendar
    latest: Period | None
    """Of an undated document, the latest day that it states in full."""
    year: int
    """Of an undated document, the latest year that it names: it is no older."""


def _reader(document: Document, found: Iterable[DateExpression], known: Calendar, *, day_first: bool) -> _Reader:
    published = document.provenance.published
    far = Clock(date.max, day_first=day_first)
    stated = [period for each in found if (period := _in_full(each.when, far)) is not None] if published is None else []
    days = [period for period in stated if period.days == 1]
    return _Reader(
        published, day_first, known, max(days, default=None), max((each.last.year for each in stated), default=1)
    )


def _in_full(when: When, clock: Clock) -> Period | None:
    return resolve(when, clock) if isinstance(when, Stated | Slashed) and when.year is not None else None


def _mentions(text: str, found: Iterable[DateExpression], reader: _Reader) -> Iterator[DateMention]:
    mentioned: Period | None = None
    for each in found:
        period = _period(text, each, reader, mentioned)
        if period is not None:
            mentioned = _spoken_of(each, reader, period)
            yield DateMention(each.span, period)


def _spoken_of(found: DateExpression, reader: _Reader, period: Period) -> Period:
    """Return what "three years earlier" would count from: of "since 2014", the year."""
    when = found.when
    if isinstance(when, Stretch) and when.first is not None and when.last is None:
        return _resolved(when.first, reader, "near", None) or period
    return period


def _period(text: str, found: DateExpression, reader: _Reader, mentioned: Period | None) -> Period | None:
    when = found.when
    if isinstance(when, Stretch) and (when.first is None or when.beyond):
        when = when.first or when.last or when
    lean = lean_of(text, found.span)
    if isinstance(when, Shifted) and when.of is None and when.sign > 0 and not when.from_mentioned and lean != "future":
        return None  # "for the first time in eight years" is how long, not when
    return _resolved(when, reader, lean, mentioned)


def _resolved(when: When, reader: _Reader, lean: Lean, mentioned: Period | None) -> Period | None:
    if reader.published is not None:
        return resolve(when, Clock(reader.published, lean, mentioned, reader.day_first))
    if isinstance(when, Shifted) and when.from_mentioned:
        return resolve(when, Clock(mentioned.last, lean, mentioned)) if mentioned else None
    missing = unstated(when)
    if missing is None and not _is_open(when):
        return resolve(when, Clock(date.max - timedelta(days=366), day_first=reader.day_first))
    return (
        _in_corpus(when, reader)
        if missing is Inferred.YEAR and not isinstance(when, Turn) and not _is_open(when)
        else None
    )


def _is_open(when: When) -> bool:
    """Return whether it runs up to a day that only an anchor gives."""
    return isinstance(when, Stretch) and when.last is None


def _in_corpus(when: When, reader: _Reader) -> Period | None:
    """Return an undated page's date in the latest year that the corpus supports, else nearest to its own full dates."""
    supported = best_year(when, reader.calendar, reader.year)
    if supported is not None or reader.latest is None:
        return supported
    return resolve(when, Clock(reader.latest.first, "near", day_first=reader.day_first))


def lean_of(text: str, span: Span) -> Lean:
    """Return where a date of a text lies that does not say so: ahead where the verb before it looks ahead."""
    return "future" if _cue(text, span) == "ahead" else "near"


def is_told(text: str, span: Span) -> bool:
    """Return whether the verb before a date tells what has happened."""
    return _cue(text, span) == "behind"


def _cue(text: str, span: Span) -> str | None:
    cues = tuple(_CUE.finditer(text, max(0, span.start - _SENTENCE_BEFORE), span.start))
    return cues[-1].lastgroup if cues else None


def period_in(question: str, today: date) -> tuple[Span, Period] | None:
    """Return the words of the question that mean a period, and the period; the past is meant where both fit."""
    for found in by_weight(question):
        if (period := resolve(found.when, Clock(today))) is not None:
            return found.span, period
    return None


@dataclass(frozen=True, slots=True)
class QuestionDates:
    """The words of a question that mean a period."""

    span: Span
    periods: tuple[Period, ...]
    """All that they may mean, the latest first; never empty."""
    counted_from: date | None
    """The day from which they count, as "last week" does; None where they count from none."""


def dates_in(question: str, today: date, newest: date, years: Iterable[int]) -> QuestionDates | None:
    """Return the words of the question that mean a period, and all that they may mean.

    "yesterday" and "last week" count from today, a weekday from the corpus's newest day if that is earlier. A date
    without a year means one in each of the corpus's years that is not ahead of it, else the last one before its end.
    """
    for expression in by_weight(question):
        when = expression.when
        anchor = min(today, newest) if isinstance(when, Stated) and when.weekday is not None else today
        if unstated(when) is Inferred.YEAR and not isinstance(when, Turn):
            if periods := _not_ahead(when, newest, years):
                return QuestionDates(expression.span, periods, None)
        elif (period := resolve(when, Clock(anchor))) is not None:
            is_relative = resolve(when, Clock(anchor - _ANOTHER_DAY)) != period
            return QuestionDates(expression.span, (period,), anchor if is_relative else None)
    return None


def _not_ahead(when: When, newest: date, years: Iterable[int]) -> tuple[Period, ...]:
    """Return what a date without a year means in the years, or in the last one in which it is not ahead."""
    possible = [period for period in candidates(when, years) if period.first <= newest]
    before = candidates(when, range(max(1, newest.year - _LEAP_YEARS), newest.year + 1))
    return tuple(possible or [period for period in before if period.first <= newest][:1])


def by_weight(question: str) -> list[DateExpression]:
    """Return the question's date expressions, the one that says most first; "the day" and the like say nothing."""
    return sorted((each for each in expressions(question) if not each.vague), key=lambda found: -len(found.span))
