"""Names as news prints them: which words are title and which are name, and when two spellings are one name."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from embeddings.documents import fold
from embeddings.language.given_names import FEMALE, MALE, is_given_name
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list

_ARTICLES = word_list(__file__, "articles")
_TITLES = word_list(__file__, "titles")
"""Words for an office that stand before a name without being part of it."""
_PLACES = word_list(__file__, "places")
_BEFORE_NAMES = word_list(__file__, "place adjectives", "title qualifiers")
"""Words that may stand before a name, and within other names too."""
_PLACE_ADJECTIVES = word_list(__file__, "place adjectives")
_BODIES = word_list(__file__, "body words")
"""Last words of what is no person."""
_SURNAMES_TOO = frozenset({"law"})
"""Of these, what is a surname behind a given name: "Jude Law"."""
_PARTICLES = word_list(__file__, "particles")
_FEMALE_TITLES = word_list(__file__, "female titles")
_MALE_TITLES = word_list(__file__, "male titles")
_NAME_WORDS = 5
"""Words of the longest name that counts as a person's: "Ursula Gertrud von der Leyen"."""
_FULL = 2
"""Words of a full name, a given name and a surname."""
_INITIAL = 2
"""Characters of an initial with its dot, which stays: "J."."""
_ADVERB = re.compile(r"(?:al|ed|ous|ent|iv|ing|ic\w*)ly\Z")
"""The ending of an adverb that a headline capitalises: "Finally", "Reportedly"; "Kelly" has another."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\s,;:()\[\]\"“”«»–—―]+|[,;:()\[\]–—―]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_TAIL_MARKS = frozenset(",;:([–—―")
_TAIL_WORDS = word_list(__file__, "after a name")
_VOICES = word_list(__file__, "voices")
"""What speaks as its owner: "Pompeo's statement" is Pompeo's word."""
JOINT = " and "
"""Between the names of two who speak."""


@lru_cache(maxsize=1 << 16)
def person(mention: str) -> str:
    """Return the name that the mention gives a person, without titles: "State Secretary Mike Pompeo" is "Mike Pompeo".

    Empty where it names no person: an office, an organisation, a crowd.
    """
    head = _head(mention)
    words = _after_office(head) if "of" in head else head
    name = words[_name_start(words) :]
    last = _last_title(name)
    titled, name = len(head) > len(name) or last >= 0, name[last + 1 :]
    name = _without_places(name)
    if not name or not _may_be_name(name):
        return ""
    if _plain(head[0]) in _ARTICLES and not titled and not is_given_name(*name[:2]):
        return ""
    return " ".join(name)


def first_of_two(name: str) -> str:
    """Return the first of two people who speak as one, else the name: "Health and Human Services" is one body."""
    first, _, second = name.partition(JOINT)
    return first if " " in second and person(first) == first and person(second) == second else name


def _after_office(words: list[str]) -> list[str]:
    """Return the words without an office that holds "of": those of "Secretary of State Ana Ruiz" from "Ana" on."""
    after = len(words) - words[::-1].index("of")
    start = next((i for i in range(after, len(words)) if is_given_name(*words[i : i + 2])), len(words))
    return words[start:] if start > after else words[:after]


def _last_title(name: list[str]) -> int:
    """Return the position of the last title before a name, -1 where there is none: in "Stephen King" it is none."""
    positions = (i for i, word in enumerate(name[:-1]) if _is_title(word))
    return max((i for i in positions if _plain(name[i + 1]) not in _SUFFIXES), default=-1)


