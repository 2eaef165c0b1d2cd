"""Which texts share keys: an inverted index over compact arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

REACH = 256
"""Texts looked at per key and text: a stock phrase stands in thousands, and all their pairs would be too many."""

_HALF = np.uint64(32)
"""Bits of each of the two numbers packed into one, the key above and the rank below."""
_LOW = np.uint64(0xFFFFFFFF)
"""Mask of the lower number."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The ranks that share each key; a rank is a text's place in an order of its own, the fullest first."""

    ranks: NDArray[np.uint32]
    """*Shape:* (entries,). Sorted by key, then rank."""
    ends: NDArray[np.int64]
    """*Shape:* (entries,). Where each entry's key ends."""
    entries: NDArray[np.int64]
    """*Shape:* (entries,). The entries sorted by rank."""
    starts: NDArray[np.int64]
    """*Shape:* (texts + 1,). Where each rank's part of ``entries`` starts."""
    keys: NDArray[np.int64]
    """*Shape:* (texts,). How many keys each rank has, those included that it shares with none."""

    def after(self, rank: int, reach: int = REACH) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the later texts that share keys with this one, and how many each; at most ``reach`` per key."""
        own = self.entries[self.starts[rank] : self.starts[rank + 1]]
        pieces = [self.ranks[e + 1 : min(self.ends[e], e + 1 + reach)] for e in own.tolist()]
        if not any(map(len, pieces)):
            return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate(pieces), return_counts=True)


def postings(keys: NDArray[np.uint32], ranks: NDArray[np.uint32], texts: int) -> Postings:
    """Return the index of texts by key; keys that only one text has are counted and left out."""
    packed = keys.astype(np.uint64)
    packed <<= _HALF
    packed |= ranks
    packed.sort()
    packed = packed[~_as_before(packed)]
    keys_of = np.bincount((packed & _LOW).astype(np.int64), minlength=texts)
    again = _as_before(packed >> _HALF)
    packed = packed[again | np.append(again[1:], False)]
    kept_keys, kept_ranks = packed >> _HALF, (packed & _LOW).astype(np.uint32)
    by_rank = np.argsort(kept_ranks, kind="stable")
    starts = np.searchsorted(kept_ranks[by_rank], np.arange(texts + 1))
    return Postings(kept_ranks, np.searchsorted(kept_keys, kept_keys, side="right"), by_rank, starts, keys_of)


def _as_before(ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which are equal to the one before."""
    return np.concatenate((np.zeros(min(1, len(ordered)), dtype=np.bool_), ordered[1:] == ordered[:-1]))
