"""Whether a named speaker's words touch the topic that they are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.language.word_classes import is_function_word
from embeddings.people.names import folded
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

_READ = 10
"""Best passages that are looked through: a long answer."""
_TOUCHED = 0.05
"""Share of the topic's terms, weighted by their rarity, that words on it print at least: one that is not too common.

On 160 questions as strangers type them, words on something else print nothing of the topic.
"""
_ALIKE = 0.4
"""Mean over the topic's tokens of their best cosines within a stretch of a passage, from which it is on the topic in
other words; on the same questions passages on something else reach 0.39."""


def touches_topic(query: Query, hits: Sequence[Hit], library: Library) -> bool:
    """Return whether one of the best hits prints enough of the topic, or means it in other words.

    Also true where this cannot be judged: no speaker or topic is named, a period narrows the query, or the speaker
    is an outlet (its articles report more than it says).
    """
    is_outlet = folded(query.speaker or "") in library.vocabulary.publishers
    is_judged = query.reported and query.speakers and not (query.joint or query.period or is_outlet)
    rarities = _rarities(query, library) if is_judged and Slot.TOPIC not in query.carried_over else {}
    if not rarities:
        return True
    best = hits[:_READ]
    return max(_share(hit, rarities, library) for hit in best) >= _TOUCHED or _is_alike(query.topic, best, library)


def _rarities(query: Query, library: Library) -> dict[str, float]:
    """Return the topic's terms with their rarities, those of the speaker's name left out."""
    names = library.index.terms_of(query.speaker or "")
    telling = (word for word in query.topic.split() if not is_function_word(word.lower()))
    rarities = library.index.rarities(" ".join(telling))
    return {term: rarity for term, rarity in rarities.items() if term not in names}


def _share(hit: Hit, rarities: dict[str, float], library: Library) -> float:
    """Return the share of the terms that the passage or its title prints."""
    document = library.corpus.document(hit.passage.document)
    printed = library.index.terms_of(f"{hit.passage.span.of(document.text)} {document.provenance.title or ''}")
    return sum(rarity for term, rarity in rarities.items() if term in printed) / sum(rarities.values())


def _is_alike(topic: str, hits: Sequence[Hit], library: Library) -> bool:
    alignments = library.index.alignments(library.encoder.encode(topic), [hit.passage.id for hit in hits])
    return bool(alignments.near.size and alignments.near.mean(axis=1).max() >= _ALIKE)
