"""Conditions set beside the question: who, when, in which outlet."""

from __future__ import annotations

import re
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

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions that passages must meet whatever the question says."""

    speakers: tuple[str, ...] = ()
    """One of them speaks."""
    publishers: tuple[str, ...] = ()
    """One of them printed it, or first did."""
    since: str | None = None
    until: str | None = None


def narrow(query: Query, narrowing: Narrowing, vocabulary: Vocabulary) -> Query:
    """Return the query with the conditions added.

    Raises QuestionError if a day cannot be read, if the corpus has no such outlet, or if no day is left.
    """
    narrowed = _by_publishers(_by_speakers(query, narrowing.speakers, vocabulary), narrowing.publishers, vocabulary)
    if narrowing.since is None and narrowing.until is None:
        return narrowed
    return _between(narrowed, _days(narrowing, vocabulary))


def _by_speakers(query: Query, names: tuple[str, ...], vocabulary: Vocabulary) -> Query:
    if not names:
        return query
    voices = [(name, vocabulary.voice(name)) for name in names]
    known = [voice for _, voice in voices if voice]
    return replace(
        query,
        kind=Kind.STATEMENT,
        reported=True,
        strangers=not known,
        speaker=" and ".join(voice.name if voice else name for name, voice in voices),
        speakers=frozenset[int]().union(*(voice.speakers for voice in known)),
        joint=len(names) > 1,
        unknown=tuple(name for name, voice in voices if voice is None) if known else (),
        respelt=any(voice.respelt for voice in known),
    )


def _by_publishers(query: Query, names: tuple[str, ...], vocabulary: Vocabulary) -> Query:
    if not names:
        return query
    outlets = {name: [outlet for key, outlet in vocabulary.outlets.items() if folded(name) in key] for name in names}
    for name in names:
        if not folded(name) or not outlets[name]:
            raise QuestionError(f"no outlet or agency here is called {name!r}: verbatim sources lists them")
    return replace(query, publishers=frozenset(outlet for named in outlets.values() for outlet in named))


def _between(query: Query, days: Period) -> Query:
    """Return the query limited to the days, its own periods cut to them."""
    periods = tuple(filter(None, (_shared(period, days) for period in query.periods)))
    if query.periods and not periods:
        raise QuestionError(f"the question's {query.periods[0].first} lies outside --since and --until: drop one")
    possible = periods or (days,)
    return replace(query, periods=possible, period=possible[0], bound=True)


def _shared(one: Period, other: Period) -> Period | None:
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Period(first, last, one.inferred) if first <= last else None


def _days(narrowing: Narrowing, vocabulary: Vocabulary) -> Period:
    """Return the days from --since to --until, an open end closed with the years of which the corpus speaks."""
    years = vocabulary.years or (date.max.year, date.min.year)
    since = None if narrowing.since is None else _period(narrowing.since, vocabulary).first
    until = None if narrowing.until is None else _period(narrowing.until, vocabulary).last
    if since and until and since > until:
        raise QuestionError(f"--since {narrowing.since} is later than --until {narrowing.until}: swap them")
    first = since or min(date(years[-1], 1, 1), until or date.max)
    return Period(first, until or max(date(years[0], 12, 31), first))


def _period(words: str, vocabulary: Vocabulary) -> Period:
    dates = dates_in(words, vocabulary.today, vocabulary.newest or vocabulary.today, vocabulary.years)
    if dates is None or _WORD.search(words[: dates.span.start] + words[dates.span.end :]):
        raise QuestionError(f"{words!r} names no day of the calendar: write 2019-04-07, 2019-04 or April 2019")
    return dates.periods[0]
