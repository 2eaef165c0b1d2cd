"""Names as news prints them: which words are title and which are name, and when two spellings are one name."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from embeddings.documents import fold
from embeddings.language.given_names import FEMALE, MALE, is_given_name
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list

_OWNERS = frozenset({"his", "her", "their", "its"})
_ARTICLES = word_list(__file__, "articles")
_TITLES = word_list(__file__, "titles")
"""Words for an office that stand before a name without being part of it."""
_BEFORE_NAMES = word_list(__file__, "place adjectives", "title qualifiers")
"""Words that may stand before a name, and within other names too."""
_PLACE_ADJECTIVES = word_list(__file__, "place adjectives")
_BODIES = word_list(__file__, "body words")
"""Last words of what is no person."""
_PARTICLES = word_list(__file__, "particles")
_NAME_WORDS = 4
"""Words of the longest name that counts as a person's: "Ursula von der Leyen"."""
_FULL = 2
"""Words of a full name, a given name and a surname."""
_INITIAL = 2
"""Characters of an initial with its dot, which stays: "J."."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\s,;:()\[\]\"“”«»–—―]+|[,;:()\[\]–—―]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_TAIL_MARKS = frozenset(",;:([–—―")
_TAIL_WORDS = word_list(__file__, "after a name")
_MINE = word_list(__file__, "voices")
"""What is somebody's own voice: "Pompeo's statement" and "his office" speak for Pompeo and for him."""


@lru_cache(maxsize=1 << 16)
def person(mention: str) -> str:
    """Return the name that the mention gives a person, without titles: "State Secretary Mike Pompeo" is "Mike Pompeo".

    Empty where it names no person: an office, an organisation, a crowd.
    """
    words = _head(mention)
    name = words[_name_start(words) :]
    last = max((i for i, word in enumerate(name) if _is_title(word)), default=-1)
    titled, name = len(words) > len(name) or last >= 0, name[last + 1 :]
    while name and is_function_word(name[0].lower()) and not is_given_name(*name[:2]):
        name = name[1:]
    while len(name) > _FULL and _plain(name[0]) in _BEFORE_NAMES:
        name = name[1:]
    if not 1 <= len(name) <= _NAME_WORDS or _plain(name[-1]) in _BODIES or not name[0][:1].isupper():
        return ""
    rest = name[1:] if is_given_name(*name[:2]) else name
    if any(is_function_word(word.lower()) for word in rest if word.lower() not in _PARTICLES):
        return ""
    if (_plain(words[0]) in _ARTICLES and not titled) or (len(name) == 1 and _is_no_surname(name[0])):
        return ""
    return " ".join(name)


def _is_no_surname(word: str) -> bool:
    return (word.isupper() and len(word) > 1) or _plain(word) in _BEFORE_NAMES


def _plain(word: str) -> str:
    return word.lower().rstrip(".").replace(".", "")


def _name_start(words: list[str]) -> int:
    start = len(words)
    while start and _is_name_word(words[start - 1]):
        start -= 1
    return start


def voice(mention: str) -> str:
    """Return who speaks: the owner of "Pompeo's statement", else the mention without its article."""
    words = fold(mention).split()
    if len(words) > 1 and words[-1].lower() in _MINE:
        owner = next((i for i, word in enumerate(words[:-1]) if _POSSESSIVE.search(word)), None)
        if owner is not None:
            return _POSSESSIVE.sub("", " ".join(words[: owner + 1]))
        if words[0].lower() in _OWNERS:
            return words[0]
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def folded(name: str) -> str:
    """Return the name as a key: lower case, dots and articles gone, so that "the U.N." and "UN" are one."""
    words = name.replace("’", "'").replace(".", "").lower().split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def _head(mention: str) -> list[str]:
    """Return the words up to an apposition, a relative clause or a place."""
    words: list[str] = []
    for word in _TOKEN.findall(fold(mention)):
        if (
            words
            and (word in _TAIL_MARKS or word.lower() in _TAIL_WORDS)
            and not (word.lower() in {"of", "for", "and"} and _is_title(words[-1]))
        ):
            break
        bare = _POSSESSIVE.sub("", word)
        words.append(bare if len(bare) <= _INITIAL or _plain(bare) in _SUFFIXES else bare.rstrip("."))
    return words


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-"))


def _is_title(word: str) -> bool:
    return _plain(word) in _TITLES


def given_and_surname(name: str) -> tuple[str, str]:
    """Return the given name, which may be empty, and the surname, in lower case; "Jr." goes with the given name."""
    words = [word.lower().rstrip(".") for word in name.split()]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    given = words[0] if len(words) > 1 else ""
    return f"{given} {suffix}".strip(), words[-1] if words else ""


class Gender(StrEnum):
    """What a title or a given name shows, for telling "he" from "she"."""

    FEMALE = "f"
    MALE = "m"


def gender_of(mention: str) -> Gender | None:
    """Return what a title or a common given name shows, None where neither does."""
    words = [word.lower().rstrip(".") for word in mention.split()]
    if any(word in _FEMALE_TITLES for word in words):
        return Gender.FEMALE
    if any(word in _MALE_TITLES for word in words):
        return Gender.MALE
    given = given_and_surname(person(mention))[0].split(" ")[0]
    return Gender.FEMALE if given in FEMALE else Gender.MALE if given in MALE else None


def roles(mention: str) -> frozenset[str]:
    """Return the words for an office that the mention gives its person, in lower case."""
    return frozenset(word for word in mention.lower().split() if word in _ROLES)


_ROLES = word_list(__file__, "offices")
_FEMALE_TITLES = word_list(__file__, "female titles")
_MALE_TITLES = word_list(__file__, "male titles")


def is_place_adjective(word: str) -> bool:
    """Return whether the word says where a body belongs: "US", "Libyan"."""
    return _plain(word) in _PLACE_ADJECTIVES
