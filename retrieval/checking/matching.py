"""Where a quotation stands in print: word for word, or nearest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.wording.differences import Comparison, Difference, Run, beside, compared
from embeddings.wording.folding import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.checking.quoted import Quoted

_LONGER = 2
"""The nearest stretch of print may be this many words longer than the quotation: people leave out one or two words,
seldom more."""
_SPARE = 4
"""Words compared before and behind that stretch: words left out or put in move its ends."""
_REORDERED = 0.9
"""From this share of common words on, a quotation in another order counts as the same one, reordered."""


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation beside a stretch of print."""

    quoted: Quoted
    printed: Wording
    comparison: Comparison
    shared: int
    """How many of the quotation's words stand there, in whatever order."""
    parts: tuple[Span, ...] = ()
    """Where the parts between ellipses are printed; empty unless every one is printed word for word."""

    @property
    def span(self) -> Span:
        """Where the stretch stands in its document."""
        return self.printed.span(self.comparison.first, self.comparison.last)

    def without_ellipses(self) -> Match:
        """Return the match with what its ellipses leave out as differences."""
        joints = sorted(self.quoted.wording.joints)
        gaps = (Span(before.end, behind.start) for before, behind in pairwise(self.parts))
        left_out = (Difference(self.quoted.wording.span(at, at), gap) for at, gap in zip(joints, gaps, strict=True))
        return replace(self, comparison=replace(self.comparison, differences=tuple(left_out)))


def standing(quoted: Quoted, printed: Wording) -> Iterator[Match]:
    """Yield every place where the words stand word for word."""
    parts = [f" {' '.join(part)} " for part in quoted.parts]
    at = printed.line.find(parts[0])
    while at >= 0 and (runs := _runs(printed, parts, at)):
        comparison = beside(quoted.wording, printed, runs)
        if not comparison.differences and _is_fair(quoted, printed, runs):
            places = tuple(printed.span(first, first + end - start) for start, end, first in runs)
            yield Match(quoted, printed, comparison, len(quoted.wording.words), places)
        at = printed.line.find(parts[0], at + 1)


def _is_fair(quoted: Quoted, printed: Wording, runs: Sequence[Run]) -> bool:
    """Return whether the quotation's ellipses and brackets may stand for what is printed there.

    Never if print itself has brackets.
    """
    if not quoted.has_editor:
        return True
    bounds = [printed.span(first, first + end - start) for start, end, first in runs]
    skipped = [Span(before.end, behind.start) for before, behind in pairwise(bounds)]
    around = (printed.text[: bounds[0].start].rstrip()[-1:], printed.text[bounds[-1].end :].lstrip()[:1])
    between = (gap.of(printed.text) for gap in skipped)
    return not any("[" in text or "]" in text for text in (*around, *between)) and all(
        quoted.allows(start, Wording(printed.text, [gap])) for (start, _, _), gap in zip(runs[1:], skipped, strict=True)
    )


def _runs(printed: Wording, parts: Sequence[str], at: int) -> list[Run]:
    """Return where the parts stand one after the other from the character on; nothing if one of them does not."""
    runs, words = list[Run](), 0
    for part in parts:
        at = printed.line.find(part, at)
        if at < 0:
            return []
        count = part.count(" ") - 1
        runs.append((words, words + count, printed.at(at)))
        words, at = words + count, at + len(part) - 1
    return runs


def nearest(quoted: Quoted, printed: Wording) -> Match:
    """Return the stretch that shares most words with the quotation, in their order or in another."""
    stretches = [_richest(part, printed.words) for part in quoted.parts]
    first, last = min(start for start, _, _ in stretches), max(end for _, end, _ in stretches)
    shared, words = sum(count for _, _, count in stretches), len(quoted.wording.words)
    comparison = compared(quoted.wording, printed, max(0, first - _SPARE), min(len(printed.words), last + _SPARE))
    if shared >= _REORDERED * words > comparison.equal:
        whole = Difference(quoted.wording.span(0, words), printed.span(first, last))
        comparison = Comparison(first, last, shared, (whole,))
    return Match(quoted, printed, comparison, shared)


def _richest(part: Sequence[str], words: Sequence[str]) -> tuple[int, int, int]:
    """Return the bounds of the stretch, about as long as the part, that has most of its words, and how many."""
    missing, length = Counter(part), len(part) + _LONGER
    most = end = shared = 0
    for at, word in enumerate(words):
        shared += missing[word] > 0
        missing[word] -= 1
        if at >= length:
            missing[words[at - length]] += 1
            shared -= missing[words[at - length]] > 0
        if shared > most:
            most, end = shared, at + 1
    return max(0, end - length), end, most
