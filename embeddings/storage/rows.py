"""Rows of the corpus file, and the records that they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from embeddings.documents import DayEvidence, Inferred, Period, Span, SpeakerEvidence, StatementKind
from embeddings.storage.records import StoredStatement

STATEMENT = (
    "speakers.name, statements.first, statements.last, kind, speaker_by, certain, said_by,"
    " statements.said_first, statements.said_last, statements.said_inferred"
)
PASSAGE = "id, document, position, first, last, tokens, proof, said_first, said_last, said_inferred"

YEARS = """
with recursive latest (day) as (
    select max(said_first) from passages
    union all
    select (select max(said_first) from passages where said_first < substr(day, 1, 4)) from latest where day is not null
)
select day from latest where day is not null
"""
"""Steps from each year to the one before, so that the database index skips the passages between."""


def statement(speaker: int, name: str, first: int, last: int, *row: Any) -> StoredStatement:  # noqa: ANN401 - a row
    """Return the statement of a row: the speaker, and the columns of `STATEMENT`."""
    kind, speaker_evidence, certain, day_evidence, *said = row
    return StoredStatement(
        speaker,
        name,
        Span(first, last),
        StatementKind(kind),
        SpeakerEvidence(speaker_evidence),
        bool(certain),
        period(*said),
        DayEvidence(day_evidence) if day_evidence else None,
    )


def period(first_day: str | None, last_day: str | None, inferred: str | None) -> Period | None:
    """Return the days of three columns; None where they are empty."""
    if first_day is None or last_day is None:
        return None
    return Period(date.fromisoformat(first_day), date.fromisoformat(last_day), Inferred(inferred) if inferred else None)
