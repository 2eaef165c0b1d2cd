"""Slots of a question: those that it leaves open, filled as the last question had them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.conversing.leaning import content, spelt_out
from retrieval.conversing.turns import period_of
from retrieval.understanding.question import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.conversing.leaning import Leaning
    from retrieval.conversing.turns import Conversation
    from retrieval.understanding.named_in_corpus import Vocabulary, Voice

SLOTS = ("speaker", "period", "topic", "publisher")
"""What is carried from a question to the next, and can be dropped."""


def filled(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    """Return the query with each slot that it leaves open as the conversation has it."""
    query = _as_before(query, leans, before)
    query = _with_speaker(query, leans, before, vocabulary)
    query = _with_period(query, leans, before)
    if before.publishers and not query.publishers:
        query = _carried(query, "publisher", publishers=frozenset(before.publishers))
    return _with_topic(_with_only_period(query, leans), before)


def with_names(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query with the person whom it means where it has only a pronoun."""
    if not (leans.person and before.named):
        return query
    named = replace(query, text=spelt_out(query.text, before.named), topic=spelt_out(query.topic, before.named))
    return _carried(named, "topic") if query.kind == "fact" else named


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


def without(query: Query, slot: str) -> Query:
    """Return the query without the slot; without a topic its text is the question that was asked."""
    left = replace(query, carried_over=tuple(each for each in query.carried_over if each != slot))
    if slot == "speaker":
        return replace(left, speaker=None, speakers=frozenset(), strangers=False)
    if slot == "period":
        return replace(left, period=None, periods=())
    if slot == "publisher":
        return replace(left, publishers=frozenset())
    return replace(left, topic="", text=left.question if slot in query.carried_over else left.text)


def _as_before(query: Query, leans: Leaning, before: Conversation) -> Query:
    """Return the query asking for words or for facts as the question did of which it is a piece."""
    if leans.others:
        return replace(query, kind="statement", reported=True, speaker=None, speakers=frozenset(), strangers=False)
    if leans.addressed and before.kind == "fact" and query.speaker is None:
        return replace(query, kind="fact", reported=False, strangers=False, topic=query.text)
    if leans.piece and before.kind == "fact":
        return replace(query, kind="fact", reported=False, strangers=False, topic=query.topic or query.speaker or "")
    if leans.piece:
        return replace(query, kind=before.kind, reported=before.reported)
    if query.kind == "fact" and before.kind == "statement" and not content(query.topic):
        return replace(query, kind="statement", reported=False)
    return query


def _with_speaker(query: Query, leans: Leaning, before: Conversation, vocabulary: Vocabulary) -> Query:
    if query.speaker or query.strangers:
        return query
    meant = _voice(before.speakers, vocabulary)
    if leans.others:
        told = meant.speakers if meant else frozenset[int]()
        return replace(query, speakers=frozenset(vocabulary.speakers) - told if told else told)
    name = before.speaker
    if leans.person and before.named and before.named != before.speaker:
        name, meant = before.named, vocabulary.voice(before.named)
    if name is None or query.kind != "statement":
        return query
    if meant is None:
        return _carried(query, "speaker", speaker=name, strangers=True, reported=True)
    return _carried(query, "speaker", speaker=name, speakers=meant.speakers)


def _with_period(query: Query, leans: Leaning, before: Conversation) -> Query:
    days = before.period or (before.said if leans.then else None)
    if query.period or leans.dates or days is None:
        return query
    period = period_of(days)
    return _carried(query, "period", period=period, periods=(period,))


def _with_only_period(query: Query, leans: Leaning) -> Query:
    """Return the query bound to its days where they are all that it says: "and in November?" asks for nothing else."""
    said = query.period and leans.piece and not content(query.topic)
    return replace(query, bound=True) if said else query


def _with_topic(query: Query, before: Conversation) -> Query:
    """Return the query about what the last one was about where it names nothing itself."""
    if not content(query.topic) and before.topic:
        return _carried(query, "topic", topic=before.topic, text=f"{query.text} {before.topic}")
    told = replace(query, topic=query.topic if content(query.topic) else "")
    return told if told.reported or not before.read else _carried(told, "topic")


def _carried(query: Query, slot: str, **filled: Any) -> Query:  # noqa: ANN401 - the fields of a query
    return replace(query, carried_over=tuple(dict.fromkeys((*query.carried_over, slot))), **filled)


def _voice(names: Sequence[str], vocabulary: Vocabulary) -> Voice | None:
    """Return the speakers of all the names, under the first of them; None where the corpus knows none."""
    found = [voice for voice in map(vocabulary.voice, names) if voice]
    if not found:
        return None
    return replace(found[0], speakers=frozenset[int]().union(*(voice.speakers for voice in found)))
