"""Given names: for telling "he" from "she", and a name from the word that it also is."""

from __future__ import annotations

from embeddings.language.word_lists import word_list

FEMALE = word_list(__file__, "women")
MALE = word_list(__file__, "men")
"""Names of one sex; a name of either, or an unknown one, is in neither list."""
_GIVEN = FEMALE | MALE | word_list(__file__, "either")


def is_given_name(word: str, following: str = "") -> bool:
    """Return whether the word is a given name before a capitalised one: "Will Carter", not "Will the"."""
    return word[:1].isupper() and following[:1].isupper() and word.lower() in _GIVEN
