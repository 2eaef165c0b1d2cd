"""Words whose neighbours tell what they are: "the claims" are no verb, "the jury cleared him" has one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.language.given_names import is_given_name
from embeddings.language.reporting_verbs import cues
from embeddings.language.word_lists import word_list
from embeddings.speech.noun_phrases import is_plural

if TYPE_CHECKING:
    from embeddings.language.reporting_verbs import Cue
    from embeddings.language.word_classes import TaggedWords

_NOUNISH = frozenset("dzpo")
"""Letters of words that no verb follows: determiners, possessives, prepositions, "of"."""
_ALWAYS_VERBS = word_list(__file__, "never nouns")
_CAUSATIVES = word_list(__file__, "causatives")
_ADJECTIVES = word_list(__file__, "adjectives")
_RUN = re.compile(r"[nNzopyc]*")
_LONGEST_PHRASE = 40
"""Words looked back over for the start of a noun phrase; bounds the time on a list of names."""
_PARTICLES = frozenset({"off", "up", "out", "down", "back", "away"})
_EARLY = frozenset({"early", "late"})
"""Before a day they say when: "said late Thursday"."""
_GOES_ON = (("went", "on"), ("goes", "on"))
_INFLECTED = ("ed", "ing")
_FLOATING = frozenset({"both", "all"})
_OPENS_PHRASE = frozenset({"the", "a", "an", "his", "her", "its", "their", "my", "our", "your", "'s"})
"""Words that only a noun phrase follows."""
_AND_A_VERB = re.compile(r"a[VE]")
"""What follows a noun with a verb of its own: "advocates also said"."""
_NOUN_AHEAD = re.compile(r"n{1,3}N{0,3}a?[VE]")
"""What follows a noun within a subject: "campaign manager Ana Ruiz said", "state officials said"."""
_SHORTEST = 5
"""Letters of the shortest inflected verb that is told from a name: "Asked", and not "Reed"."""


def relettered(stretch: TaggedWords) -> TaggedWords:
    """Return the stretch with the letters that the words have among their neighbours."""
    letters = list(stretch.letters)
    for i, letter in enumerate(letters):
        if letter in "VEG" and _is_no_verb(stretch, letters[i - 1] if i else "", i):
            letters[i] = "n"
        elif (letter == "N" and i == 0 and _opens(stretch)) or (letter == "n" and _is_inflected(stretch, letters, i)):
            letters[i] = "v"
        elif letter == "y" and _is_named(stretch, i):
            letters[i] = "N"
        elif letter in "aditn" and (other := _small_word(stretch, letters, i)):
            letters[i] = other
        elif letter == "v" and stretch.words[i : i + 2] in _GOES_ON and _is_of_speech(letters, i):
            letters[i] = "E"
    return replace(stretch, letters="".join(letters))


def _small_word(stretch: TaggedWords, letters: list[str], i: int) -> str:
    """Return the letter that a small word has among its neighbours, if it is not its own."""
    letter, word, ahead = stretch.letters[i], stretch.words[i], stretch.letters[i + 1 : i + 2]
    if letter == "i":
        return "p" if _leads_to_somebody(stretch, i) else ""
    if ahead == "y":
        return "d" if letter == "t" else "a" if word in _EARLY else ""  # "that evening"
    if letter == "a":
        return "r" if word == "there" and ahead == "x" else ""  # "there is a danger"
    return "a" if word in _FLOATING and letters[i - 1 : i] == ["x"] else ""  # "have both said"


def _leads_to_somebody(stretch: TaggedWords, i: int) -> bool:
    """Return whether the "to" is a preposition: "to the council", "to Ruiz", but "To Use" in a headline."""
    ahead = stretch.letters[i + 1 : i + 2]
    return ahead in ("d", "r", "z") or (ahead == "N" and stretch.letters.count("N") * 2 < len(stretch.letters))


def _is_named(stretch: TaggedWords, i: int) -> bool:
    """Return whether a month is a given name: "April Jones", and not "in April Jones said"."""
    follows_name = stretch.letters[i + 1 : i + 2] == "N" and is_given_name(stretch.words[i].capitalize(), "N")
    return follows_name and stretch.letters[max(0, i - 1) : i] not in ("p", "d", "o", "n", "a")


def _opens(stretch: TaggedWords) -> bool:
    """Return whether the stretch begins with a participle: "Asked on Monday", "Speaking to reporters"."""
    word = stretch.words[0]
    is_inflected = len(word) >= _SHORTEST and word.endswith(_INFLECTED) and word != "according"
    return is_inflected and stretch.letters[1:2] in tuple("pdirsy")


def _is_inflected(stretch: TaggedWords, letters: list[str], i: int) -> bool:
    """Return whether a word after a noun is an inflected verb, by the object or the particle that follows it."""
    if letters[i - 1 : i] == ["N"] and stretch.words[i].endswith("s"):
        return stretch.letters[i + 1 : i + 2] in ("d", "r")  # "Ruiz incites the crowd"
    if letters[i - 1 : i] not in (["n"], ["N"]) or not stretch.words[i].endswith("ed"):
        return False
    return stretch.letters[i + 1 : i + 2] in ("d", "r", "N") or not _PARTICLES.isdisjoint(stretch.words[i + 1 : i + 2])


def _is_of_speech(letters: list[str], i: int) -> bool:
    """Return whether "went on" is said of a speaker: a quotation stands near it, or its clause ends there."""
    return (
        "Q" in letters[max(0, i - 4) : i] or "Q" in letters[i + 2 : i + 6] or letters[i + 2 : i + 3] in ([","], ["."])
    )


def _is_no_verb(stretch: TaggedWords, before: str, i: int) -> bool:
    """Return whether the word, which may be a reporting verb, is none here; ``before`` is the letter before it."""
    if not before:
        return False
    if stretch.letters[i] == "G":
        return before == "z" and stretch.letters[i + 1 : i + 2] == "n"  # "the paper's reporting team"
    return _is_attached(stretch, before, i) or (stretch.letters[i] == "V" and _is_plain_noun(stretch, before, i))


def _is_attached(stretch: TaggedWords, before: str, i: int) -> bool:
    """Return whether the word belongs to a noun phrase, whatever its form."""
    if stretch.words[i] == "state" and stretch.letters[i + 1 : i + 2] == "N":
        return True  # "State Treasurer Ana Ruiz"
    return before in _NOUNISH or _is_compound(stretch, i) or _is_adjective(stretch, i) or _is_attribute(stretch, i)


def _is_plain_noun(stretch: TaggedWords, before: str, i: int) -> bool:
    """Return whether the word, which may be a verb in the present, is a noun: "three reports"."""
    cue = cues()[stretch.words[i]]
    if before in "iVE":
        return stretch.words[i] != cue.lemma
    if before in "nN":
        return _is_noun(stretch, i, cue)
    return cue.lemma not in _ALWAYS_VERBS and _is_noun_alone(stretch, before, i, cue)


def _is_noun_alone(stretch: TaggedWords, before: str, i: int, cue: Cue) -> bool:
    """Return whether a form that stands behind no noun is one itself: "faced questions", "training and support"."""
    if before == "v":
        return stretch.words[i - 1] not in _CAUSATIVES
    if before == "a":
        return stretch.words[i - 2] in _OPENS_PHRASE  # "his earlier comments"
    if before in "Qq(:" or (before == "c" and _is_listed(stretch, i)):
        return stretch.words[i] == cue.lemma
    return before == "y" and stretch.letters[i - 2 : i - 1] == "d"


def _is_listed(stretch: TaggedWords, i: int) -> bool:
    """Return whether the word behind "and" is a noun beside a noun: "training and support needed"."""
    return stretch.letters[i - 2 : i - 1] in ("n", "N") and stretch.letters[i + 1 : i + 2] not in tuple("dNrtizQq")


def _is_compound(stretch: TaggedWords, i: int) -> bool:
    return stretch.letters[i - 1] == "-" and stretch.spans[i - 1][1] == stretch.spans[i][0]


def _is_attribute(stretch: TaggedWords, i: int) -> bool:
    """Return whether the word belongs to the noun behind it, the subject of a later verb: "state officials said"."""
    if stretch.letters[i] != "V" or not _NOUN_AHEAD.match(stretch.letters, i + 1):
        return False
    may_be = stretch.letters[i - 1] in "nN" or stretch.letters[max(0, i - 2) : i] in ("nc", "Nc")
    return may_be and cues()[stretch.words[i]].lemma not in _ALWAYS_VERBS


def _is_adjective(stretch: TaggedWords, i: int) -> bool:
    """Return whether the word stands between an adverb and a noun: "the internationally backed government"."""
    return re.match(r"[dz]aE[nN]", stretch.letters[max(0, i - 2) : i + 2]) is not None


def _is_noun(stretch: TaggedWords, i: int, cue: Cue) -> bool:
    """Return whether a form after a noun or a number is a noun too: "tax plans", "18 states", not "men plan"."""
    if cue.lemma in _ALWAYS_VERBS:
        return False
    after = stretch.letters[i + 1 : i + 2]
    if (
        stretch.words[i - 1].isdigit()
        or after in tuple("oxv;)VE")
        or _AND_A_VERB.match(stretch.letters, i + 1)
        or (after == "p" and stretch.words[i + 1] not in cue.prepositions)
    ):
        return True
    if after == "t" and stretch.letters[i + 2 : i + 3] in tuple("xvVEa"):
        return True
    if stretch.words[i - 1] in _ADJECTIVES or (after == "n" and stretch.words[i + 1].endswith("ed")):
        return True
    plural = "c" in stretch.letters[max(0, i - 4) : i - 1] or is_plural(stretch.words[i - 1])
    if stretch.words[i] == cue.lemma:
        return not plural
    return stretch.letters[i - 1] == "n" and (plural or not _is_determined(stretch, i - 1))


def _is_determined(stretch: TaggedWords, i: int) -> bool:
    """Return whether a determiner opens the noun phrase that ends at the word, or the phrase opens the stretch."""
    run = _RUN.match(stretch.letters[max(0, i + 1 - _LONGEST_PHRASE) : i + 1][::-1])
    start = i + 1 - (run.end() if run else 0)
    return start == 0 or stretch.letters[start - 1] in "d,Q-" or "z" in stretch.letters[start:i]