def _without_places(name: list[str]) -> list[str]:
    """Return the name without what stands before it in print: "Reuters Ted Cruz", "8:38PM Rubio"."""
    while name and any(letter.isdigit() for letter in name[0]):
        name = name[1:]
    while name and is_function_word(name[0].lower()) and not is_given_name(*name[:2]):
        name = name[1:]
    while len(name) > _FULL and _plain(name[0]) in _BEFORE_NAMES and not is_given_name(*name[:2]):
        name = name[1:]
    if (
        len(name) > _FULL
        and (is_function_word(name[-1].lower()) or _ADVERB.search(name[-1]))
        and len(name[-2]) > _INITIAL
    ):
        name = name[:-1]
    if len(name) == _FULL and _plain(name[0]) in _PLACES and not is_given_name(*name):
        return name[1:]
    if len(name) > _FULL and _plain(name[0]) in _PLACES and is_given_name(*name[1:3]):
        return name[1:]
    if len(name) > _FULL and not is_given_name(*name[:2]) and is_given_name(*name[-2:]) and "." not in name[0]:
        return name[-2:]
    return name


def _may_be_name(name: list[str]) -> bool:
    """Return whether the words may be a person's name: no body's, no place's, no clause in capitals."""
    first, last = name[0], _plain(name[-1])
    given = is_given_name(*name[:2])
    is_body = last in _BODIES and not (given and last in _SURNAMES_TOO)
    if len(name) > _NAME_WORDS or is_body or not first[:1].isupper() or (_is_title(last) and not given):
        return False
    if any(letter.isdigit() for word in name for letter in word) or " ".join(map(_plain, name)) in _PLACES:
        return False
    if len(name) == 1:
        return not (first.isupper() and len(first) > 1) and last not in _BEFORE_NAMES and last not in _PLACES
    if not given and all(word.isupper() and len(word) > _INITIAL for word in name):
        return False
    rest = name[1:] if given else name
    return not any(is_function_word(word.lower()) for word in rest if word.lower() not in _PARTICLES)


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
    if len(words) > 1 and words[-1].lower() in _VOICES:
        owner = next((i for i, word in enumerate(words[:-1]) if _POSSESSIVE.search(word)), None)
        if owner is not None:
            return without_possessive(" ".join(words[: owner + 1]))
        if words[0].lower() in OWNERS:
            return words[0]
    while len(words) > 1 and words[0].lower() in _ARTICLES and words[0].lower() not in OWNERS:
        words = words[1:]
    return " ".join(words)


OWNERS = frozenset({"his", "her", "their", "its"})


def without_possessive(word: str) -> str:
    """Return the word without its "'s"."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """Return the name as a key: no capitals, accents, dots or articles, so that "the U.N." and "UN" are one."""
    plain = name.replace("’", "'").replace(".", "").lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    words = plain.split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def _head(mention: str) -> list[str]:
    """Return the words up to an apposition, a relative clause or a place."""
    words: list[str] = []
    for word in _TOKEN.findall(fold(mention)):
        if words and (word in _TAIL_MARKS or word.lower() in _TAIL_WORDS) and not _joins_titles(word, words):
            break
        bare = without_possessive(word)
        words.append(bare if len(bare) <= _INITIAL or _plain(bare) in _SUFFIXES else bare.rstrip("."))
    return words


def _joins_titles(word: str, words_before: list[str]) -> bool:
    """Return whether the word belongs to a title: "Secretary of State", "chairman and chief executive"."""
    return word.lower() in {"of", "and"} and _is_title(words_before[-1])


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-"))


def _is_title(word: str) -> bool:
    return _plain(word) in _TITLES


@lru_cache(maxsize=1 << 16)
def given_and_surname(name: str) -> tuple[str, str]:
    """Return the given name, which may be empty, and the surname, in lower case; "Jr." goes with the given name."""
    words = [folded(word) for word in name.split()]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    given = words[0] if len(words) > 1 else ""
    return f"{given} {suffix}".strip(), words[-1] if words else ""


class Gender(StrEnum):
    """What a title or a given name shows, for telling "he" from "she"."""

    FEMALE = "f"
    MALE = "m"


@lru_cache(maxsize=1 << 16)
def gender_of(mention: str) -> Gender | None:
    """Return what a title or a common given name shows, None where neither does."""
    words = [_plain(word) for word in _head(mention)]
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


def is_place_adjective(word: str) -> bool:
    """Return whether the word says where a body belongs: "US", "Libyan"."""
    return _plain(word) in _PLACE_ADJECTIVES
