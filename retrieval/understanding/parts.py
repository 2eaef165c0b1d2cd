"""The parts of a question: whose words it asks for, and about what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrieval.understanding.question_words import (
    ABOUT,
    AND,
    ARTICLES,
    ASKING,
    BEFORE_NAME,
    BEFORE_PLACE,
    COLLECTIVES,
    EMPTY,
    NOBODY,
    OF,
    PAIRED,
    TRAILING,
)

POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?=$| (?:and|or|&) | ,)")
_SINGULAR = ("ss", "us", "is")
"""Endings of nouns that end in "s" and mean one: "boss", "campus"."""
MARKS = frozenset(",;:?!")
LONGEST_SUBJECT = 8
"""Words of the longest speaker's name: "the United States Department of Health and Human Services"."""
LONGEST_NAME = 4
"""Words at most of a question that is nothing but a name, or opens with one: "General Thomas David Waldhauser"."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question's parts."""

    topic: str
    reports: bool = False
    """Whether it asks for what somebody says or thinks."""
    plain: bool = False
    """Whether only words that were said can answer it."""
    subject: str | None = None
    """Whose words it asks for, in the question's own words; None where anybody's."""
    sure: bool = False
    """Whether the subject stands where only a speaker can."""
    newest: bool = False
    """Whether it asks for the latest."""
    is_common: bool = False
    """Whether the subject is a common noun behind "the", "the pope", and nobody's surname."""


def reported(subject: list[str], topic: list[str], *, plain: bool, sure: bool) -> Phrasing:
    """Return the parts, the subject reduced to a name and the topic to its content."""
    words = [word for word in subject if word not in MARKS - {","}]
    if words and words[0].lower() in NOBODY and words[1:2] and words[1].lower() in OF and words[2:]:
        words = words[2:]
    the, *nouns = [word.lower() for word in words] or [""]
    is_common = the == "the" and len(nouns) == 1 and words[1].islower() and words[1].isalpha()
    while words and words[0].lower() in ARTICLES | AND | PAIRED | {"is", "there", ","}:
        words = words[1:]
    name = POSSESSIVE.sub("", " ".join(words).strip(" ,"))
    parts = Phrasing(" ".join(content(topic)), reports=True, plain=plain)
    return parts if not name or name.lower() in NOBODY else replace(parts, subject=name, sure=sure, is_common=is_common)


def group_noun(subject: str) -> str:
    """Return the plain noun by which the subject means many people, "police in Charlotte"; empty where it has none."""
    words = subject.split()
    end = next((at for at, word in enumerate(words) if at and word in BEFORE_PLACE), len(words))
    noun = words[end - 1]
    is_plural = noun.endswith("s") and not noun.endswith(_SINGULAR) and not POSSESSIVE.search(noun)
    return noun if noun.islower() and noun.isalpha() and (noun in COLLECTIVES or is_plural) else ""


def split_subject(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words before the preposition that opens the topic, and the words from it on."""
    ends = ABOUT - {"of"} | ASKING | MARKS - {","}
    end = next((at for at, word in enumerate(words) if at and word.lower() in ends), len(words))
    if AND.isdisjoint(words[:end]) and "," in words[:end]:
        end = words.index(",")
    return words[:end], words[end:]


def name_ending_at(words: list[str], last: int) -> list[str]:
    """Return the words of the name that ends there."""
    first = last
    while first and (words[first - 1] in AND or words[first - 1].lower() not in BEFORE_NAME):
        first -= 1
    return words[first : last + 1]


def content(words: list[str]) -> list[str]:
    """Return the words that say what it is about."""
    topic = [word for word in words if word not in MARKS and word.lower() not in EMPTY]
    while topic and topic[0].lower() in ABOUT:
        topic = topic[1:]
    while topic and topic[-1].lower() in TRAILING:
        topic = topic[:-1]
    return topic


def room(words: list[str], most: int) -> int:
    """Return how many words the names that open the list may take together, each at most so many."""
    end = most
    while joined := [at for at, word in enumerate(words[:end]) if word in AND | {","} and at + 1 + most > end]:
        end = joined[-1] + 1 + most
    return end
