"""Documents that share passages: families, and the notes that stand under strangers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from embeddings.copies.postings import postings

if TYPE_CHECKING:
    from embeddings.copies.postings import Postings

Shares: TypeAlias = Mapping[int, int]
"""By group of copies, how many words of it a document prints; in the order in which it prints them."""

_MOST = 0.5
"""Share of the longer body that makes two documents kin, in however few passages."""
_SEVERAL = 0.15
"""Share of the longer body, beyond one passage, that makes two documents kin: about two paragraphs. Of the longer,
lest a page that is nothing but notes makes one family of all that print them."""
_STRANGERS = 3
"""Families that print a note word for word before it is a standing one: two may both quote a third."""


def families(shares: Sequence[Shares], sizes: Sequence[int]) -> tuple[int, ...]:
    """Return for each document the first of those that it shares several passages with, directly or over others."""
    parent = list(range(len(shares)))
    index = _index(shares)
    for one in range(len(shares)):
        for other in index.after(one)[0].tolist():
            if _kin(shares[one], shares[other], max(sizes[one], sizes[other])):
                _join(parent, one, other)
    return tuple(_root(parent, document) for document in range(len(shares)))


def standing(documents: Iterable[int], family: Sequence[int]) -> bool:
    """Return whether a block that the documents print stands under strangers: no family has half of them."""
    counts = Counter(family[document] for document in set(documents))
    return len(counts) >= _STRANGERS and 2 * max(counts.values()) <= counts.total()


def _index(shares: Sequence[Shares]) -> Postings:
    pairs = [(group, document) for document, groups in enumerate(shares) for group in groups]
    columns = np.array(pairs, dtype=np.uint32).reshape(-1, 2)
    return postings(columns[:, 0], columns[:, 1], len(shares))


def _kin(shares: Shares, other_shares: Shares, size: int) -> bool:
    common = [min(words, other_shares[group]) for group, words in shares.items() if group in other_shares]
    return sum(common) >= _MOST * size or sum(common) - max(common) >= _SEVERAL * size


def _join(parent: list[int], document: int, other_document: int) -> None:
    first, second = sorted((_root(parent, document), _root(parent, other_document)))
    parent[second] = first


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place
