"""Compares a follow-up question with passages in the light of what was read last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.encoding.encoder import QuestionVectors, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span
    from embeddings.encoding.encoder import QuestionEncoder
    from retrieval.library import Library
    from retrieval.ranking import Hit

_IN_CONTEXT = 0.5
"""Weight of the question's vector after the sentence that answered last, beside its own of weight one."""
_PASSAGE = 0.4
"""Weight of the vector of the passage that answered last."""
_SAME_DOCUMENT = 0.15
"""Added to a passage of the document that answered last: a thread is mostly told on in the same article.

This and the weights above lie on a plateau: half or twice as much changes the share found by two hundredths.
"""
_READ = 0.2
"""Taken from a passage that answered before: it was read."""
_BEHIND = 10.0
"""Taken from it where something else is asked for: more than all signals together."""


@dataclass(frozen=True, slots=True)
class Context:
    """The passage that answered last, and what was read."""

    document: int
    text: str
    """The passage's words; empty where the question's own conditions suffice to find passages."""
    sentence: str
    """The sentence of it that answered."""
    read: frozenset[int] = frozenset()
    """Passages already read, with their copies: others are wanted."""
    further: bool = False
    """Whether something else than those is asked for."""


def context(passages: Sequence[int], sentence: Span | None, library: Library) -> Context:
    """Return the context of the next question: the last of the passages, and all of them as read."""
    stored = library.corpus.passage(passages[-1])
    document = library.corpus.document(stored.document)
    text = fold(stored.span.of(document.text))
    answered = fold(sentence.of(document.text)) if sentence else text
    copies = (copy.id for passage in passages for copy in library.corpus.copies_of(passage))
    return Context(stored.document, text, answered, frozenset([*passages, *copies]))


def encode(question: str, context: Context | None, encoder: QuestionEncoder) -> QuestionVectors:
    """Return the question's vectors; a follow-up's are mixed with those it has behind the sentence that answered last.

    The tokens are the question's alone, each encoded behind that sentence, so that "it" comes near what it stands for
    (zero-shot contextualization, Krasakis, Yates and Kanoulas 2022, arXiv:2204.10613). Only the last answer counts.
    """
    own = encoder.encode(question)
    if context is None or not context.text:
        return own
    together = encoder.encode(f"{context.sentence} {question}")
    passage = encoder.encode(context.text)
    vector = own.vector + _IN_CONTEXT * together.vector + _PASSAGE * passage.vector
    return QuestionVectors(unit(vector), together.tokens[-len(own.tokens) :], own.words)


def in_thread(hits: Iterable[Hit], context: Context | None) -> list[Hit]:
    """Return the hits best first: the document read last gains a little, passages already read fall behind."""
    if context is None:
        return list(hits)
    threaded = (replace(hit, thread=_bonus(hit, context)) for hit in hits)
    return sorted(threaded, key=lambda hit: (-hit.score(), hit.passage.id))


def _bonus(hit: Hit, context: Context) -> float:
    same = _SAME_DOCUMENT if context.text and hit.passage.document == context.document else 0.0
    if hit.passage.id not in context.read:
        return same
    return same - (_BEHIND if context.further else _READ)
