"""Why a passage was found: the rare words it shares with the question, its rank by meaning and by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering import conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from embeddings.indexing.passage_index import Candidate
    from retrieval.answers import Answer, Citation
    from retrieval.library import Library

_CANDIDATES = 100
_RAREST = 6
"""Shared words that are named: the rarest say most."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for a citation; a rank of None is beyond the hundredth."""

    shared: tuple[str, ...]
    """The question's terms that stand in the passage, the rarest first, as the index knows them."""
    dense: int | None
    """Rank by meaning, from 1."""
    lexical: int | None
    """Rank by words, from 1."""
    met: tuple[str, ...]
    """The conditions of the question that it meets."""


def explained(answer: Answer, library: Library) -> list[Explanation]:
    """Return why each of the answer's citations was found, in their order."""
    query = answer.query
    if not answer.citations:
        return []
    encoded = library.encoder.encode(query.text)
    terms = query.topic if query.reported else query.text
    candidates = library.index.search(encoded, terms, conditions(query), _CANDIDATES)
    dense = _ranks(candidates, lambda each: each.dense)
    lexical = _ranks([each for each in candidates if each.lexical > 0], lambda each: each.lexical)
    rarities = library.index.rarities(query.text)
    return [
        Explanation(
            _shared(citation, rarities, library),
            dense.get(citation.passage),
            lexical.get(citation.passage),
            _met(answer, citation, {library.vocabulary.speakers[each].name for each in query.speakers}),
        )
        for citation in answer.citations
    ]


def _ranks(candidates: Sequence[Candidate], score: Callable[[Candidate], float]) -> dict[int, int]:
    ordered = sorted(candidates, key=lambda each: (-score(each), each.passage))
    return {each.passage: rank for rank, each in enumerate(ordered, 1)}


def _shared(citation: Citation, rarities: dict[str, float], library: Library) -> tuple[str, ...]:
    printed = library.index.terms_of(citation.place.text)
    return tuple(sorted((term for term in rarities if term in printed), key=lambda term: -rarities[term])[:_RAREST])


def _met(answer: Answer, citation: Citation, asked: set[str]) -> tuple[str, ...]:
    query, told = answer.query, citation.place.document.provenance
    holds = {
        "speaker": citation.speaker in asked,
        "period": bool(query.period and citation.said and citation.said.overlaps(query.period)),
        "publisher": told.publisher in query.publishers,
    }
    return tuple(name for name, met in holds.items() if met)
