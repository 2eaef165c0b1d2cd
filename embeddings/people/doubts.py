"""Doubts about a corpus's speakers: which names may be somebody else's, or nobody's, the most doubtful first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from embeddings.language.given_names import is_given_name
from embeddings.people.names import folded, given_and_surname, person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ALIKE = 88
"""Of 100: "Rence Priebus" and "Reince Priebus" have 96; namesakes such as "Ron Paul" and "Rand Paul" stay below."""
_HALF = 0.5
"""Share of doubtful statements beyond which the speaker is doubtful too: most of the evidence speaks against it."""


class Doubt(StrEnum):
    """What is doubtful about a speaker."""

    OTHER = "may be"
    """Another speaker's name is spelt almost so, or ends this one."""
    SHORT = "not a full name"
    DESCRIPTION = "no name"
    """Words that describe, with a small letter within: they may be nobody."""
    STATEMENTS = "mostly doubtful statements"


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of the corpus, and how often."""

    name: str
    documents: int
    statements: int
    doubtful: int
    """Statements whose evidence fits another speaker too."""


@dataclass(frozen=True, slots=True)
class DoubtfulVoice:
    """A speaker with what is doubtful about the name."""

    voice: Voice
    doubts: tuple[Doubt, ...]
    other: str = ""
    """Whom the name may mean."""


def doubted(voices: Sequence[Voice]) -> list[DoubtfulVoice]:
    """Return the speakers, the most doubtful first: of those equally doubtful, who speaks in most documents."""
    sharing = _sharing(voices)
    doubtful = [_doubtful(voice, sharing) for voice in voices]
    return sorted(doubtful, key=lambda one: (not one.other, -len(one.doubts), -one.voice.documents, one.voice.name))


def _sharing(voices: Iterable[Voice]) -> dict[str, list[Voice]]:
    """Return by each word the speakers whose names have it."""
    sharing: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        for word in set(folded(voice.name).split()):
            sharing[word].append(voice)
    return sharing


def _doubtful(voice: Voice, sharing: Mapping[str, Sequence[Voice]]) -> DoubtfulVoice:
    other = _other(voice, sharing)
    words = voice.name.split()
    shown = {
        Doubt.OTHER: bool(other),
        Doubt.SHORT: len(words) == 1 and bool(person(voice.name)),
        Doubt.DESCRIPTION: not person(voice.name) and any(word.islower() and word.isalpha() for word in words[:1]),
        Doubt.STATEMENTS: voice.doubtful > _HALF * voice.statements,
    }
    return DoubtfulVoice(voice, tuple(doubt for doubt, holds in shown.items() if holds), other)


def _other(voice: Voice, sharing: Mapping[str, Sequence[Voice]]) -> str:
    """Return the name of the speaker who may be meant, the one of most documents; nothing where nobody may be."""
    if not _is_name(voice.name):
        return ""
    near = (other for word in set(folded(voice.name).split()) for other in sharing[word])
    fitting = {other for other in near if other.documents >= voice.documents and _fits(voice.name, other.name)}
    return min(fitting, key=lambda other: (-other.documents, other.name)).name if fitting else ""


def _fits(name: str, full_name: str) -> bool:
    """Return whether the other person's full name ends this one, or is spelt almost so."""
    if name == full_name or not _is_name(full_name) or person(full_name) != full_name:
        return False
    if folded(name).endswith(f" {folded(full_name)}"):
        return is_given_name(*full_name.split()[:2])
    if given_and_surname(name)[0].count(" ") != given_and_surname(full_name)[0].count(" "):
        return False  # "Jr." goes with the given name
    return person(name) == name and fuzz.ratio(folded(name), folded(full_name), score_cutoff=_ALIKE) > 0


def _is_name(words: str) -> bool:
    """Return whether the words are capitalised as names are: no count, no description, nobody's staff."""
    return " " in words and all(word[:1].isupper() and not word.endswith(("’s", "'s")) for word in words.split())
