"""A question to its answer: interpret, retrieve, rank, cite, verify."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from embeddings.indexing.passage_index import Filter
from retrieval.answers import Answer, Citation, Place
from retrieval.question import Query, interpret
from retrieval.ranking import rank
from retrieval.verification import proven

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.library import Library
    from retrieval.ranking import Hit

_CANDIDATES = 100
"""Passages that each of vectors and terms may propose."""


def answer(question: str, library: Library, top: int, max_tokens: int | None = None) -> Answer:
    """Return the passages that answer best, at most ``top`` of them and ``max_tokens`` tokens in all.

    Raises QuestionError if the question cannot be asked, UnusableIndexError if a passage cannot be proven.
    """
    watch = _Watch()
    query = interpret(question)
    watch.lap("interpret")
    encoded = library.encoder.encode(query.topic)
    candidates = library.index.search(encoded, query.topic, Filter(), _CANDIDATES)
    watch.lap("retrieve")
    hits = rank(candidates)
    citations = tuple(_pack(_cite(hits, library), top, max_tokens))
    watch.lap("rank")
    confidence = max(0.0, min(1.0, hits[0].score)) if hits else 0.0
    return Answer(query, citations, confidence, library.generation.name, milliseconds=watch.laps())


def refusal(question: str, why: str, library: Library) -> Answer:
    """Return the answer to what cannot be asked: nothing, and why."""
    return Answer(Query(question, topic=""), (), 0.0, library.generation.name, notice=why)


def _cite(hits: Iterable[Hit], library: Library) -> Iterator[Citation]:
    for hit in hits:
        passage = proven(library.corpus, library.corpus.passage(hit.passage))
        place = Place(library.corpus.document(passage.document), passage.span)
        yield Citation(passage.id, place, passage.tokens, hit.score)


def _pack(citations: Iterable[Citation], top: int, max_tokens: int | None) -> Iterator[Citation]:
    """Yield the best citations that fit; one too long for what is left makes room for a shorter one behind it."""
    left = max_tokens
    for citation in citations:
        if not top:
            return
        if left is not None:
            if citation.tokens > left:
                continue
            left -= citation.tokens
        top -= 1
        yield citation


class _Watch:
    """Milliseconds that each step took."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = (now - self._last) * 1000
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": (self._last - self._began) * 1000}
