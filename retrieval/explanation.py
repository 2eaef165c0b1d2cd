"""Why a passage was found: the rare words it shares with the question, its rank by meaning and by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from retrieval.answers import Answer, Citation
    from retrieval.library import Library
    from retrieval.understanding.query import Query

_RAREST = 6
"""Shared words that are named: the rarest say most, and six fit on a line."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for a citation."""

    shared: tuple[str, ...]
    """The question's terms that stand in the passage, the rarest first, as the index knows them."""
    dense: int | None
    """Rank by meaning, from 1; None where it came from elsewhere."""
    lexical: int | None
    """Rank by words, from 1; None where it shares none."""
    met: tuple[Slot, ...]
    """The conditions of the question that it meets."""


def explained(answer: Answer, library: Library) -> list[Explanation]:
    """Return why each of the answer's citations was found, in their order."""
    rarities = library.index.rarities(answer.query.text) if answer.citations else {}
    speakers = {library.vocabulary.speakers[speaker].name for speaker in answer.query.speakers}
    return [
        Explanation(
            _shared(citation, rarities, library),
            citation.by_meaning,
            citation.by_words,
            tuple(_met(answer.query, citation, speakers)),
        )
        for citation in answer.citations
    ]


def _shared(citation: Citation, rarities: dict[str, float], library: Library) -> tuple[str, ...]:
    printed = library.index.terms_of(citation.place.text)
    return tuple(sorted((term for term in rarities if term in printed), key=lambda term: -rarities[term])[:_RAREST])


def _met(query: Query, citation: Citation, speaker_names: set[str]) -> list[Slot]:
    provenance = citation.place.document.provenance
    holds = {
        Slot.SPEAKER: citation.speaker in speaker_names,
        Slot.PERIOD: bool(query.period and citation.said and citation.said.overlaps(query.period)),
        Slot.PUBLISHER: not query.publishers.isdisjoint({provenance.publisher, provenance.agency}),
    }
    return [slot for slot, met in holds.items() if met]
