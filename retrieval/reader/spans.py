"""Logits of tokens to the best span of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.documents import Span
from retrieval.reader.reader import Marking
from retrieval.reader.tokens import NOT_ALLOWED

if TYPE_CHECKING:
    from retrieval.reader.tokens import Pairs

    Logits = np.ndarray[tuple[int, int], np.dtype[np.float32]]

_LONGEST_ANSWER = 40
"""Tokens of an answer at most: 99 of 100 answers that people marked are shorter."""
_WORD = re.compile(r"[$€£¥]?\w+(?:[.,:/]\d+)*%?")
"""A word, or an amount with its signs: tokens may be parts of either, and "5%" of "12.5%" would be another amount."""
_LOOSE = " ,;:"
"""What parts words and belongs to none."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes a margin a probability (Platt 1999), fitted on questions kept from training."""

    slope: float
    constant: float

    def __call__(self, margin: float) -> float:
        """Return the probability, in (0, 1)."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * margin + self.constant))))


def best_marking(logits: Logits, pairs: Pairs, row: int, calibration: Calibration) -> Marking | None:
    """Return the marking of the best span of a pair's passage; None where the passage has no token.

    *Shape:* (tokens, 2), the logits to begin and to end the answer.
    """
    seats = np.flatnonzero(pairs.allowed[row])[1:]
    if not len(seats):
        return None
    begins, ends = logits[seats, 0], logits[seats, 1]
    scores = begins[:, None] + ends[None, :]
    length = np.arange(len(seats))[None, :] - np.arange(len(seats))[:, None]
    scores = np.where((length >= 0) & (length < _LONGEST_ANSWER), scores, 2 * NOT_ALLOWED)
    first, last = divmod(int(scores.argmax()), len(seats))
    margin = float(scores[first, last] - logits[0].sum())
    words = Span(pairs.spans[row][seats[first]].start, pairs.spans[row][seats[last]].end)
    return Marking(words, margin, calibration(margin))


def whole_words(words: Span, passage: str) -> Span:
    """Return the span with the words that it cuts, and without the commas and the like around them."""
    touched = [
        match.span() for match in _WORD.finditer(passage) if match.start() < words.end and match.end() > words.start
    ]
    start = min([words.start, *(begin for begin, _ in touched)])
    end = max([words.end, *(end for _, end in touched)])
    marked = passage[start:end]
    if not marked.strip(_LOOSE):
        return words
    return Span(start + len(marked) - len(marked.lstrip(_LOOSE)), end - len(marked) + len(marked.rstrip(_LOOSE)))
