"""Which words of a passage answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.spans import union, within
from retrieval.understanding.query import Kind

if TYPE_CHECKING:
    from embeddings.documents import Span
    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query


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
