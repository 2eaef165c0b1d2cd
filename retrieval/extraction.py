"""Which words of a passage answer, and how likely they are to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.spans import union, within
from retrieval.understanding.answer_form import Form, answer_form, is_empty, may_answer
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.query import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Span
    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.reader.reader import Reader
    from retrieval.understanding.query import Query

_BEST = 2
"""Best passages, which are always read: as many as the cores of a small machine."""
_MORE = 2
"""Passages read after them where none of them surely answers: one in twenty answers stands there."""
_SURE = 0.8
"""Probability from which a passage surely answers, and no further one is read."""
_UNLIKELY = 0.3
"""Probability at most of words that are not of the kind asked for, "several" for "how many"; by judgement."""
_MARKED = 0.05
"""Probability from which the words are shown as the answer: below it they are a guess."""
_EMPTY = 0.04
"""Probability at most of such words that mean nothing alone, "before" for "when": they are never shown."""


def read(query: Query, hits: list[Hit], library: Library) -> list[Hit]:
    """Return the hits with the best few read, and those put in order again.

    What the conditions answer by themselves, "what did X say in May", is left unread, and so is a remark, which
    asks for nothing.
    """
    question = asking_sentences(query.text)[0]
    form = answer_form(question)
    if library.reader is None or not query.topic or not hits or form is Form.NONE:
        return hits
    few = form is Form.WORDS
    marked = _marked(question, hits[:_BEST], library, library.reader, few=few)
    if not any(hit.marking and hit.marking.probability >= _SURE for hit in marked):
        marked += _marked(question, hits[_BEST : _BEST + _MORE], library, library.reader, few=few)
    unread = hits[len(marked) :]
    if not (query.newest or query.joint):
        marked.sort(key=lambda hit: (-hit.score(), hit.passage.id))
    return marked + unread


def answer_words(hit: Hit) -> Span | None:
    """Return the words of the hit that answer, as the document's span; None where none are likely to."""
    return hit.marking.words if hit.marking and hit.marking.probability >= _MARKED else None


def highlights(query: Query, hit: Hit, encoded: QuestionVectors | None, library: Library) -> tuple[Span, ...]:
    """Return the statements asked for, else the sentence nearest to the question, as spans of the document."""
    if query.kind is Kind.STATEMENT and hit.statements:
        return union(within(hit.passage.span, (statement.content for statement in hit.statements)))
    nearest = nearest_sentence(hit, encoded, library) if encoded else None
    return (nearest,) if nearest else ()


def nearest_sentence(hit: Hit, encoded: QuestionVectors, library: Library) -> Span | None:
    """Return the sentence nearest to the question; None where the passage has several without vectors of their own."""
    sentences = library.corpus.sentences(hit.passage.id)
    scores = library.index.sentence_scores(encoded, hit.passage.id)
    if len(scores) != len(sentences):
        return sentences[0] if len(sentences) == 1 else None
    return max(zip(scores, sentences, strict=True), key=lambda scored: scored[0])[1]


def _marked(question: str, hits: Sequence[Hit], library: Library, reader: Reader, *, few: bool) -> list[Hit]:
    texts = [hit.passage.span.of(library.corpus.document(hit.passage.document).text) for hit in hits]
    fitting = (
        marking and marking.at_most(_most(question, marking.words.of(text)))
        for marking, text in zip(reader.read(question, texts), texts, strict=True)
    )
    return [
        replace(hit, few=few, marking=marking and marking.shifted(hit.passage.span.start))
        for hit, marking in zip(hits, fitting, strict=True)
    ]


def _most(question: str, words: str) -> float:
    """Return how probable it is at most that the words answer, by their kind alone."""
    if may_answer(question, words):
        return 1.0
    return _EMPTY if is_empty(words) else _UNLIKELY
