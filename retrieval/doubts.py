"""Conditions of a question that a passage is not certain to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.understanding.query import Kind, Slot

if TYPE_CHECKING:
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query


def doubts(query: Query, hit: Hit) -> tuple[Slot, ...]:
    """Return the conditions that the hit may fail: those that ranked it and did not limit the search."""
    if query.reported:
        return ()
    uncertain = {
        Slot.SPEAKER: bool(query.kind is Kind.STATEMENT and query.speakers and not hit.statements),
        Slot.PERIOD: bool(query.period and not hit.in_period and not (hit.statements and query.speakers)),
    }
    return tuple(slot for slot, doubtful in uncertain.items() if doubtful)
