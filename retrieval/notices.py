"""What an answer says beside its passages: which condition failed, and what was taken for granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Period
    from retrieval.question import Query
    from retrieval.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition, and the query without it."""

    condition: str
    query: Query
    without: Query


def meant(query: Query, vocabulary: Vocabulary) -> str:
    """Return what the reader should know of how the question was understood; empty where nothing is in doubt."""
    said = []
    if query.respelt and query.speaker:
        said.append(f"Taken for {query.speaker}.")
    if query.relative and query.period and vocabulary.newest:
        said.append(f"Counted from the newest article, of {vocabulary.newest}: {spelled(query.period)}.")
    if len(query.periods) > 1 and query.period:
        others = ", ".join(spelled(each) for each in query.periods[1:])
        said.append(f"Taken for {spelled(query.period)}; articles also speak of {others}.")
    return " ".join(said)


def not_covered(query: Query) -> str:
    """Return the notice for a topic that nothing covers."""
    return f"Nothing in these articles answers “{query.topic or query.text}”."


def missing(query: Query, misses: Sequence[Miss], vocabulary: Vocabulary) -> str:
    """Return in one sentence which condition failed."""
    who = query.speaker or "anybody"
    when = f" in {spelled(query.period)}" if query.period else ""
    where = f" in {', '.join(sorted(query.publishers))}" if query.publishers else ""
    if query.strangers:
        return f"Nobody called {who} is quoted in these articles."
    if not misses:
        return f"These articles have no words of {who}{when}{where}."
    dropped = {miss.condition for miss in misses}
    if query.speaker and "period" in dropped:
        return f"{who} does not speak{when}{where} in these articles; other days are below."
    return f"These articles have no words of {who}{when}{where}."


def spelled(period: Period) -> str:
    """Return the period as a reader says it: a year, a month, a day, or from day to day."""
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and period.days > 27:
        return f"{first:%B} {first.year}"
    days = [f"{day.day} {day:%B} {day.year}" for day in (first, last)]
    return days[0] if first == last else " to ".join(days)
