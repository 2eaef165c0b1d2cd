"""A text's words as they are compared: case, white space, and the kinds of marks folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from embeddings.documents import FILLER, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSEEN = f"{FILLER}\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters without width, which a page puts into words and nobody types."""
_APOSTROPHES = "'’‘ʼ`´′"
_QUOTES = f'{_APOSTROPHES}"“”„‟«»‹›‚‛「」『』'
_DASHES = "-‐‑‒–—―−"
_HYPHENS = frozenset("-‐‑–")
"""Dashes that make one word of two where no space stands around them; an en dash does so with numbers."""
_SEEN = rf"[^\s{re.escape(f'!()*,./:;<=>?[]^_{{|}}~…·•、。，{_QUOTES}{_DASHES}')}\\]"
"""Letters and digits, and signs that no punctuation may replace: those of "$5", "50%", "#1"."""
_WORD = re.compile(
    rf"(?:\[[^\W\d_]\])?{_SEEN}+(?:(?:[{_APOSTROPHES}]|(?<=\d)[.,:/](?=\d)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)){_SEEN}+)*"
)
"""Also the apostrophe of "don't", the comma of "10,000", the point of "U.S", and the brackets of "[T]he"."""
_FOLDED = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(f"{_UNSEEN}[]", ""))
_ELLIPSIS = re.compile(r"[\[(]?(?:\.\s*){2,}\.?[\])]?|[\[(]?…[.…]*[\])]?")
_NO_MARK = re.compile(rf"[\s_{_UNSEEN}{_QUOTES}]+")
_DASH = re.compile(rf"[{_DASHES}]+")


class Wording:
    """The words of some stretches of a text, and the marks between them."""

    def __init__(self, text: str, stretches: Iterable[Span]) -> None:
        """Case, white space, and the kinds of quotation marks, apostrophes and dashes make no difference.

        Letters, digits, signs and every other mark do.
        """
        self.text = text
        matches = [[word for word in _WORD.finditer(text, *stretch) if folded_word(word[0])] for stretch in stretches]
        self._matches = [match for inside in matches for match in inside]
        self.words = [folded_word(match[0]) for match in self._matches]
        self.joints = frozenset(accumulate(map(len, matches))) - {0, len(self.words)}
        """Words with which another stretch begins: what stands between it and the one before is no part of these."""

    @cached_property
    def line(self) -> str:
        """The words with a space around each, in which a run of words can be found."""
        return f" {' '.join(self.words)} "

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(word) + 1 for word in self.words))

    def at(self, character: int) -> int:
        """Return the number of the word that has the character of the line."""
        return bisect_right(self._ends, character)

    def marks(self, at: int) -> str:
        """Return the marks before the word, folded and without quote marks; none where another stretch begins."""
        if not at or at in self.joints:
            return ""
        return folded_marks(self.text[self._matches[at - 1].end() : self._matches[at].start()])

    def span(self, first: int, last: int) -> Span:
        """Return where the words from ``first`` up to, not including, ``last`` stand."""
        if first < last:
            return Span(self._matches[first].start(), self._matches[last - 1].end())
        end = self._matches[first - 1].end() if first else self._matches[0].start() if self._matches else 0
        return Span(end, end)

    def with_marks(self, at: int) -> Span:
        """Return where the word stands with the marks behind it."""
        start, end = self._matches[at].span()
        following = self._matches[at + 1].start() if at + 1 < len(self._matches) else end
        return Span(start, end + len(self.text[end:following].rstrip(f" \n\t{_QUOTES}")))

    def divides(self, at: int) -> bool:
        """Return whether a hyphen makes one word of this one and the one before: "non-violent" is not "violent"."""
        if not 0 < at < len(self.words):
            return False
        between = self.text[self._matches[at - 1].end() : self._matches[at].start()]
        return len(between) == 1 and between in _HYPHENS


@lru_cache(1 << 16)
def folded_word(word: str) -> str:
    """Return the word as it is compared: without case, forms of letters, or characters that nobody sees."""
    seen = word.translate(_FOLDED)
    return seen.casefold() if seen.isascii() else unicodedata.normalize("NFKC", seen).casefold()


@lru_cache(1 << 12)
def folded_marks(between: str) -> str:
    """Return the marks between two words as they are compared: one ellipsis, one dash, and no quote marks."""
    return _DASH.sub("-", _NO_MARK.sub("", _ELLIPSIS.sub("…", between))) if between != " " else ""
