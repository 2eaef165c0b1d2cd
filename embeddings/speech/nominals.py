"""Reports that a noun makes: "his claim that", "a statement by the ministry that", "the union's support for"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import NOUNS, cues
from embeddings.language.word_lists import word_list
from embeddings.speech.noun_phrases import Range, phrase_after, phrase_before

if TYPE_CHECKING:
    from embeddings.language.word_classes import TaggedWords

_POSSESSIVES = frozenset({"his", "her", "their", "its", "our", "my", "your", "whose"})
_MODIFIERS = re.compile(r"[naENGVv,]{0,5}")
_MODIFIER_WORDS = 5
"""Words between an owner and a noun: "his vague, newly formulated vow"."""
_OF_A_NAME = re.compile(r"n[op](?P<name>N+)")
_OPENERS = frozenset("tws")
"""Letters of words that open a clause with a verb of its own."""
_TOPIC = word_list(__file__, "topic prepositions")
_OPPOSING = frozenset({"opposition"})
"""What is felt "to" a thing; "statements to the police" are made to somebody."""
_ALL = frozenset().union(*NOUNS.values())


def noun_report(stretch: TaggedWords, i: int) -> tuple[Range, int] | None:
    """Return whose report the noun is and where its content begins; None where it is no report, or nobody's."""
    if stretch.words[i] not in _ALL or (stretch.letters[0] in "xw" and "?" in stretch.words):
        return None
    before, after = _possessor(stretch, i), i + 1
    if stretch.words[after : after + 1] in (("by",), ("from",)) and (author := phrase_after(stretch, after + 1)):
        before, after = author, author[1]
    content = _content(stretch, i, after)
    return (before, content) if before and content else None


def before_main_verb(stretch: TaggedWords, content: Range, clauses: int = 0) -> Range:
    """Return the content up to the verb whose subject the noun is: "that it holds" in "his claim that it holds is new".

    ``clauses`` are those that begin with the content without a word that opens them.
    """
    start, end = content
    for at in range(start, end):
        letter = stretch.letters[at]
        before = stretch.letters[max(start, at - 1) : at]
        if letter in _OPENERS:
            clauses += 1
        elif letter in "xvVE" and before not in tuple("xaci"):
            if not clauses and before != "r" and stretch.words[at + 1 : at + 2] != ("by",):
                return (start, at) if at > start + 1 else content
            clauses = max(0, clauses - 1)
        clauses += letter in "VEG" and at + 1 < end and "b" in cues()[stretch.words[at]].frames
    return content


def _possessor(stretch: TaggedWords, i: int) -> Range | None:
    modifiers = _MODIFIERS.match(stretch.letters[max(0, i - _MODIFIER_WORDS) : i][::-1])
    start = i - (modifiers.end() if modifiers else 0)
    for at in range(i, start - 1, -1):
        if at and stretch.letters[at - 1] == "z":
            return _owner(stretch, at - 1)
        if at and stretch.words[at - 1] in _POSSESSIVES:
            return at - 1, at
    return None


def _owner(stretch: TaggedWords, end: int) -> Range | None:
    """Return the phrase before "'s"; of one that an unnamed thing opens, its last name: "a theory of Ruiz's view"."""
    phrase = phrase_before(stretch, end)
    inner = _OF_A_NAME.search(stretch.letters, phrase[0], phrase[1]) if phrase else None
    return inner.span("name") if inner and inner.end() == end else phrase


def _content(stretch: TaggedWords, i: int, after: int) -> int | None:
    noun, ahead, letters = stretch.words[i], stretch.words[after : after + 1], stretch.letters
    if ahead == ("that",) and noun in NOUNS["that"] and letters[after + 1 : after + 2] not in tuple("xvVE"):
        return after
    if ahead == ("to",) and noun in NOUNS["to"] and letters[after] == "i":
        return after
    if ahead == ("to",) and noun not in _OPPOSING:
        return None
    return after + 1 if ahead and ahead[0] in _TOPIC and noun in NOUNS["on"] else None
