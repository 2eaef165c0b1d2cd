"""What an answer says beside its passages: which condition failed, and what was taken for granted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from embeddings.documents import Period
    from retrieval.answers import Citation
    from retrieval.understanding.question import Query

_NAMED = 3
"""Namesakes or months that a notice names at most."""
_SHORTEST_MONTH = 28
_YEAR = re.compile(r" \d{4}\b")


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition, and the query without it."""

    condition: str
    without: Query


def meant(query: Query, names: Iterable[str], newest: date | None) -> str:
    """Return what the reader should know of how the question was understood; empty where nothing is in doubt.

    ``names`` are those of the speakers found, the best first.
    """
    said = []
    if query.respelt and query.speaker:
        said.append(f"Taken for {query.speaker}.")
    if query.unknown:
        said.append(_nobody(_listed(query.unknown)))
    speakers = list(dict.fromkeys(names)) if query.speakers else []
    if len(speakers) > 1 and any(name not in (query.speaker or "") for name in speakers):
        said.append(f"Several go by that name: {_listed(speakers)}.")
    if query.relative and query.period and newest:
        said.append(f"Counted from the newest article, of {_day(newest)}: {spelled(query.period)}.")
    elif len(query.periods) > 1 and query.period and not query.last:
        others = _listed(spelled(each) for each in query.periods if each != query.period)
        said.append(f"Taken for {spelled(query.period)}; articles also speak of {others}.")
    return " ".join(said)


def not_covered(query: Query) -> str:
    """Return the notice for a topic that nothing covers."""
    if query.reported and query.speaker:
        says = "say" if query.joint else "says"
        return f"{query.speaker} {says} nothing about “{query.topic}” in these articles."
    return f"Nothing in these articles answers “{query.topic or query.text}”."


def missing(query: Query, nearest: Sequence[Citation]) -> str:
    """Return in one sentence which condition failed."""
    where = f" in {_listed(sorted(query.publishers))}" if query.publishers else ""
    when = f" {_when(query)}" if query.period else ""
    if query.strangers:
        return _nobody(query.speaker or "")
    if not query.reported:
        return f"No article speaks of anything{when}{where}."
    if not query.speaker:
        return f"Nobody is quoted{when}{where} in these articles."
    spoken = [each.said for each in nearest if "period" in each.misses and each.said]
    months = dict.fromkeys(f"{period.first:%B} {period.first.year}" for period in sorted(spoken))
    instead = f", but in {_listed(months)}" if months else ""
    does = "do" if query.joint else "does"
    return f"{query.speaker} {does} not speak{when}{where} in these articles{instead}."


def _nobody(name: str) -> str:
    return f"Nobody called {name} is quoted in these articles."


def _when(query: Query) -> str:
    """Return the period as it was asked for: without a year where the question left it open and no year fits."""
    if query.period is None:
        return ""
    told = f"{_preposition(query.period)} {spelled(query.period)}"
    open_year = query.period.inferred == "year" and not query.periods and "period" not in query.carried_over
    return _YEAR.sub("", told) if open_year else told


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
