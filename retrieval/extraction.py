"""Which words of a passage answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Span

if TYPE_CHECKING:
    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.question import Query


def highlights(query: Query, hit: Hit, encoded: QuestionVectors | None, library: Library) -> tuple[Span, ...]:
    """Return the statements that were asked for, else the sentence nearest to the question, as the document's spans."""
    passage = hit.passage.span
    if query.kind == "statement" and hit.statements:
        return _joined(
            [Span(max(s.content.start, passage.start), min(s.content.end, passage.end)) for s in hit.statements]
        )
    nearest = nearest_sentence(hit, encoded, library) if encoded else None
    return (nearest,) if nearest else ()


def nearest_sentence(hit: Hit, encoded: QuestionVectors, library: Library) -> Span | None:
    """Return the sentence nearest to the question; None where the passage has several that were not told apart."""
    sentences = library.corpus.sentences(hit.passage.id)
    scores = library.index.sentence_scores(encoded, hit.passage.id)
    if len(scores) != len(sentences):
        return sentences[0] if len(sentences) == 1 else None
    return max(zip(scores, sentences, strict=True), key=lambda each: each[0])[1]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
