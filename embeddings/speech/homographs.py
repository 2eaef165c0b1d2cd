"""Words that look like a reporting verb and are a noun or an adjective: "the claims", "an alleged plan"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import cues
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.reporting_verbs import Cue
    from embeddings.language.word_classes import TaggedWords

_NOUNISH = frozenset("dzpo")
"""Letters of words that no verb follows: determiners, possessives, prepositions, "of"."""
_ALWAYS_VERBS = word_list(__file__, "never nouns")
_PLURALS = word_list(__file__, "plural nouns")
_RUN = re.compile(r"[nNzopyc]*")
_LONGEST_PHRASE = 40
"""Words looked back over for the start of a noun phrase; bounds the time on a list of names."""


def with_nouns(stretch: TaggedWords) -> TaggedWords:
    """Return the stretch with words that only look like reporting verbs lettered as nouns."""
    letters = list(stretch.letters)
    for i, letter in enumerate(letters):
        if letter in "VE" and _is_no_verb(stretch, i):
            letters[i] = "n"
    return replace(stretch, letters="".join(letters))


def _is_no_verb(stretch: TaggedWords, i: int) -> bool:
    """Return whether the word, which may be a reporting verb, is none here."""
    before = stretch.letters[i - 1] if i else ""
    if not before:
        return False
    if before in _NOUNISH or _is_compound(stretch, i) or _is_adjective(stretch, i):
        return True
    return stretch.letters[i] == "V" and before in "nN" and _is_noun(stretch, i, cues()[stretch.words[i]])


def _is_compound(stretch: TaggedWords, i: int) -> bool:
    return stretch.letters[i - 1] == "-" and stretch.spans[i - 1][1] == stretch.spans[i][0]


def _is_adjective(stretch: TaggedWords, i: int) -> bool:
    """Return whether the word stands between an adverb and a noun: "the internationally backed government"."""
    return re.match(r"[dz]aE[nN]", stretch.letters[max(0, i - 2) : i + 2]) is not None


def _is_noun(stretch: TaggedWords, i: int, cue: Cue) -> bool:
    """Return whether a form after a noun is a noun too, by number and by what follows: "tax plans", not "men plan"."""
    if cue.lemma in _ALWAYS_VERBS:
        return False
    after = stretch.letters[i + 1 : i + 2]
    if after in tuple("oxv;)VE") or (after == "p" and stretch.words[i + 1] not in cue.prepositions):
        return True
    if after == "t" and stretch.letters[i + 2 : i + 3] in tuple("xvVEa"):
        return True
    plural = _is_plural(stretch, i - 1)
    if stretch.words[i] == cue.lemma:
        return not plural
    return stretch.letters[i - 1] == "n" and (plural or not _is_determined(stretch, i - 1))


def _is_plural(stretch: TaggedWords, i: int) -> bool:
    word = stretch.words[i]
    listing = "c" in stretch.letters[max(0, i - 3) : i]
    return listing or word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _is_determined(stretch: TaggedWords, i: int) -> bool:
    """Return whether a determiner opens the noun phrase that ends at the word, or the phrase opens the stretch."""
    run = _RUN.match(stretch.letters[max(0, i + 1 - _LONGEST_PHRASE) : i + 1][::-1])
    start = i + 1 - (run.end() if run else 0)
    return start == 0 or stretch.letters[start - 1] in "d,Q-" or "z" in stretch.letters[start:i]
