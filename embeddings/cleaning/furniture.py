"""Blocks that a corpus repeats under unrelated articles: menus, standing notes, prompts, footers."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from embeddings.documents import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 4
"""Documents that must print a block before it can be furniture: three may well quote one statement."""
_COMPANY = 0.3
"""Share of their sentences that documents have in common when a block is part of what they share, not of their frame:
a reprint shares more, and standing notes rarely make a third of a page's sentences."""
_SENTENCE = re.compile(r"[.!?…:。！？؟۔।][\"'”’»)\]]*$")
"""How a sentence ends; a colon hands over to a quotation."""
_DIGITS = re.compile(r"\d+")

Counts: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


def fingerprint(block: str) -> int:
    """Return 64 bits that stand for the block, the same on every machine; case, white space and numbers are folded."""
    said = _DIGITS.sub("0", fold(block).casefold())
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class BlockPrint:
    """What a corpus remembers of a block: its fingerprint, its length, and whether it ends as a sentence does."""

    fingerprint: int
    letters: int
    sentence: bool


def block_print(block: str) -> BlockPrint:
    """Return what a corpus remembers of the block."""
    return BlockPrint(fingerprint(block), len(block), _SENTENCE.search(block.rstrip()[-4:]) is not None)


def furniture(documents: Iterable[Iterable[BlockPrint]]) -> frozenset[int]:
    """Return the fingerprints of the blocks that are furniture of this corpus.

    Each document is given as the prints of its blocks in order, whatever they are. A block is furniture when ``FEW``
    documents print it that share little else as widely, and not as a sentence amid their own. A reprinted article's
    paragraphs come with one another, so they stay. Kept in memory are some twenty bytes a block; the documents' order
    does not matter.
    """
    blocks = _collect(documents)
    spread, of_block = _spread(blocks)
    candidate = spread >= FEW
    frame = _mean(_company(blocks, spread), of_block) < _COMPANY
    amid = 2 * _mean(_amid_own(blocks, spread).astype(float), of_block) >= 1
    found = candidate & frame[of_block] & ~(blocks.sentence & amid[of_block])
    return frozenset(blocks.prints[found].tolist())


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The corpus's blocks, each document's once and in order. *Shape of all:* (blocks,)."""

    prints: NDArray[np.uint64]
    documents: Counts
    letters: Counts
    sentence: Flags


def _collect(pages: Iterable[Iterable[BlockPrint]]) -> _Blocks:
    prints, owners, letters, sentence = array("Q"), array("I"), array("I"), array("B")
    for owner, blocks in enumerate(pages):
        for block in {block.fingerprint: block for block in blocks}.values():
            prints.append(block.fingerprint)
            owners.append(owner)
            letters.append(block.letters)
            sentence.append(block.sentence)
    return _Blocks(
        np.array(prints, dtype=np.uint64),
        np.array(owners, dtype=np.int64),
        np.array(letters, dtype=np.int64),
        np.array(sentence, dtype=np.bool_),
    )


def _spread(blocks: _Blocks) -> tuple[Counts, Counts]:
    """Return how many documents print each block, and a number that equal blocks share."""
    _, of_block, counts = np.unique(blocks.prints, return_inverse=True, return_counts=True)
    return counts[of_block], of_block


def _company(blocks: _Blocks, spread: Counts) -> NDArray[np.float64]:
    """Return the share of the document's sentences that are printed at least half as widely as the block.

    The block itself is left out, above and below the line; a document without other sentences gives 0.
    """
    letters = blocks.letters * blocks.sentence
    stride = int(spread.max(initial=0)) + 1
    order = np.lexsort((-spread, blocks.documents))
    key = blocks.documents * stride - spread
    until = np.concatenate(([0], np.cumsum(letters[order])))
    ends = np.searchsorted(key[order], blocks.documents * stride - (spread + 1) // 2, side="right")
    starts = np.searchsorted(blocks.documents, blocks.documents)
    total = np.bincount(blocks.documents, letters)[blocks.documents] if len(letters) else letters
    return np.asarray((until[ends] - until[starts] - letters) / np.maximum(1, total - letters), dtype=np.float64)


def _amid_own(blocks: _Blocks, spread: Counts) -> Flags:
    """Return whether the block stands between sentences that are the document's own."""
    own = blocks.sentence & (spread < FEW)
    place = np.flatnonzero(own)
    starts = np.searchsorted(blocks.documents, blocks.documents)
    ends = np.searchsorted(blocks.documents, blocks.documents, side="right")
    before = np.searchsorted(place, np.arange(len(own))) - np.searchsorted(place, starts)
    after = np.searchsorted(place, ends) - np.searchsorted(place, np.arange(len(own)), side="right")
    return (before > 0) & (after > 0)


def _mean(values: NDArray[np.float64], of_block: Counts) -> NDArray[np.float64]:
    return np.bincount(of_block, values) / np.bincount(of_block) if len(values) else values
