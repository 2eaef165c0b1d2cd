"""A quotation as somebody quotes it: its words, where it leaves words out, and where an editor puts words in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.word_lists import word_list
from embeddings.wording.folding import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|(?:\.\s?){2,3}\.|…")
_GAP = re.compile(rf"{_ELLIPSIS.pattern}|\[[^\[\]]{{2,100}}\](?!\w)")
"""Words left out, or words in square brackets; "[T]he" is a word of the quotation."""
_PRONOUNS = word_list(__file__, "pronouns")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that must stand in print, in their order; at each joint there is a gap."""

    wording: Wording
    gaps: tuple[Span, ...] = ()
    """The ellipses and the words in square brackets."""

    @property
    def parts(self) -> list[list[str]]:
        """The runs of words between the joints."""
        bounds = [0, *sorted(self.wording.joints), len(self.wording.words)]
        return [self.wording.words[first:last] for first, last in pairwise(bounds)]

    @property
    def has_editor(self) -> bool:
        """Whether words in square brackets are read as an editor's."""
        return any(not _ELLIPSIS.fullmatch(gap.of(self.wording.text)) for gap in self.gaps)

    def allows(self, joint: int, skipped: Wording) -> bool:
        """Return whether print may have the words where the quotation has a gap.

        An ellipsis may leave out whatever it likes. An editor's words may be added, or stand for a pronoun: an editor
        says who is meant, and nothing else.
        """
        start, end = self.wording.span(joint - 1, joint).end, self.wording.span(joint, joint + 1).start
        gaps = [gap for gap in self.gaps if start <= gap.start < end]
        if any(_ELLIPSIS.fullmatch(gap.of(self.wording.text)) for gap in gaps):
            return True
        return len(skipped.words) <= 1 and all(word in _PRONOUNS for word in skipped.words)


def readings(text: str) -> Iterator[Quoted]:
    """Yield the ways to read the quotation: as it stands, with ellipses as gaps, with words in brackets as gaps too.

    Print may have brackets of its own, which are no gap, where the quotation leaves words out elsewhere.
    """
    gaps = tuple(Span(*gap.span()) for gap in _GAP.finditer(text))
    ellipses = tuple(gap for gap in gaps if _ELLIPSIS.fullmatch(gap.of(text)))
    for left_out in dict.fromkeys([(), ellipses, gaps]):
        bounds = [0, *(edge for gap in left_out for edge in gap), len(text)]
        stretches = [Span(first, last) for first, last in zip(bounds[::2], bounds[1::2], strict=True)]
        yield Quoted(Wording(text, stretches), left_out)
