"""The parts of a question: whose words it asks for, and what about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrieval.understanding.question_words import (
    ABOUT,
    AND,
    ARTICLES,
    ASKING,
    AUXILIARIES,
    FILLERS,
    NOBODY,
    OF,
    PAIRED,
)

POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?=$| (?:and|or|&) | ,)")
MARKS = frozenset(",;:?!")
LONGEST_SUBJECT = 8
"""Words of the longest speaker's name that is looked for."""
LONGEST_NAME = 4
"""Words of a question that may be nothing but a name."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question's parts."""

    topic: str
    reports: bool = False
    """Whether it asks for what somebody says or thinks."""
    plain: bool = False
    """Whether only words that were said can answer it."""
    subject: str | None = None
    """Whose words it asks for, as it is put; None where anybody's."""
    sure: bool = False
    """Whether the subject stands where only a speaker can."""
    newest: bool = False
    """Whether it asks for the latest."""


def reported(subject: list[str], topic: list[str], *, plain: bool, sure: bool) -> Phrasing:
    """Return the parts, of the subject only the name and of the topic only what it is about."""
    words = [word for word in subject if word not in MARKS - {","}]
    if words and words[0].lower() in NOBODY and words[1:2] and words[1].lower() in OF and words[2:]:
        words = words[2:]
    while words and words[0].lower() in ARTICLES | AND | PAIRED | {"is", "there", ","}:
        words = words[1:]
    name = POSSESSIVE.sub("", " ".join(words).strip(" ,"))
    parts = Phrasing(" ".join(content(topic)), reports=True, plain=plain)
    return parts if not name or name.lower() in NOBODY else replace(parts, subject=name, sure=sure)


def split_subject(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words up to the preposition that opens the topic, and the words behind it."""
    ends = ABOUT - {"of"} | ASKING | MARKS - {","}
    end = next((at for at, word in enumerate(words) if at and word.lower() in ends), len(words))
    if AND.isdisjoint(words[:end]) and "," in words[:end]:
        end = words.index(",")
    return words[:end], words[end:]


def name_ending_at(words: list[str], last: int) -> list[str]:
    """Return the words of the name that ends there."""
    first = last
    while first and words[first - 1].lower() not in (ASKING | AUXILIARIES | ABOUT | FILLERS | {"in"}) - AND:
        first -= 1
    return words[first : last + 1]


def content(words: list[str]) -> list[str]:
    """Return the words that say what it is about."""
    kept = [word for word in words if word not in MARKS and word.lower() not in ASKING | AUXILIARIES | FILLERS]
    while kept and kept[0].lower() in ABOUT:
        kept = kept[1:]
    while kept and kept[-1].lower() in ABOUT | {"in", "at", "from", "by"}:
        kept = kept[:-1]
    return kept


def room(words: list[str], most: int) -> int:
    """Return how many words the names at the beginning may have, of which each has at most so many."""
    end = most
    while joined := [at for at, word in enumerate(words[:end]) if word in AND | {","} and at + 1 + most > end]:
        end = joined[-1] + 1 + most
    return end
