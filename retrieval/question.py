"""What a question asks for: who, when, in which outlet, what about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from embeddings.annotating.dates import periods_in
from embeddings.errors import QuestionError
from retrieval.phrasing import Phrasing, phrasing

if TYPE_CHECKING:
    from embeddings.documents import Period
    from retrieval.vocabulary import Vocabulary, Voice

LONGEST = 2000
"""Characters of a question at most; more is a text, and the encoder would read only its beginning."""
_ANOTHER_DAY = timedelta(days=401)
"""What counts from today means something else on a day in another year, month and week."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    question: str
    topic: str
    """What it is about, without who, when and where."""
    text: str = ""
    """The question in readable characters, as it is compared with passages."""
    kind: str = "fact"
    """ "statement" for what somebody said, "fact" for anything else."""
    speaker: str | None = None
    speakers: frozenset[int] = frozenset()
    strangers: bool = False
    """Whether it names a speaker whom the corpus does not know."""
    reported: bool = False
    """Whether only words that somebody said can answer it."""
    periods: tuple[Period, ...] = ()
    """What its words for time may mean, the latest first."""
    period: Period | None = None
    """The one of ``periods`` that is meant."""
    relative: bool = False
    """Whether the period counts from the newest article's day."""
    publishers: frozenset[str] = frozenset()
    carried_over: tuple[str, ...] = ()
    respelt: bool = False
    """Whether the speaker was found only by letting letters differ."""


def interpret(question: str, vocabulary: Vocabulary) -> Query:
    """Return what the question asks for; where it leaves the year open, ``period`` is the latest possible.

    Raises QuestionError if it is empty, has no word, or is too long.
    """
    if not any(character.isalnum() for character in question):
        raise QuestionError("the question is empty: ask in words, such as: what did Pompeo say in April")
    if len(question) > LONGEST:
        raise QuestionError(f"the question has {len(question):,} characters: ask in at most {LONGEST:,}")
    readable = " ".join("".join(each if each.isprintable() else " " for each in question).split())
    query = Query(question, topic=readable, text=readable)
    query, rest = _with_period(query, readable, vocabulary)
    return _with_outlet(_with_speaker(query, phrasing(rest), vocabulary), vocabulary)


def _with_period(query: Query, text: str, vocabulary: Vocabulary) -> tuple[Query, str]:
    """Return the query with its period, and the text without the words for it."""
    today = vocabulary.newest or date.max - 2 * _ANOTHER_DAY
    found = periods_in(text, today, vocabulary.years)
    if found is None:
        return query, text
    span, periods = found
    elsewhere = periods_in(text, today - _ANOTHER_DAY, vocabulary.years)
    relative = elsewhere is None or elsewhere[1] != periods
    before = text[: span.start].rstrip()
    before = before.rsplit(" ", 1)[0] if before.rsplit(" ", 1)[-1].lower() in _TIME_WORDS else before
    rest = f"{before} {text[span.end :].lstrip()}"
    return replace(query, periods=periods, period=periods[0], relative=relative), rest


_TIME_WORDS = frozenset(
    ["in", "on", "of", "during", "at", "by", "from", "for", "since", "until", "within", "around", "the"]
)


def _with_speaker(query: Query, asked: Phrasing, vocabulary: Vocabulary) -> Query:
    """Return the query with its speaker and topic."""
    if asked.subject is None:
        kind = "statement" if asked.reports else "fact"
        return replace(query, kind=kind, topic=asked.topic, reported=asked.reports and asked.core)
    voice = vocabulary.voice(asked.subject)
    if voice is not None and (asked.sure or not voice.respelt):
        return _spoken_by(query, voice, asked)
    if asked.sure and asked.core and asked.names_somebody:
        return replace(query, kind="statement", topic=asked.topic, speaker=asked.subject, strangers=True, reported=True)
    return replace(query, kind="fact", topic=query.text)


def _spoken_by(query: Query, voice: Voice, asked: Phrasing) -> Query:
    return replace(
        query,
        kind="statement",
        topic=asked.topic,
        speaker=voice.name,
        speakers=voice.speakers,
        reported=asked.core,
        respelt=voice.respelt,
    )


def _with_outlet(query: Query, vocabulary: Vocabulary) -> Query:
    """Return the query with the outlets that it asks to look in."""
    words = f" {query.topic.lower()} "
    named = {
        name: folded
        for folded, name in vocabulary.publishers.items()
        if any(f" {p} {folded} " in words or f" {p} the {folded} " in words for p in _OUTLET_WORDS)
    }
    if not named:
        return query
    topic = query.topic
    for folded in named.values():
        at = topic.lower().find(folded)
        topic = (
            f"{topic[:at].rsplit(' ', 2 if topic[:at].lower().endswith('the ') else 1)[0]} {topic[at + len(folded) :]}"
        )
    return replace(query, publishers=frozenset(named), topic=" ".join(topic.split()))


_OUTLET_WORDS = ("in", "by", "from", "to")
