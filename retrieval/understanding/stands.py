"""How somebody takes what others say or do: denies, blames, praises, supports or opposes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.query import Kind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from embeddings.indexing.passage_index import PassageIndex
    from retrieval.understanding.query import Query

_DENY = word_list(__file__, "denying")
_BLAME, _PRAISE = word_list(__file__, "blaming"), word_list(__file__, "praising")
_SUPPORT, _OPPOSE = word_list(__file__, "supporting"), word_list(__file__, "opposing")
_BLAMING, _PRAISING = _BLAME | word_list(__file__, "blame"), _PRAISE | word_list(__file__, "praise")
_FOR = _SUPPORT | _PRAISE | word_list(__file__, "support")
_AGAINST = _OPPOSE | _BLAME | word_list(__file__, "opposition")
_STANDS = (
    (_DENY, _DENY | word_list(__file__, "denials"), frozenset[str]()),
    (_BLAME, _BLAMING, _PRAISING),
    (_PRAISE, _PRAISING, _BLAMING),
    (_SUPPORT, _FOR, _AGAINST),
    (_OPPOSE, _AGAINST, _FOR),
)
"""Verbs of a question, the words of passages that take something so, and the words of those that take it otherwise."""
_OF_SOMEBODY = re.compile(r"\W*(?:who|whom|which|did|does|do|has|have|is|was|are|were)\b", re.IGNORECASE)
"""Opens a question for how somebody takes something."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a question wants something to be taken, in the index's terms."""

    words: frozenset[str]
    contrary: frozenset[str]


def stand(query: Query, index: PassageIndex) -> Stand | None:
    """Return how the first such verb of the question takes what it is about; None where it has none."""
    question = asking_sentences(query.text)[0]
    if query.kind is not Kind.STATEMENT and not _OF_SOMEBODY.match(question):
        return None
    sides = [(_terms(verbs, index), words, contrary) for verbs, words, contrary in _STANDS]
    for word in question.split():
        asked = index.terms_of(word)
        for verbs, words, contrary in sides:
            if asked & verbs:
                return Stand(_terms(words, index), _terms(contrary, index))
    return None


def takes(stand: Stand, passage: str, index: PassageIndex) -> bool | None:
    """Return whether the passage takes it so, or only the contrary way; None where it prints words of neither."""
    printed = index.terms_of(passage)
    if printed & stand.words:
        return True
    return False if printed & stand.contrary else None


def _terms(vocabulary: AbstractSet[str], index: PassageIndex) -> frozenset[str]:
    return frozenset(index.terms_of(" ".join(vocabulary)))
