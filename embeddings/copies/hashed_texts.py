"""What passages say, as arrays of hashes: which say the same, and which have runs of words in common."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from embeddings.copies.postings import Postings, postings
from embeddings.copies.shingles import RUN, Words, run_hashes, word_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Ids: TypeAlias = NDArray[np.int64]
Rows: TypeAlias = tuple[int, ...]
"""Places in the columns of the passages."""

SAMPLED = np.uint64(2)
"""One run in so many is indexed, chosen by its hash, hence the same ones in every copy (Manber 1994)."""
_WHOLE = 20
"""Words up to which a text has all its runs indexed: sampling might leave it none."""
_BATCH = 1 << 18
"""Words hashed at a time, to bound memory."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages by what they say. A text is what one or more passages say word for word."""

    passages: Ids
    """*Shape:* (passages,). The passages' ids, and beside them their documents and the ranks of their texts."""
    documents: Ids
    ranks: Ids
    words: Words
    """*Shape:* (words,). All passages' words."""
    starts: Ids
    """*Shape:* (texts,). By rank, the longest text first and equally long ones by their hash."""
    lengths: Ids

    def __len__(self) -> int:
        return len(self.starts)

    def said(self, rank: int) -> Words:
        """Return the words of the text."""
        return self.words[self.starts[rank] : self.starts[rank] + self.lengths[rank]]

    def rows(self) -> tuple[Ids, Ids]:
        """Return the places in ``passages`` sorted by rank, and where each rank starts; one start more than texts."""
        by_rank = np.argsort(self.ranks, kind="stable")
        return by_rank, np.searchsorted(self.ranks[by_rank], np.arange(len(self) + 1))

    def sizes(self, document_count: int) -> tuple[int, ...]:
        """Return by document how many words its passages have; the documents must be numbered from 0."""
        return tuple(np.bincount(self.documents, self.lengths[self.ranks], document_count).astype(int).tolist())

    def in_order(self, documents: Sequence[int]) -> Texts:
        """Return the same with the documents numbered as they stand in the sequence, and the passages so sorted."""
        ids = np.array(documents, dtype=np.int64)
        by_id = np.argsort(ids)
        numbers = by_id[np.searchsorted(ids, self.documents, sorter=by_id)]
        rows = np.lexsort((self.passages, numbers))
        return replace(self, passages=self.passages[rows], documents=numbers[rows], ranks=self.ranks[rows])


def texts(printings: Iterable[tuple[int, int, str]]) -> Texts:
    """Return what the passages say, each given as its id, its document and its text; those without words left out."""
    ids, documents, lengths, digests, words = array("q"), array("q"), array("q"), array("Q"), array("I")
    for passage, document, text in printings:
        hashed = word_hashes(text).tobytes()
        if hashed:
            ids.append(passage)
            documents.append(document)
            lengths.append(len(hashed) // words.itemsize)
            digests.append(int.from_bytes(blake2b(hashed, digest_size=8).digest(), "little"))
            words.frombytes(hashed)
    counts = _column(lengths)
    first, text_of = np.unique(np.asarray(digests, dtype=np.uint64), return_index=True, return_inverse=True)[1:]
    order = np.argsort(-counts[first], kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    starts = (np.cumsum(counts) - counts)[first][order]
    return Texts(
        _column(ids),
        _column(documents),
        rank[text_of],
        np.asarray(words, dtype=np.uint32),
        starts,
        counts[first][order],
    )


def _column(column: array[int]) -> Ids:
    return np.asarray(column, dtype=np.int64)


def index(corpus: Texts) -> Postings:
    """Return the index of the texts by the runs of words that they share."""
    batches = [_sampled(corpus, ranks) for ranks in _batches(corpus.lengths)]
    empty = np.empty(0, dtype=np.uint32)
    keys = np.concatenate([empty, *(keys for keys, _ in batches)])
    ranks = np.concatenate([empty, *(ranks for _, ranks in batches)])
    return postings(keys, ranks, len(corpus))


def _batches(lengths: Ids) -> Iterator[range]:
    batch = np.cumsum(lengths) // _BATCH
    edges = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(lengths)]
    for first, last in pairwise(edges):
        yield range(first, last)


def _sampled(corpus: Texts, ranks: range) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the keys of the texts' sampled runs, and beside each key its text."""
    lengths = corpus.lengths[ranks.start : ranks.stop]
    hashed = run_hashes(np.concatenate([np.empty(0, dtype=np.uint32), *map(corpus.said, ranks)]))
    place = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    within = (place + RUN <= np.repeat(lengths, lengths))[: len(hashed)]
    chosen = within & ((hashed % SAMPLED == 0) | np.repeat(lengths <= _WHOLE, lengths)[: len(hashed)])
    owner = np.repeat(np.arange(ranks.start, ranks.stop, dtype=np.uint32), lengths)[: len(hashed)]
    return (hashed[chosen] >> np.uint64(32)).astype(np.uint32), owner[chosen]
