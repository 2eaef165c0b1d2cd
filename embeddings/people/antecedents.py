"""Antecedents: whom "he", "she", "who" and "the retired surgeon" go back to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span, fold
from embeddings.language.word_lists import word_list
from embeddings.people.names import Gender, gender_of, person, roles
from embeddings.people.runs import RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.people.cast import Cast

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
SEVERAL = frozenset({"they", "their", "them"})
BODIES = SEVERAL | {"it", "its"}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS = HE | SHE | BODIES | RELATIVE
_NEAR = 160
"""Characters, about a printed sentence, within which the name stands that "who" goes back to."""
_PREPOSITION = re.compile(
    r"\s(at|in|on|for|from|with|to|by|about|against|among|after|before|than|over|under|between|through|into|like)\s+"
)
_PLACING = frozenset({"at", "in", "on"})
"""Prepositions that only say where somebody is: "Democrats in Ohio"."""
_CROWD = re.compile(r"\bof (?:the )?(?P<crowd>[a-z][\w ]*[a-rt-z]s)\Z")
"""Several people to whom something belongs: "the anger of lawmakers who"."""
_OF = re.compile(r"\b(?:of|in|to|by|for)\s\Z")
"""What stands before "whom" in "two of whom"."""
_OF_LENGTH = 5
"""Characters that hold it."""
_ANYBODY = word_list(__file__, "anybody")
"""Words that no one in particular stands behind: "those who say"."""
_INDIVIDUALS = word_list(__file__, "individuals")
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


def related(text: str, phrase: Span, pronoun: Span) -> Span | None:
    """Return the words of the phrase that the relative pronoun behind it means, unless they only name a person.

    "Democrats in Ohio, who" are the Democrats, "a call from the president, who" is the president.
    """
    heads = list(_PREPOSITION.finditer(text, *phrase))
    head = text[phrase.start : heads[0].start()] if heads else phrase.of(text)
    if head.lower() in _ANYBODY or _OF.search(text, pronoun.start - _OF_LENGTH, pronoun.start):
        return None
    if not heads and pronoun.of(text).lower() == "who" and (crowd := _CROWD.search(head)) and not roles(head):
        return Span(phrase.start + crowd.start("crowd"), phrase.end)
    last = Span(heads[-1].end(), phrase.end) if heads else phrase
    nearest = last.of(text)
    if gender_of(nearest) or (person(nearest) and " " in person(nearest)):
        return phrase if pronoun.start - phrase.end > len(", ") and not heads else None
    is_somebody = pronoun.of(text).lower() != "which"
    is_placed = not heads or heads[-1][1] in _PLACING or roles(head)
    return phrase if is_somebody and is_placed and not roles(nearest) else last


def is_somebody(speaker: str) -> bool:
    """Return whether the speaker is one person, by name or described: "senior aide to the mayor"."""
    head = _PREPOSITION.split(speaker, maxsplit=1)[0].split()
    return bool(person(speaker)) or (bool(head) and head[-1].lower() in _INDIVIDUALS)


def _fits(cast: Cast, name: str, gender: Gender | None) -> bool:
    return gender is None or cast.gender(name) in (None, gender)
