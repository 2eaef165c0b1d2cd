"""A speaker's statements, or a topic's passages, in the order of time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.indexing.passage_index import Filter
from retrieval.answering import answer
from retrieval.answers import Place
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from embeddings.documents import Period
    from retrieval.library import Library

_MOST = 100
"""Passages that a topic's timeline shows: further down the ranking they are about something else."""


_FEW_BEFORE = 0.03
"""Share of the moments that may be left out at the beginning, where they take more than half of the width."""
FEW = 8
"""Moments up to which their words are shown, and not how many there are: as many as a screen holds."""


_PRINTED = 0.6
"""Share of a topic's words, weighted by rarity, that a passage about it prints; by judgement: the rarest, and more."""
_YEAR = 12
"""Months without a moment that are left out of a chart together; fewer are shown, for the pace of things."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A statement or a passage, and the days it belongs to; None where the article does not tell."""

    place: Place
    said: Period | None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A subject and its moments, the earliest first, undated ones last."""

    of: str
    moments: tuple[Moment, ...]
    parts: tuple[Timeline, ...] = ()
    """Of several speakers, each one's."""

    @property
    def dated(self) -> int:
        """The number of moments that have a day."""
        return sum(moment.said is not None for moment in self.moments)

    @property
    def undated(self) -> int:
        """The number of moments that have none."""
        return len(self.moments) - self.dated


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents each outlet printed in each month."""

    counts: dict[str, dict[str, int]]
    """By outlet, by month as "2019-04"."""
    undated: dict[str, int]
    """By outlet, its documents without a day."""
    passages: int

    @property
    def months(self) -> tuple[str, ...]:
        """Every month in which anything was printed, in order."""
        return tuple(sorted({month for counts in self.counts.values() for month in counts}))


UNNAMED = "(outlet not named)"


def timeline(subject: str, library: Library) -> Timeline:
    """Return the statements of the speaker of that name, else the passages that answer it as a topic.

    Raises QuestionError if the subject cannot be asked for.
    """
    voice = library.vocabulary.voice(subject)
    # "superdelegates" is a topic, though somebody may have quoted a group of them.
    if voice is None or voice.respelt or (subject.islower() and voice.name.islower()):
        return Timeline(subject, _in_order(_about(subject, library)))
    parts = tuple(Timeline(part.name, _in_order(_said_by(part.speakers, library))) for part in voice.parts)
    return Timeline(voice.name, _in_order(_said_by(voice.speakers, library)), parts)


def coverage(library: Library) -> Coverage:
    """Return the months that each outlet covers, and how many documents have no day."""
    counts: dict[str, dict[str, int]] = {}
    undated: Counter[str] = Counter()
    for publisher, month, count in library.corpus.months():
        outlet = publisher or UNNAMED
        if month:
            counts.setdefault(outlet, {})[month] = count
        else:
            undated[outlet] += count
    return Coverage(counts, dict(undated), library.index.count(Filter()))


def by_month(moments: Iterable[Moment]) -> dict[str, int]:
    """Return the number of moments in each month from the first to the last, those without any included."""
    months = [moment.said.first.isoformat()[:7] for moment in moments if moment.said]
    counts = Counter(months)
    return {month: counts[month] for month in _months(months)}


def telling_months(counts: dict[str, int]) -> tuple[list[str], int]:
    """Return the months that are drawn, and how many moments lie before: a few of long ago would squeeze the rest."""
    months = list(counts)
    reached = list(accumulate(counts.values()))
    start = next((at for at, count in enumerate(reached) if count > _FEW_BEFORE * reached[-1]), 0)
    start = start if start >= len(months) / 2 else 0
    return months[start:], reached[start - 1] if start else 0


def without_empty_years(months: dict[str, int]) -> dict[str, int]:
    """Return the months without those that make a whole year or more in which there is nothing."""
    runs = [(bool(count), list(run)) for count, run in groupby(months, lambda month: months[month] > 0)]
    return {month: months[month] for is_any, run in runs if is_any or len(run) < _YEAR for month in run}


def _months(months: list[str]) -> Iterator[str]:
    """Yield every month from the first to the last."""
    if not months:
        return
    year, month = (int(part) for part in min(months).split("-"))
    while (name := f"{year:04}-{month:02}") <= max(months):
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - a year has twelve


def _said_by(speakers: Iterable[int], library: Library) -> Iterator[Moment]:
    """Yield what each passage quotes as of one day, without its copies in other outlets."""
    copies = set[int]()
    for (passage, said), quoted in groupby(library.corpus.spoken_by(speakers), lambda row: (row[0], row[1].said)):
        number = library.corpus.passage(passage).document
        if passage in copies or not library.holds(number):
            continue
        copies |= {copy.id for copy in library.corpus.copies_of(passage)}
        statements = [statement for _, statement in quoted]
        words = Span(statements[0].content.start, max(statement.content.end for statement in statements))
        yield Moment(Place(library.corpus.document(number), words), said, statements[0].name)


def _about(topic: str, library: Library) -> Iterator[Moment]:
    """Yield the passages that answer the topic and print most of it, they or their titles."""
    rarities = library.index.rarities(topic)
    for citation in answer(interpret(topic, library.vocabulary), library, _MOST).citations:
        title = citation.place.document.provenance.title or ""
        printed = library.index.terms_of(f"{citation.place.text} {title}")
        if sum(rarities[term] for term in printed & rarities.keys()) >= _PRINTED * sum(rarities.values()):
            yield Moment(citation.place, citation.said, citation.speaker)


def _in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(sorted(moments, key=_day))


def _day(moment: Moment) -> tuple[bool, str, str, int]:
    said = moment.said.first.isoformat() if moment.said else ""
    return moment.said is None, said, moment.place.document.source, moment.place.span.start
