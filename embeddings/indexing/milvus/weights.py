"""What each term of a passage adds to its BM25 score, worked out when the index is built.

Milvus scores BM25 in one field, with other constants than Tantivy, and its lighter servers with the statistics of a
segment in place of the corpus. So that both engines rank alike, the weights are computed here as Tantivy does, from
the counts of the whole corpus: a sparse vector holds them, and its inner product with the question's is the score.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's k1 and b, as Tantivy has them."""
_EXACT, _STEPS = 24, 8
"""Lengths are kept in a byte: exact up to 24 + 16, then with three bits after the leading one."""


def _kept_lengths() -> list[int]:
    """Return the 256 lengths of a field that a byte can tell apart."""
    floats = [low if low < _STEPS else (low % _STEPS + _STEPS) << (low // _STEPS - 1) for low in range(256 - _EXACT)]
    return [*range(_EXACT), *(_EXACT + length for length in floats)]


_LENGTHS = _kept_lengths()


class CorpusCounts:
    """Counts terms over a whole corpus, field by field."""

    def __init__(self, fields: Sequence[float]) -> None:
        self._weights = tuple(fields)
        self._numbers: dict[str, int] = {}
        self._passages_with: list[Counter[int]] = [Counter() for _ in fields]
        self._tokens = [0] * len(fields)
        self.passages = 0

    def add(self, terms_by_field: Iterable[Sequence[str]]) -> list[dict[int, int]]:
        """Count a passage, and return for each field how often it has each term, by the term's number."""
        counts = []
        for field, terms in enumerate(terms_by_field):
            its = Counter(self._numbers.setdefault(term, len(self._numbers) + 1) for term in terms)
            self._passages_with[field].update(its.keys())
            self._tokens[field] += len(terms)
            counts.append(dict(its))
        self.passages += 1
        return counts

    def weights(self, counts: Iterable[dict[int, int]]) -> dict[int, float]:
        """Return what each term adds to the score of a passage with these counts, by the term's number."""
        weights: defaultdict[int, float] = defaultdict(float)
        for field, its in enumerate(counts):
            if its:
                mean = self._tokens[field] / self.passages
                length = _LENGTHS[bisect_right(_LENGTHS, sum(its.values())) - 1]
                flat = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
                for term, count in its.items():
                    rarity = rarity_of(self._passages_with[field][term], self.passages)
                    weights[term] += self._weights[field] * rarity * (1 + _SATURATION) * count / (count + flat)
        return dict(weights)

    def terms(self) -> Iterable[tuple[str, int, int]]:
        """Yield each term, its number, and how many passages have it in the first field."""
        return ((term, number, self._passages_with[0][number]) for term, number in self._numbers.items())


def rarity_of(passages_with: int, total: int) -> float:
    """Return the inverse document frequency of a term that so many of the passages have."""
    return math.log1p((total - passages_with + 0.5) / (passages_with + 0.5))
