"""Passages in which a speaker may be heard: they fit by words, name the speaker, and quote nobody."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.indexing.passage_index import Filter
from retrieval.ranking import rank
from retrieval.understanding.query import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

_CANDIDATES = 20
"""Passages that each of vectors and terms may propose: few of the best quote nobody and name the speaker."""
_MOST = 3
"""Such passages at most: they only follow those that surely fit."""


def unattributed(query: Query, encoded: QuestionVectors, hits: Sequence[Hit], library: Library) -> list[Hit]:
    """Return further hits for a speaker's words on a topic, none of them among ``hits``; whose words is not certain."""
    if not (query.reported and query.speakers and query.topic) or query.joint:
        return []
    where = Filter(period=query.period, publishers=query.publishers)
    candidates = library.index.search(encoded, query.text, where, _CANDIDATES)
    known = {hit.passage.id for hit in hits}
    by_anybody = replace(query, kind=Kind.FACT, reported=False, speakers=frozenset(), period=None)
    others = rank(by_anybody, encoded, [each for each in candidates if each.passage not in known], library)
    names = library.index.terms_of((query.speaker or "").rpartition(" ")[2])
    return list(islice((hit for hit in others if _may_speak(hit, names, library)), _MOST))


def _may_speak(hit: Hit, name_words: set[str], library: Library) -> bool:
    """Return whether the passage prints the name, and quotes nobody who is known."""
    text = hit.passage.span.of(library.corpus.document(hit.passage.document).text)
    return name_words <= library.index.terms_of(text) and not library.corpus.statements_in(hit.passage.id)
