"""Antecedents: whom "he", "she", "who" and "the retired surgeon" go back to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.people.names import Gender
from embeddings.people.runs import RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.people.cast import Cast

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
BODIES = frozenset({"they", "their", "them", "it", "its"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS = HE | SHE | BODIES | RELATIVE
_NEAR = 160
"""Characters, about a printed sentence, within which the name stands that "who" goes back to."""
_NAMES = 16
"""Names before a pronoun that are weighed; bounds the time on a page of names."""
_RELATED = re.compile(rf"({RUN.pattern})(?:\s*\([^()]*\))?,?\s*(?:(?:in|of|by|to|at)\s)?\Z")
"""A name, and the relative pronoun follows."""


@dataclass(frozen=True, slots=True)
class PastSpeaker:
    """A speaker already resolved: where, who, whether a person, and whether in writing."""

    start: int
    name: str
    is_person: bool
    in_writing: bool


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a word goes back to, and whether nobody else fits."""

    name: str
    certain: bool


def person_before(
    cast: Cast, position: int, history: Sequence[PastSpeaker], gender: Gender | None
) -> Antecedent | None:
    """Return the last speaker of that gender, or the person whom a sentence since then is about.

    It is certain if no other person of that gender is named in between.
    """
    last = next((past for past in reversed(history) if past.is_person and _fits(cast, past.name, gender)), None)
    others: set[str] = set()
    for mention in cast.before(position, _NAMES):
        if last and mention.start <= last.start:
            break
        name, clear = cast.expanded(mention.name, mention.start, gender)
        if not _fits(cast, name, gender) or not cast.has(mention.name, gender):
            continue
        if mention.is_subject:
            return Antecedent(name, clear and not others - {name})
        others.add(name)
    if last:
        return Antecedent(last.name, not others - {last.name})
    return Antecedent(others.pop(), certain=False) if len(others) == 1 else None


def gender_meant(word: str) -> Gender:
    """Return the gender of "he" or "she" in any of its cases."""
    return Gender.MALE if word in HE else Gender.FEMALE


def named_before(text: str, position: int) -> str:
    """Return the name before a relative pronoun: "Ana Ruiz, who"; nothing where none stands there."""
    related = _RELATED.search(text, max(0, position - _NEAR), position)
    return fold(related[1]) if related else ""


def _fits(cast: Cast, name: str, gender: Gender | None) -> bool:
    return gender is None or cast.gender(name) in (None, gender)
