"""How a question leans on what was said before it: by a pronoun, by how it opens, by what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from embeddings.language.word_lists import listed
from embeddings.people.names import person

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OPENING = re.compile(
    r"^(?:(?:ok(?:ay)?|well|so|and|but|or|also|then|now|hm+|um+|oh|yes|no|right|thanks|thank you|please)\b[\s,.!]*)*"
    r"(?:(?:what|how)\s+about\b\s*)?",
    re.IGNORECASE,
)
"""Words that take up the thread, and "what about", after which only what is new is said."""
_TAKES_UP = listed("about and but or also then so no yes")
"""Of these openings, those that go on with what was said; the others are only manners."""
_ABOUT = re.compile(r"(?:about|on|regarding|concerning)\s+", re.IGNORECASE)
_THEN = re.compile(r"\b(?:then|at (?:that|the) time|that (?:day|week|month|year))\W*$", re.IGNORECASE)
_PERSONS = listed("he him his himself she her hers herself")
_PLURAL = listed("they them their theirs themselves")
_BOUND = _PERSONS | _PLURAL | {"its", "itself"}
"""Pronouns that may stand for a name of the same question."""
_SO = re.compile(r"\bso\W*$", re.IGNORECASE)
"""At the end it stands for what was said: "who said so"."""
_TOKEN = re.compile(_WORD.pattern + "|[,;:]")
_INTRODUCING = listed("a an my our your some")
_SOMEBODY = 2
"""What a noun introduced before a pronoun counts for, beside one for a name: in "a friend told me of him" it is he."""
_OBJECTS = listed("him them")
"""Pronouns that never mean the subject of their own clause: "when did Trump call him" is about somebody else."""
_OF_PERSONS = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_OWNING = re.compile(r"\s+[^\W_]")
_NAME = re.compile(r"\b[^\W\d_a-z][\w.-]*(?:\s+(?:(?:al|bin|de|van|von)\s+)?[^\W\d_a-z][\w.-]*)*")
_NO_PERSON = re.compile(r"\b(?:in|at|near|from|into|on|across|around|outside|inside|of|to|the)\s+$", re.IGNORECASE)
"""Before a name: what follows is a place or a thing."""
_ADDRESSED = listed("i me my we us our you your")
_THINGS = listed("it its itself this that these those there one ones both")
_COUNTED = listed("first second third fourth fifth last next former latter")
"""Words that count on where no noun follows them: "the first one", but not "the first attack" or "last November"."""
_ORDER = _COUNTED | listed(
    "another other others else more again then instead same similar different such either neither too further"
    " elaborate expand specific"
)
"""Words that compare or count on: something must have come before."""
_BEING = listed("is are was were be been being")
_BEHIND_THAT = listed("at by for from in into of on over to with about against after before during since")
"""Behind "that" they say that it stood for something: "who said that about oil", but not "who said that oil"."""
_FURTHER = listed("more else another other others further next")
_TELLING = listed("say said says think thought know show mean means")
"""Of the closed words, those that "that" may follow to open what is said."""
_CLOSED = listed(
    "a an the and or but so nor if as at by for from in into of off on onto out over per to up upon with within without"
    " about above across after against along among around before behind below beneath beside between beyond during"
    " except inside like near outside since through throughout till toward towards under until am is are was were be"
    " been being do does did doing done have has had having will would shall should can could may might must ought"
    " i me my mine we us our ours you your yours what which who whom whose when where why how not no yes all any each"
    " few many much most some none only just very really quite also even ever never still yet already please so tell"
    " show give know say said says saying think thought mean means happen happened happens get got go make made let"
    " lets want need like whether than too well okay ok interesting cool wow great thanks"
)
"""Closed classes of English, and the verbs and interjections with which anything may be asked."""
_FEW = 2
"""Content words of a question that may be no more than the rest of one; a whole one says what it is about in more."""
_ASKS = listed(
    "what which who whom whose when where why how is are was were am do does did has have had can could will would"
    " should shall may might must tell show give say let list find explain describe compare i we you"
    " he she it they there"
)
"""First words of what asks by itself; without one, it is a piece that fills a gap of the question before."""


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
    known = set(words)
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
        others="else" in known and bool(known & {"who", "anyone", "anybody", "somebody", "someone"}),
        addressed=bool(known & _ADDRESSED),
        further=bool(known & _FURTHER),
        dates="when" in known or {"what", "day"} <= known or {"what", "date"} <= known,
    )


def last_person(question: str) -> str | None:
    """Return the name within the question that is the last to look like a person's; a place is said "in" or "near"."""
    told = [
        found
        for found in _NAME.finditer(question)
        if found.start() and not _NO_PERSON.search(question[: found.start()])
    ]
    return next((name for name in (person(found[0]) for found in reversed(told)) if name), None)


def spelt_out(question: str, name: str) -> str:
    """Return the question with the name where a pronoun stands for a person."""
    return _OF_PERSONS.sub(lambda found: _in_place_of(found, name), question)


def _in_place_of(pronoun: re.Match[str], name: str) -> str:
    word = pronoun[0].lower()
    owns = word in {"his", "hers"} or (word == "her" and _OWNING.match(pronoun.string, pronoun.end()))
    return f"{name}’s" if owns else name


def content(text: str) -> list[str]:
    """Return the words that are of no closed class: what the text is about."""
    words = (_bare_word(word) for word in _WORD.findall(text))
    return [word for word in words if word not in _CLOSED | _PERSONS | _PLURAL | _THINGS | _ORDER]


def _unbound(text: str) -> set[str]:
    """Return the words but for those that the question itself explains.

    A pronoun may stand for a name before it, as in "what did May say of her plan"; "that", "there" and "last" may be
    no pronouns at all, as in "the men that left", "is there a plan" and "last week".
    """
    told = _TOKEN.findall(text)
    words = [_bare_word(each) for each in told]
    unbound, named = set[str](), 0
    for at, word in enumerate(words):
        if not (named > (word in _OBJECTS) and word in _BOUND) and not _is_no_pronoun(words, at):
            unbound.add(word)
        named += at > 0 and told[at][0].isupper() and word != "i" and not text.isupper()
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
