"""Words and runs of words as numbers, so that texts can be compared however they are spelled and set."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from embeddings.documents import FILLER

Words: TypeAlias = NDArray[np.uint32]
"""*Shape:* (words,). One hash a word; spellings of one word have one hash."""
Mask: TypeAlias = NDArray[np.bool_]
"""*Shape:* (words,). Which words are meant."""

RUN = 4
"""Words in a run: three are often shared by chance ("the United States"), five break at every second edit."""

_UNSEEN = dict.fromkeys(map(ord, f"{FILLER}'’‘ʼ`´\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Apostrophes and characters without width: what is printed with one is reprinted without."""
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|(?:[^\W\d_{_CJK}]\.){{2,}}|[^\W_{_CJK}]+")
"""A character where a script has no spaces, an abbreviation with its points, or letters and digits."""
_RESPELLED = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"([^\W\d_])\1", r"\1"),  # travelled, traveled
        (r"z", r"s"),  # recognized, recognised
        (r"c(?=[eiy])", r"s"),  # defence, defense
        (r"our", r"or"),  # favour, favor
        (r"([bt])re(?=s?$)", r"\1er"),  # theatre, theater
        (r"ogue", r"og"),  # dialogue, dialog
        (r"[ao]e", r"e"),  # anaesthetic, anesthetic
        (r"(?<=am)e(?=s?$)", r""),  # programmes, programs
        (r"gem(?=ent)", r"gm"),  # judgement, judgment
    )
)
"""British to American and the like. A key need not be a word: applied to both sides, too much does no harm."""
_MIXER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, odd: Fibonacci hashing (Knuth, TAOCP 3, 6.4)."""


def word_hashes(text: str) -> Words:
    """Return the text's words in order: case, quote marks, points of abbreviations and spelling variants folded."""
    seen = text if text.isascii() else unicodedata.normalize("NFKC", text)
    found = _WORD.findall(seen.translate(_UNSEEN).casefold())
    return np.fromiter(map(_word_hash, found), dtype=np.uint32, count=len(found))


def run_hashes(hashes: Words) -> NDArray[np.uint64]:
    """Return the hash of each run of ``RUN`` words. *Shape:* (words - RUN + 1,), or empty."""
    count = max(0, len(hashes) - RUN + 1)
    hashed = np.zeros(count, dtype=np.uint64)
    for ahead in range(RUN):
        hashed ^= hashes[ahead : ahead + count]
        hashed *= _MIXER
        hashed ^= hashed >> np.uint64(29)
    return hashed


def shared(ours: Words, theirs: Words) -> tuple[Mask, Mask]:
    """Return which of our words stand in a run that they have too, and which of theirs in one that we have."""
    our_runs, their_runs = run_hashes(ours), run_hashes(theirs)
    return _covered(np.isin(our_runs, their_runs), len(ours)), _covered(np.isin(their_runs, our_runs), len(theirs))


def _covered(runs: Mask, count: int) -> Mask:
    mask = np.zeros(count, dtype=np.bool_)
    for ahead in range(RUN if len(runs) else 0):
        mask[ahead : ahead + len(runs)] |= runs
    return mask


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(spelling(word).encode(), digest_size=4).digest(), "little")


def spelling(word: str) -> str:
    """Return a key that the spellings of one word share: ``defence`` and ``defense`` alike give ``defense``."""
    key = "".join(c for c in unicodedata.normalize("NFD", word.replace(".", "")) if not unicodedata.combining(c))
    for pattern, replacement in _RESPELLED:
        key = pattern.sub(replacement, key)
    return key
