"""Tells how a question leans on the turn before: by a pronoun, by how it opens, by what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from embeddings.language.word_lists import word_list
from embeddings.people.names import person

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OPENING = re.compile(
    r"^(?:(?:ok(?:ay)?|well|so|and|but|or|also|then|now|hm+|um+|oh|yes|no|right|thanks|thank you|please)\b[\s,.!]*)*"
    r"(?:(?:what|how)\s+about\b\s*)?",
    re.IGNORECASE,
)
"""Words that take up the thread, and "what about", which announces that only something new follows."""
_TAKES_UP = word_list(__file__, "taking up")
"""Openings that continue what was said; the others are only manners."""
_ABOUT = re.compile(r"(?:about|on|regarding|concerning)\s+", re.IGNORECASE)
_THEN = re.compile(r"\b(?:then|at (?:that|the) time|that (?:day|week|month|year))\W*$", re.IGNORECASE)
_PERSONS = word_list(__file__, "persons")
_PLURAL = word_list(__file__, "plural")
_BOUND = _PERSONS | _PLURAL | word_list(__file__, "bound things")
"""Pronouns that may stand for a name of the same question."""
_SO = re.compile(r"\bso\W*$", re.IGNORECASE)
"""At the end "so" stands for what was said: "who said so"."""
_TOKEN = re.compile(_WORD.pattern + "|[,;:]")
_INTRODUCING = word_list(__file__, "introducing")
_SOMEBODY = 2
"""How many names an introduced noun ("a friend") counts as, so that even an object pronoun may mean it: in "a friend
told me of him", "him" is the friend."""
_OBJECTS = word_list(__file__, "objects")
"""Pronouns that never mean the subject of their own clause: in "when did Trump call him" somebody else."""
_OF_PERSONS = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_OWNING = re.compile(r"\s+[^\W_]")
_NAME = re.compile(r"\b[^\W\d_a-z][\w.-]*(?:\s+(?:(?:al|bin|de|van|von)\s+)?[^\W\d_a-z][\w.-]*)*")
_NO_PERSON = re.compile(r"\b(?:in|at|near|from|into|on|across|around|outside|inside|of|to|the)\s+$", re.IGNORECASE)
"""Before a name these words announce a place or a thing."""
_ADDRESSED = word_list(__file__, "addressed")
_THINGS = word_list(__file__, "things")
_COUNTED = word_list(__file__, "counted")
"""Words that count from something earlier unless a noun follows: "the first one", not "the first attack"."""
_ORDER = _COUNTED | word_list(__file__, "ordering")
"""Words that compare or count: something must have come before."""
_BEING = word_list(__file__, "being")
_BEHIND_THAT = word_list(__file__, "behind that")
"""After "that" they show that it is a pronoun: "who said that about oil", but not "who said that oil"."""
_FURTHER = word_list(__file__, "further")
_TELLING = word_list(__file__, "telling")
"""Closed words after which "that" may open what is said."""
_CLOSED = word_list(__file__, "closed")
"""Closed classes of English, and the verbs and interjections with which anything may be asked."""
_EMPTY = _CLOSED | _PERSONS | _PLURAL | _THINGS | _ORDER
"""Words that say nothing of what a text is about."""
_FEW = 2
"""A question with at most this many content words may be a fragment of one, such as "and in May?"."""
_ASKS = word_list(__file__, "asking")
"""First words of a whole question; without one it is a piece that fills a gap of the question before."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a question takes from the turn before."""

    rest: str
    """The question without the words that only take up the thread."""
    person: bool = False
    """Whether a pronoun stands for somebody."""
    thing: bool = False
    """Whether a word points back to what was said."""
    takes_up: bool = False
    """Whether it opens as the other half of a question: "and", "what about"."""
    bare: bool = False
    """Whether it has too few words of its own to be about anything."""
    piece: bool = False
    """Whether it is no question by itself: "in November", "Trump", "about oil"."""
    about: bool = False
    """Whether such a piece says what to talk about, not who is to speak."""
    then: bool = False
    """Whether "then" or "at that time" stands for the days spoken of before."""
    others: bool = False
    """Whether it asks for others than before: "who else"."""
    addressed: bool = False
    """Whether it speaks to whoever answers, "what do you recommend", and so asks for nobody's words."""
    further: bool = False
    """Whether it asks for something else than what was read."""
    dates: bool = False
    """Whether it asks when, so that no period may limit it."""

    @property
    def leans(self) -> bool:
        """Whether anything is taken from before."""
        return self.person or self.thing or self.takes_up or self.bare or self.others


