"""Groups of texts around a fullest one, all of which print the same core."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from embeddings.copies.postings import REACH

if TYPE_CHECKING:
    from embeddings.copies.postings import Postings
    from embeddings.copies.shingles import Mask

CORE = 10
"""Words that all of a group must share: a clause; fewer are shared by unrelated news of one matter."""
_HINT = 0.15
"""Share of a candidate's keys that the fullest must have: half of its words in short runs leave a fifth of its keys,
and sampling may leave half of that."""

_PATIENCE = 16
"""Candidates that may fail before the less likely are left: thousands of texts may begin with a stock sentence."""


@dataclass(frozen=True, slots=True)
class Star:
    """A text and its copies, as ranks."""

    fullest: int
    copies: tuple[int, ...]


Matcher: TypeAlias = Callable[[int, int], "Mask | None"]
"""From the ranks of a fuller and a shorter text to the fuller's words that both have; None where they are no copies."""


def stars(index: Postings, texts: int, match: Matcher) -> Iterator[Star]:
    """Yield the groups, the fullest first; each text is in at most one.

    Every member is compared with the fullest, and all share a core of its words: a chain of near copies, or a text
    that two unlike ones are parts of, draws no strangers together.
    """
    taken = bytearray(texts)
    for fullest in range(texts):
        if not taken[fullest]:
            star = _star(fullest, _matches(index, fullest, taken, match))
            if star.copies:
                yield star
            for copy in star.copies:
                taken[copy] = True


def _matches(index: Postings, fullest: int, taken: bytearray, match: Matcher) -> list[tuple[int, Mask]]:
    """Return the copies of the fullest, reaching further along the postings as long as most of what is reached are."""
    reach = REACH
    while True:
        found = _reached(_hinted(index, fullest, reach), fullest, taken, match)
        if len(found) < reach / 2:
            return found
        reach *= 4


def _reached(candidates: Iterable[int], fullest: int, taken: bytearray, match: Matcher) -> list[tuple[int, Mask]]:
    found: list[tuple[int, Mask]] = []
    failed = 0
    for rank in candidates:
        if taken[rank]:
            continue
        mask = match(fullest, rank)
        if mask is not None:
            found.append((rank, mask))
        elif (failed := failed + 1) == _PATIENCE:
            break
    return found


def _hinted(index: Postings, fullest: int, reach: int) -> list[int]:
    """Return the later texts that may be copies, the likeliest first."""
    ranks, counts = index.after(fullest, reach)
    shares = counts / index.keys[ranks]
    likeliest = np.lexsort((ranks, -shares))
    return [int(rank) for rank in ranks[likeliest[shares[likeliest] >= _HINT]]]


def _star(fullest: int, matches: list[tuple[int, Mask]]) -> Star:
    """Return the copies that agree on a core, starting from the one that has most of the fullest."""
    copies: list[int] = []
    core = None
    for rank, mask in sorted(matches, key=lambda match: (-int(match[1].sum()), match[0])):
        place = _place(mask)
        common = place if core is None else range(max(core.start, place.start), min(core.stop, place.stop))
        if core is None or len(common) >= _needed(len(core), len(place)):
            core = common
            copies.append(rank)
    return Star(fullest, tuple(copies))


def _place(mask: Mask) -> range:
    """Return where in the fullest the copy stands, edited words between included: many edits leave no core."""
    covered = np.flatnonzero(mask)
    return range(int(covered[0]), int(covered[-1]) + 1)


def _needed(core: int, copy: int) -> float:
    least = min(core, copy)
    return max(min(CORE, least), least / 2)
