"""A question, understood: who, when, in which outlet, what about."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from embeddings.documents import Period


class Kind(StrEnum):
    """What a question asks for."""

    STATEMENT = "statement"
    """What somebody said."""
    FACT = "fact"
    """Anything else."""


class Slot(StrEnum):
    """A part of a query. A passage may fail to meet it; a follow-up question may leave it out and so take it over."""

    SPEAKER = "speaker"
    PERIOD = "period"
    TOPIC = "topic"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for."""

    question: str
    topic: str
    """What it is about, without who, when and where."""
    text: str = ""
    """The question in readable characters, as it is compared with passages."""
    kind: Kind = Kind.FACT
    speaker: str | None = None
    """Whose words are asked for, as shown."""
    speakers: frozenset[int] = frozenset()
    strangers: bool = False
    """Whether it names a speaker whom the corpus does not know."""
    group: str = ""
    """The plain noun for those whose words it asks for, "protesters": words of others come after theirs, in doubt."""
    reported: bool = False
    """Whether only words that somebody said can answer it."""
    periods: tuple[Period, ...] = ()
    """What its words for time may mean, the latest first."""
    period: Period | None = None
    """The one of ``periods`` that is meant."""
    bound: bool = False
    """Whether the period is a condition for facts too, not only for what somebody said."""
    counted_from: date | None = None
    """The day from which the period counts, as "last week" does; None where it counts from none."""
    publishers: frozenset[str] = frozenset()
    newest: bool = False
    """Whether the latest is asked for."""
    carried_over: tuple[Slot, ...] = ()
    respelt: bool = False
    """Whether the speaker was recognised only by letting letters differ."""
    joint: bool = False
    """Whether several speakers are named."""
    unknown: tuple[str, ...] = ()
    """Of several, those whom the corpus does not know."""
    time_words: str = ""
    """The words of the question that mean the period."""
    last: bool = False
    """Whether the period is the latest of its name, as in "last November"."""
    otherwise: Query | None = None
    """Another way to read the question, as likely as this one; the better answered one counts."""
    began: float = field(default_factory=time.perf_counter, compare=False, repr=False)
    """When reading the question began, in seconds: the answer's times count from here."""
