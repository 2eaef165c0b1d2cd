"""Whether a named speaker's words touch the topic that they are asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.language.word_classes import is_function_word
from embeddings.people.names import folded
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

_NAME = re.compile(r"\b[A-Z]\w+")
"""A capitalized word of a topic: only the word itself is that name, as "well" is no Wells."""
_READ = 10
"""Best passages that are looked through: a long answer."""
_LOOKED_THROUGH = 30
"""Best passages of which those on the topic are shown: three times a long answer."""
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
    return any(_touching(query, hits[:_READ], library))


def on_topic(query: Query, hits: Sequence[Hit], library: Library) -> list[Hit]:
    """Return the first hit and those others that touch the topic: what only shares the speaker pads an answer."""
    first, others = list(hits[:1]), hits[1:_LOOKED_THROUGH]
    return first + [hit for hit, touches in zip(others, _touching(query, others, library), strict=True) if touches]


def _touching(query: Query, hits: Sequence[Hit], library: Library) -> list[bool]:
    """Return for each hit whether it touches the topic; true where that is not judged."""
    is_outlet = folded(query.speaker or "") in library.vocabulary.publishers
    is_judged = query.reported and query.speakers and not (query.joint or query.period or is_outlet)
    rarities = _rarities(query, library) if is_judged and Slot.TOPIC not in query.carried_over else {}
    if not rarities:
        return [True] * len(hits)
    alike = _alike(query.topic, hits, library)
    shares = (_share(hit, query, rarities, library) for hit in hits)
    return [printed >= _TOUCHED or near >= _ALIKE for printed, near in zip(shares, alike, strict=True)]


def _rarities(query: Query, library: Library) -> dict[str, float]:
    """Return the topic's terms with their rarities, those of the speaker's name left out."""
    names = library.index.terms_of(query.speaker or "")
    telling = (word for word in query.topic.split() if not is_function_word(word.lower()))
    rarities = library.index.rarities(" ".join(telling))
    return {term: rarity for term, rarity in rarities.items() if term not in names}


def _share(hit: Hit, query: Query, rarities: dict[str, float], library: Library) -> float:
    """Return the share of the terms that the passage or its title prints, names with their capitals."""
    document = library.corpus.document(hit.passage.document)
    text = f"{hit.passage.span.of(document.text)} {document.provenance.title or ''}"
    names = [word for word in _NAME.findall(query.topic) if not re.search(rf"\b{re.escape(word)}", text)]
    printed = library.index.terms_of(text) - library.index.terms_of(" ".join(names))
    return sum(rarity for term, rarity in rarities.items() if term in printed) / sum(rarities.values())


def _alike(topic: str, hits: Sequence[Hit], library: Library) -> list[float]:
    alignments = library.index.alignments(library.encoder.encode(topic), [hit.passage.id for hit in hits])
    return alignments.near.mean(axis=1).tolist() if alignments.near.size else [0.0] * len(hits)
