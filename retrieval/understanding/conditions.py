"""Conditions set beside the question: who, when, in which outlet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from embeddings.dates.mentions import dates_in
from embeddings.documents import Period
from embeddings.errors import QuestionError
from embeddings.people.names import folded
from retrieval.understanding.query import Kind, Query

if TYPE_CHECKING:
    from retrieval.understanding.named_in_corpus import Vocabulary


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions that passages must meet whatever the question says; None where none is set."""

    speaker: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None


def narrow(query: Query, narrowing: Narrowing, vocabulary: Vocabulary) -> Query:
    """Return the query with the conditions added.

    Raises QuestionError if a day cannot be read, if the corpus has no such outlet, or if no day is left.
    """
    narrowed = _by_publisher(_by_speaker(query, narrowing.speaker, vocabulary), narrowing.publisher, vocabulary)
    if narrowing.since is None and narrowing.until is None:
        return narrowed
    return _between(narrowed, _days(narrowing, vocabulary))


def _by_speaker(query: Query, name: str | None, vocabulary: Vocabulary) -> Query:
    if name is None:
        return query
    voice = vocabulary.voice(name)
    query = replace(query, kind=Kind.STATEMENT, reported=True, strangers=voice is None)
    if voice is None:
        return replace(query, speaker=name, speakers=frozenset())
    return replace(query, speaker=voice.name, speakers=voice.speakers, respelt=voice.respelt)


def _by_publisher(query: Query, name: str | None, vocabulary: Vocabulary) -> Query:
    if name is None:
        return query
    outlets = [outlet for key, outlet in vocabulary.publishers.items() if folded(name) in key]
    if not outlets:
        raise QuestionError(f"no outlet here is called {name!r}: verbatim coverage lists them")
    return replace(query, publishers=frozenset(outlets))


def _between(query: Query, days: Period) -> Query:
    """Return the query limited to the days, its own periods cut to them."""
    periods = tuple(filter(None, (_shared(period, days) for period in query.periods)))
    if query.periods and not periods:
        raise QuestionError(f"the question's {query.periods[0].first} lies outside --since and --until: drop either")
    possible = periods or (days,)
    return replace(query, periods=possible, period=possible[0], bound=True)


def _shared(one: Period, other: Period) -> Period | None:
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Period(first, last, one.inferred) if first <= last else None


def _days(narrowing: Narrowing, vocabulary: Vocabulary) -> Period:
    """Return the days from --since to --until, an open end closed with the years of which the corpus speaks."""
    years = vocabulary.years or (date.max.year, date.min.year)
    since = _period(narrowing.since, vocabulary).first if narrowing.since else None
    until = _period(narrowing.until, vocabulary).last if narrowing.until else None
    if since and until and since > until:
        raise QuestionError(f"--since {narrowing.since} is later than --until {narrowing.until}: exchange them")
    first = since or min(date(years[-1], 1, 1), until or date.max)
    return Period(first, until or max(date(years[0], 12, 31), first))


def _period(words: str, vocabulary: Vocabulary) -> Period:
    dates = dates_in(words, vocabulary.today, vocabulary.newest or vocabulary.today, vocabulary.years)
    if dates is None:
        raise QuestionError(f"{words!r} names no day: write 2019-04-07, 2019-04 or April 2019")
    return dates.periods[0]
