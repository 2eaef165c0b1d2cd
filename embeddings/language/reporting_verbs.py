"""The verbs and nouns that report what somebody says, thinks or wants, and what may follow each.

The classes follow Levin, *English Verb Classes and Alternations* (1993), sections 29, 31 to 33, 36, 37 and 62.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from embeddings.language.word_lists import word_list, word_table


class Morph(StrEnum):
    """The form of a verb; its value is the letter that stands for it in a clause."""

    PRESENT = "V"
    PAST = "E"
    GERUND = "G"
    ATTITUDE = "J"


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a reporting verb.

    ``frames`` holds a letter for each thing that may follow: ``q`` quoted words, ``c`` a clause that "that", "whether"
    or a question word opens, ``b`` a bare clause, ``o`` an object that is itself the content, ``i`` an infinitive,
    ``x`` somebody who is told;
    ``prepositions`` hold the words that open a content of their own, as "for" in "called for a truce".
    """

    lemma: str
    morph: Morph
    frames: str
    prepositions: frozenset[str]


_VERBS = word_table(__file__, "verbs")
_JUDGEMENT = word_list(__file__, "judgement")
_PREPOSITIONS = word_table(__file__, "prepositions")
_IRREGULAR = word_table(__file__, "irregular")
_DOUBLED = word_list(__file__, "doubled")
_ATTITUDES = word_list(__file__, "attitudes")
"""Adjectives that say after "to be" what somebody thinks or feels."""
ATTITUDES = Cue("be", Morph.ATTITUDE, "cbi", frozenset({"about", "of", "over", "with"}))
NOUNS = {
    "that": word_list(__file__, "nouns before that"),
    "to": word_list(__file__, "nouns before to"),
    "on": word_list(__file__, "nouns before a preposition"),
}
"""Nouns that report, by what opens their content: "that", "to", or a preposition."""


@cache
def cues() -> dict[str, Cue]:
    """Return every form of every reporting verb; where two verbs share a form, the later in the lists has it."""
    frames = {**_VERBS, **dict.fromkeys(_JUDGEMENT, "o")}
    attitudes = dict.fromkeys(_ATTITUDES, ATTITUDES)
    return attitudes | {
        form: Cue(verb, morph, frames.get(verb, ""), frozenset(_PREPOSITIONS.get(verb, "").split()))
        for verb in (*_PREPOSITIONS, *frames)
        for form, morph in _forms(verb)
    }


def reports_speech(word: str) -> bool:
    """Return whether the word, in lower case, is a form of a verb that words follow, quoted or not."""
    return word in cues() and "qc" in cues()[word].frames


def says(word: str, following: str = "") -> bool:
    """Return whether the word, in lower case, is a form of a verb by which somebody says something or judges in words.

    A verb that does so only with a preposition, as "called for", needs that word to follow.
    """
    cue = cues().get(word)
    if cue is None or cue.morph is Morph.ATTITUDE:
        return False
    speaks = "q" in cue.frames and cue.frames != "q"
    return speaks or cue.lemma in _JUDGEMENT or following in cue.prepositions


def is_attitude(word: str) -> bool:
    """Return whether the word says after "to be" what somebody thinks or feels."""
    return word in _ATTITUDES


def _forms(verb: str) -> list[tuple[str, Morph]]:
    past = _IRREGULAR.get(verb, _regular(verb, "ed")).split()
    return [
        (verb, Morph.PRESENT),
        (_third(verb), Morph.PRESENT),
        (_regular(verb, "ing"), Morph.GERUND),
        *((form, Morph.PAST) for form in past),
    ]


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "sh", "ch", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if _ends_in_consonant_and_y(verb) else verb + "s"


def _regular(verb: str, suffix: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + suffix
    if verb.endswith("e") and (suffix == "ed" or not verb.endswith(("ee", "ye"))):
        return verb[:-1] + suffix
    return verb[:-1] + "ied" if suffix == "ed" and _ends_in_consonant_and_y(verb) else verb + suffix


def _ends_in_consonant_and_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in "aeou"
