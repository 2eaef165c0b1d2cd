"""Fills what a follow-up question leaves open from the previous question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.documents import Span
from retrieval.answering import answer, refusal
from retrieval.conversing.leaning import content, leaning
from retrieval.conversing.slots import filled, last_query, with_names, without
from retrieval.conversing.turns import Conversation, remembered
from retrieval.read_context import Context, context
from retrieval.understanding.courtesy import small_talk
from retrieval.understanding.query import Kind, Query, Slot
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.conversing.leaning import Leaning
    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Vocabulary

QUIET = 1800.0
"""Seconds without a question after which the next begins a new conversation: half an hour, as on the web."""


def converse(  # noqa: PLR0913 - what `answer` takes, and the conversation with its clock
    conversation: Conversation,
    question: str,
    library: Library,
    top: int,
    max_tokens: int | None = None,
    *,
    now: float = 0.0,
) -> tuple[Answer, Conversation]:
    """Return the answer to the question as it is meant in the conversation, and the conversation after it.

    Raises QuestionError if the question cannot be asked, UnusableIndexError as `answer` does.
    """
    if greeting := small_talk(question):
        return refusal(question, greeting, library), conversation
    current = Conversation() if now - conversation.at > QUIET else conversation
    query = follow(current, question, library.vocabulary)
    reply = answer(query, library, top, max_tokens, context_of(current, query, library))
    return reply, remembered(current, reply, library, now)


def drop(
    conversation: Conversation, slot: Slot, library: Library, top: int, max_tokens: int | None = None
) -> tuple[Answer, Conversation]:
    """Return the answer to the last question without the slot, and the conversation after it."""
    query = without(last_query(conversation, library.vocabulary), slot)
    reply = answer(query, library, top, max_tokens)
    return reply, remembered(conversation, reply, library, conversation.at)


def follow(conversation: Conversation, question: str, vocabulary: Vocabulary) -> Query:
    """Return what the question asks for, what it leaves open filled from the conversation.

    Raises QuestionError if the question cannot be asked.
    """
    alone = interpret(question, vocabulary)
    leans = leaning(question)
    if not conversation.turns or not leans.leans or _complete(alone, leans):
        return alone
    query = replace(with_names(interpret(leans.rest, vocabulary), leans, conversation), question=question)
    return filled(_as_topic(query) if leans.about else query, leans, conversation, vocabulary)


def context_of(conversation: Conversation, query: Query, library: Library) -> Context | None:
    """Return what was read last, None where the query does not lean on it."""
    leans = leaning(query.question)
    same_index = conversation.read and conversation.generation == library.generation.name
    if not same_index or not query.carried_over or query.newest:
        return None
    sentence = Span(*conversation.sentence) if conversation.sentence else None
    before = context(conversation.read, sentence, library)
    if query.reported or Slot.TOPIC not in query.carried_over:
        return replace(before, text="", further=True) if leans.further else None
    return replace(before, further=leans.further, read=frozenset() if leans.dates else before.read)


def _complete(alone: Query, leans: Leaning) -> bool:
    """Return whether the question, though short, says by itself all that it asks for."""
    if leans.person or leans.thing or leans.takes_up or leans.others:
        return False
    parts = [alone.speaker, alone.period, alone.publishers, content(alone.topic)]
    return sum(map(bool, parts)) > 1 or (alone.kind is Kind.STATEMENT and not leans.piece)


def _as_topic(query: Query) -> Query:
    """Return the query with what it names as its topic: "about Russia" asks for nobody's words."""
    topic = " ".join(content(query.topic or query.text))
    return replace(query, topic=topic, speaker=None, speakers=frozenset(), strangers=False, respelt=False)
