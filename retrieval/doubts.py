"""Conditions of a question that a passage is not certain to meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.documents import Inferred
from retrieval.understanding.query import Kind, Slot

if TYPE_CHECKING:
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

_TELLING = re.compile(r"\d{2,}|[^\W\d_]{3,}")
"""Words for time that tell one from another: names of days and months, years."""


def doubts(query: Query, hit: Hit) -> tuple[Slot, ...]:
    """Return the conditions that the hit may not meet.

    They are those that only influenced its rank, and a period that its vague date merely overlaps.
    """
    if hit.by_others or (query.reported and query.speakers and not hit.statements):
        return (Slot.SPEAKER,)
    if query.reported:
        return (Slot.PERIOD,) if hit.vague else ()
    uncertain = {
        Slot.SPEAKER: bool(query.kind is Kind.STATEMENT and query.speakers and not hit.statements),
        Slot.PERIOD: bool(query.period and not hit.in_period and not (hit.statements and query.speakers)),
    }
    return tuple(slot for slot, doubtful in uncertain.items() if doubtful)


def of_another_day(query: Query, hit: Hit, library: Library) -> bool:
    """Return whether the hit speaks of a day that it states, outside the period that the query names.

    One that prints a word of the query's own time, such as its year, may speak of both.
    """
    said = hit.passage.said
    if query.reported or not query.time_words or hit.in_period or said is None or said.inferred is Inferred.DATE:
        return False
    document = library.corpus.document(hit.passage.document)
    asked = library.index.terms_of(" ".join(_TELLING.findall(query.time_words)))
    return asked.isdisjoint(library.index.terms_of(hit.passage.span.of(document.text)))


def is_dated_by_printing(hit: Hit) -> bool:
    """Return whether only the day of printing tells when each of its statements was made."""
    return bool(hit.statements) and all(
        statement.said is not None and statement.said.inferred is Inferred.DATE for statement in hit.statements
    )
