"""What would answer a question: a few words, a passage, or nothing."""

from __future__ import annotations

import re
from enum import StrEnum

from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list
from retrieval.understanding.question_words import ASKING, AUXILIARIES

_TERSE = 6
"""Words of a search at most; what is longer and asks nothing is a remark."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FEW = word_list(__file__, "a few words")
_MEASURED = word_list(__file__, "measured")
_KINDS = word_list(__file__, "kinds")
_PREPOSITIONS = word_list(__file__, "prepositions")
_COUNTED = re.compile(r"\bhow (?:many|much|old|tall|high|far|long|big|large|deep|fast|often)\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\d|\b{word_list(__file__, 'numbers').pattern}\b", re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:[a-z]+ )?when\b", re.IGNORECASE)
_BEFORE_EVENT = rf"{word_list(__file__, 'before events').pattern}\s.*\w"
_TIME = re.compile(rf"\d|\b(?:{word_list(__file__, 'times').pattern}s?\b)|^(?:{_BEFORE_EVENT})", re.IGNORECASE)


class Form(StrEnum):
    """What would answer a question."""

    WORDS = "words"
    """A few words: a name, a day, a place, a number."""
    PASSAGE = "passage"
    """An account, an explanation, what somebody said; what a search finds, and what tells yes from no."""
    NONE = "none"
    """Nothing: it is a remark, and asks for nothing."""


def answer_form(question: str) -> Form:
    """Return what would answer the question."""
    words = [word.lower().split("'")[0].split("’")[0] for word in _WORD.findall(question)]
    if words[:1] and words[0] in _PREPOSITIONS:
        words = words[1:]
    first, second = [*words, "", ""][:2]
    if first in _FEW or (first == "how" and second in _MEASURED) or (first == "what" and second in _KINDS):
        return Form.WORDS
    if first not in AUXILIARIES and ASKING.isdisjoint(words) and len(words) > _TERSE:
        return Form.NONE
    return Form.PASSAGE


def may_answer(question: str, words: str) -> bool:
    """Return whether the words are of the kind asked for: with a number for "how many", with a time for "when"."""
    if _WHEN.match(question):
        return bool(_TIME.search(words) or _NUMBER.search(words))
    return not _COUNTED.search(question) or bool(_NUMBER.search(words))


def is_empty(words: str) -> bool:
    """Return whether the words mean nothing by themselves: "before"."""
    return all(is_function_word(word.lower()) for word in _WORD.findall(words))
