"""Questions that ask who did something, and passives that name the agent: "backed by Egypt"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.indexing.passage_index import PassageIndex

_FOR_AN_AGENT = re.compile(
    r"\s*who(?: (?:ha(?:s|ve|d)|d(?:oes|o|id)|will|would|may|might|must|can|could|should|been|is|was|were|are))*"
    r" (?P<verb>[a-z]+)\b(?!.*\bby\b)",
    re.IGNORECASE,
)
"""Asks who does or did something: "who backs him", "who has backed him"; not "who is he backed by"."""
_PASSIVE = re.compile(r"\b(?P<verb>[a-z]+ed) by\b", re.IGNORECASE)


def asked_verb(question: str, index: PassageIndex) -> frozenset[str]:
    """Return the verb whose agent is asked for, as the index knows it; empty where none is."""
    match = _FOR_AN_AGENT.match(question)
    return frozenset(index.terms_of(match["verb"])) if match else frozenset()


def names_agent(verb: frozenset[str], passage: str, index: PassageIndex) -> bool:
    """Return whether the passage names the agent of the action asked about: "he is backed by Egypt"."""
    passives = " ".join(match["verb"] for match in _PASSIVE.finditer(passage))
    return bool(verb) and bool(verb & index.terms_of(passives))