def leaning(question: str) -> Leaning:
    """Return how the question leans on the turn before; one that is complete leans on nothing."""
    opening = _OPENING.match(question)
    rest = question[opening.end() :].strip() if opening else question
    opened = {word.lower() for word in _WORD.findall(question[: opening.end()])} if opening else set()
    words = [_bare_word(word) for word in _WORD.findall(rest)]
    distinct = set(words)
    few, piece = len(content(rest)) <= _FEW, not words or words[0] not in _ASKS
    return Leaning(
        rest or question,
        person=bool(_unbound(rest) & _PERSONS),
        thing=bool(_unbound(rest) & (_THINGS | _PLURAL | _ORDER)) or bool(_SO.search(rest)),
        takes_up=bool(opened & _TAKES_UP),
        bare=few and (piece or not _names(rest)),
        piece=few and piece,
        about=few and piece and bool(_ABOUT.match(rest)),
        then=bool(_THEN.search(rest)),
        others="else" in distinct and bool(distinct & {"who", "anyone", "anybody", "somebody", "someone"}),
        addressed=bool(distinct & _ADDRESSED),
        further=bool(distinct & _FURTHER),
        dates="when" in distinct or {"what", "day"} <= distinct or {"what", "date"} <= distinct,
    )


def last_person(question: str) -> str | None:
    """Return the name within the question that is the last to look like a person's; a place is said "in" or "near"."""
    matches = [match for match in _NAME.finditer(question) if match.start()]
    persons = (person(match[0]) for match in reversed(matches) if not _NO_PERSON.search(question[: match.start()]))
    return next(filter(None, persons), None)


def spelt_out(question: str, name: str) -> str:
    """Return the question with the name where a pronoun stands for a person."""
    return _OF_PERSONS.sub(lambda pronoun: _in_place_of(pronoun, name), question)


def _in_place_of(pronoun: re.Match[str], name: str) -> str:
    word = pronoun[0].lower()
    owns = word in {"his", "hers"} or (word == "her" and _OWNING.match(pronoun.string, pronoun.end()))
    return f"{name}’s" if owns else name


def content(text: str) -> list[str]:
    """Return the words of open classes: what the text is about."""
    words = (_bare_word(word) for word in _WORD.findall(text))
    return [word for word in words if word not in _EMPTY]


def _unbound(text: str) -> set[str]:
    """Return the words without those that the question itself explains.

    A pronoun may stand for a name before it, as in "what did May say of her plan"; "that", "there" and "last" may be
    no pronouns at all, as in "the men that left", "is there a plan" and "last week".
    """
    tokens = _TOKEN.findall(text)
    words = [_bare_word(token) for token in tokens]
    unbound, named = set[str](), 0
    for at, word in enumerate(words):
        if not (named > (word in _OBJECTS) and word in _BOUND) and not _is_no_pronoun(words, at):
            unbound.add(word)
        named += at > 0 and tokens[at][0].isupper() and word != "i" and not text.isupper()
        named += _SOMEBODY * (words[at - 1] in _INTRODUCING and bool(content(word)))
    return unbound


def _is_no_pronoun(words: list[str], at: int) -> bool:
    """Return whether the word only joins a clause, opens one, or counts the noun behind it."""
    word, before, behind = words[at], "".join(words[at - 1 : at]), "".join(words[at + 1 : at + 2])
    if word == "that":
        joins = bool(content(before)) or before in _TELLING
        return joins and bool(behind) and behind not in _BEHIND_THAT
    if word == "there":
        return bool(behind) and bool({before, behind} & _BEING)
    return word in _COUNTED and bool(content(behind))


def _names(text: str) -> bool:
    """Return whether a word after the first has a capital or a digit: the question says of whom or of what."""
    return any(word != word.lower() for word in _WORD.findall(text)[1:] if word.lower() not in _CLOSED)


def _bare_word(word: str) -> str:
    """Return the word in small letters, without what an apostrophe joins to it."""
    return re.split("['’]", word.lower())[0]
