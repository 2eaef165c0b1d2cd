"""A conversation: what was understood of the last question fills what the next one leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.documents import Span
from retrieval.answering import answer_query
from retrieval.conversing.leaning import content, leaning
from retrieval.conversing.slots import filled, last_query, with_names, without
from retrieval.conversing.turns import Conversation, remembered
from retrieval.read_context import Context, context
from retrieval.understanding.question import Query, interpret

if TYPE_CHECKING:
    from collections.abc import Callable

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
    narrowed: Callable[[Query], Query] = lambda query: query,
) -> tuple[Answer, Conversation]:
    """Return the answer to the question as it is meant in the conversation, and the conversation after it.

    ``narrowed`` may add conditions to the query. Raises QuestionError and UnusableIndexError as `answer` does.
    """
    lasting = Conversation() if now - conversation.at > QUIET else conversation
    query = follow(lasting, question, library.vocabulary)
    before = context_of(lasting, query, library)
    reply = answer_query(lambda: narrowed(query), library, top, max_tokens, before)
    return reply, remembered(lasting, reply, library, now)


def drop(
    conversation: Conversation, slot: str, library: Library, top: int, max_tokens: int | None = None
) -> tuple[Answer, Conversation]:
    """Return the answer to the last question without one of `SLOTS`, and the conversation after it."""
    query = without(last_query(conversation, library.vocabulary), slot)
    reply = answer_query(lambda: query, library, top, max_tokens)
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
    known = conversation.read and conversation.generation == library.generation.name
    if not known or not query.carried_over or query.newest:
        return None
    sentence = Span(*conversation.sentence) if conversation.sentence else None
    read = context(conversation.read, sentence, library)
    if query.reported or "topic" not in query.carried_over:
        return replace(read, text="", further=True) if leans.further else None
    return replace(read, further=leans.further, read=frozenset() if leans.dates else read.read)


def _complete(alone: Query, leans: Leaning) -> bool:
    """Return whether the question, though short, says by itself all that it asks for."""
    if leans.person or leans.thing or leans.takes_up or leans.others:
        return False
    said = [alone.speaker, alone.period, alone.publishers, content(alone.topic)]
    return len([each for each in said if each]) > 1 or (alone.kind == "statement" and not leans.piece)


def _as_topic(query: Query) -> Query:
    """Return the query about whom or what it names, as in "about Russia"."""
    topic = " ".join(content(query.topic or query.text))
    return replace(query, topic=topic, speaker=None, speakers=frozenset(), strangers=False, respelt=False)
