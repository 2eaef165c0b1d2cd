"""Occasions of speech: "in an interview on Monday", "on Sunday's show"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.word_classes import TaggedWords
    from embeddings.speech.noun_phrases import Range

OCCASIONS = word_list(__file__, "occasions")
MEDIA = word_list(__file__, "media")
_TRAILING = re.compile(r"p[^pwtsxvVEG;:]+(?:[po][^wtsxvVEG;:]*)?")
"""A phrase that ends a clause: "on Wednesday's broadcast of CNN's New Day"."""
_OPENS = frozenset({"in", "on", "during"})


def before_medium(stretch: TaggedWords, content: Range) -> Range:
    """Return the content without a last phrase that says through which medium it came: "in an interview on Monday"."""
    start, end = content
    for i in range(start + 1, end):
        if stretch.words[i] in _OPENS and _TRAILING.fullmatch(stretch.letters, i, end) and is_medium(stretch, i, end):
            return start, i
    return content


def is_medium(stretch: TaggedWords, start: int, end: int) -> bool:
    """Return whether the phrase, opened by its preposition, names a medium before its next one."""
    following = re.search("[po]", stretch.letters[start + 1 : end])
    first = stretch.words[start + 1 : start + 1 + following.start() if following else end]
    return any(word in MEDIA for word in first)
