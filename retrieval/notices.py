"""Sentences beside an answer: which condition failed, and how the question was understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.errors import REMEDY
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from embeddings.documents import Period
    from retrieval.answers import Citation
    from retrieval.understanding.query import Query

_NAMED = 3
"""Namesakes or months that a notice names at most: more would not be read."""
_SHORTEST_MONTH = 28
"""Days of February: what is shorter is no whole month."""
_YEAR = re.compile(r"(?<=\D) \d{4}\b")


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition, and the query without it."""

    condition: Slot
    without: Query


def meant(query: Query, names: Iterable[str], newest: date | None, doubts: Sequence[Slot] = ()) -> str:
    """Return what the reader should know of how the question was understood; empty where nothing is in doubt.

    ``names`` are those of the passages' speakers, the best first, ``doubts`` those about the first passage.
    """
    notices = []
    if query.respelt and query.speaker:
        notices.append(f"Taken for {query.speaker}.")
    if query.unknown:
        notices.append(_nobody(_listed(query.unknown)))
    if Slot.PERIOD in doubts:
        notices.append(f"No passage is certain to be of {_days_asked(query)}.")
    speakers = list(dict.fromkeys(names)) if query.speakers else []
    if len(speakers) > 1 and any(name not in (query.speaker or "") for name in speakers):
        notices.append(f"Several go by that name: {_listed(speakers)}.")
    if query.counted_from and query.period:
        anchor = "the newest article, of" if query.counted_from == newest else "today,"
        notices.append(f"Counted from {anchor} {_day(query.counted_from)}: {spelled(query.period)}.")
    elif len(query.periods) > 1 and query.period and not query.last:
        others = _listed(spelled(period) for period in query.periods if period != query.period)
        notices.append(f"Taken for {spelled(query.period)}; articles also speak of {others}.")
    return " ".join(notices)


def not_covered(query: Query) -> str:
    """Return the notice for a topic that nothing covers."""
    if query.reported and query.speaker:
        says = "say" if query.joint else "says"
        return f"{query.speaker} {says} nothing about “{query.topic}” in these articles."
    return f"Nothing in these articles answers “{query.topic or query.text}”."


def left_out(sources: Sequence[str]) -> str:
    """Return the notice for files whose words may no longer stand there."""
    have, them = ("has", "it") if len(sources) == 1 else ("have", "them")
    return f"{_listed(sources)} {have} changed since the index was built, so nothing of {them} is shown: {REMEDY}."


def too_long(max_tokens: int | None, shortest: int) -> str:
    """Return the notice for passages of which none fits."""
    return f"The shortest passage that answers has {shortest} tokens, and {max_tokens} are allowed."


def probably(query: Query) -> str:
    """Return the notice for words that were probably said in the period."""
    return f"Nothing is certain to be {_when(query)}; these words of {query.speaker} were printed just after."


def missing(query: Query, nearest: Sequence[Citation], newest: date | None) -> str:
    """Return in one sentence which condition failed."""
    if query.period and newest and query.period.first > newest and not query.strangers:
        return f"These articles end on {_day(newest)}: nothing in them is {_when(query)}."
    where = f" in {_listed(sorted(query.publishers))}" if query.publishers else ""
    when = f" {_when(query)}" if query.period else ""
    if query.strangers:
        return _nobody(query.speaker or "")
    if not query.reported:
        return f"No article speaks of anything{when}{where}."
    if not query.speaker:
        return f"Nobody is quoted{when}{where} in these articles."
    spoken = [citation.said for citation in nearest if "period" in citation.misses and citation.said]
    months = dict.fromkeys(f"{period.first:%B} {period.first.year}" for period in sorted(spoken))
    instead = f", but in {_listed(months)}" if months else ""
    is_quoted = "are not quoted" if query.joint else "is not quoted"
    return f"{query.speaker} {is_quoted}{when}{where} in these articles{instead}."


def _nobody(name: str) -> str:
    return f"Nobody called {name} is quoted in these articles."


def _when(query: Query) -> str:
    """Return the period as it was asked for, with its preposition: "in April"."""
    return f"{_preposition(query.period)} {_days_asked(query)}" if query.period else ""


def _days_asked(query: Query) -> str:
    """Return the period as it was asked for: without a year where the question left it open and no year fits."""
    if query.period is None:
        return "that time"
    is_year_open = query.period.inferred == "year" and not query.periods and "period" not in query.carried_over
    days = spelled(query.period)
    return _YEAR.sub("", days) if is_year_open else days


def spelled(period: Period) -> str:
    """Return the period as a reader says it: a year, a month, a day, or from day to day."""
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and period.days >= _SHORTEST_MONTH:
        return f"{first:%B} {first.year}"
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _preposition(period: Period) -> str:
    if period.days == 1:
        return "on"
    return "from" if " to " in spelled(period) else "in"


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:_NAMED]) + (" and others" if len(shown) > _NAMED else "")
