"""Fills the slots a follow-up question leaves empty from the previous question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.conversing.leaning import content, spelt_out
from retrieval.conversing.turns import period_of
from retrieval.understanding.query import Kind, Query, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.conversing.leaning import Leaning
    from retrieval.conversing.turns import Conversation
    from retrieval.understanding.named_in_corpus import Vocabulary, Voice

SLOTS = tuple(Slot)
"""What a question can leave to the one before, and a reader can drop."""


def filled(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    """Return the query with each slot that it leaves open filled from the conversation."""
    query = _as_before(query, leans, before)
    query = _with_speaker(query, leans, before, vocabulary)
    query = _with_period(query, leans, before)
    if before.publishers and not query.publishers:
        query = _carried(query, Slot.PUBLISHER, publishers=frozenset(before.publishers))
    return _with_topic(_with_only_period(query, leans), before)


def with_names(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query with the name of the person whom its pronoun means."""
    if not (leans.person and before.named):
        return query
    named = replace(query, text=spelt_out(query.text, before.named), topic=spelt_out(query.topic, before.named))
    return _carried(named, Slot.TOPIC) if query.kind is Kind.FACT else named


def last_query(conversation: Conversation, vocabulary: Vocabulary) -> Query:
    """Return what the last question asked for."""
    voice = _voice(conversation.speakers, vocabulary)
    period = period_of(conversation.period) if conversation.period else None
    return Query(
        conversation.question,
        conversation.topic,
        conversation.text,
        conversation.kind,
        conversation.speaker,
        voice.speakers if voice else frozenset(),
        strangers=conversation.speaker is not None and voice is None,
        reported=conversation.reported,
        periods=(period,) if period else (),
        period=period,
        publishers=frozenset(conversation.publishers),
        carried_over=conversation.carried,
    )


def without(query: Query, slot: Slot) -> Query:
    """Return the query without the slot; without a topic its text is the question that was asked."""
    left = replace(query, carried_over=tuple(other for other in query.carried_over if other != slot))
    if slot is Slot.SPEAKER:
        return replace(left, speaker=None, speakers=frozenset(), strangers=False)
    if slot is Slot.PERIOD:
        return replace(left, period=None, periods=())
    if slot is Slot.PUBLISHER:
        return replace(left, publishers=frozenset())
    return replace(left, topic="", text=left.question if slot in query.carried_over else left.text)


def _as_before(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query asking for words or for facts as the previous question did."""
    if leans.others:
        return replace(query, kind=Kind.STATEMENT, reported=True, speaker=None, speakers=frozenset(), strangers=False)
    if leans.addressed and before.kind is Kind.FACT and query.speaker is None:
        return replace(query, kind=Kind.FACT, reported=False, strangers=False, topic=query.text)
    if leans.piece and before.kind is Kind.FACT:
        return replace(query, kind=Kind.FACT, reported=False, strangers=False, topic=query.topic or query.speaker or "")
    if leans.piece:
        return replace(query, kind=before.kind, reported=before.reported)
    if query.kind is Kind.FACT and before.kind is Kind.STATEMENT and not content(query.topic):
        return replace(query, kind=Kind.STATEMENT, reported=False)
    return query


def _with_speaker(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    if query.speaker or query.strangers:
        return query
    meant = _voice(before.speakers, vocabulary)
    if leans.others:
        heard = meant.speakers if meant else frozenset[int]()
        return replace(query, speakers=frozenset(vocabulary.speakers) - heard if heard else heard)
    name = before.speaker
    if leans.person and before.named and before.named != before.speaker:
        name, meant = before.named, vocabulary.voice(before.named)
    if name is None or query.kind is not Kind.STATEMENT:
        return query
    if meant is None:
        return _carried(query, Slot.SPEAKER, speaker=name, strangers=True, reported=True)
    return _carried(query, Slot.SPEAKER, speaker=name, speakers=meant.speakers)


def _with_period(query: Query, leans: Leaning, before: Conversation) -> Query:
    days = before.period or (before.said if leans.then else None)
    if query.period or leans.dates or days is None:
        return query
    period = period_of(days)
    return _carried(query, Slot.PERIOD, period=period, periods=(period,))


def _with_only_period(query: Query, leans: Leaning) -> Query:
    """Return the query bound to its days where they are all that it says: "and in November?" asks for nothing else."""
    only_period = query.period and leans.piece and not content(query.topic)
    return replace(query, bound=True) if only_period else query


def _with_topic(query: Query, before: Conversation) -> Query:
    """Return the query with the topic of the last one where it has none of its own."""
    if not content(query.topic) and before.topic:
        return _carried(query, Slot.TOPIC, topic=before.topic, text=f"{query.text} {before.topic}")
    query = replace(query, topic=query.topic if content(query.topic) else "")
    return query if query.reported or not before.read else _carried(query, Slot.TOPIC)


def _carried(query: Query, slot: Slot, **filled: Any) -> Query:  # noqa: ANN401 - the fields of a query
    return replace(query, carried_over=tuple(dict.fromkeys((*query.carried_over, slot))), **filled)


def _voice(names: Sequence[str], vocabulary: Vocabulary) -> Voice | None:
    """Return the speakers of all the names, under the first of them; None where the corpus knows none."""
    voices = [voice for voice in map(vocabulary.voice, names) if voice]
    if not voices:
        return None
    return replace(voices[0], speakers=frozenset[int]().union(*(voice.speakers for voice in voices)))
