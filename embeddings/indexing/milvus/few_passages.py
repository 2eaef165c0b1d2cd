"""Few passages that meet some conditions, to tell here which of them do so in a period.

A question looks at many periods, often of one speaker: fetching what the speaker's passages are filtered by once is
less work for the server than a filter for each period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.indexing.milvus.conditions import keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from embeddings.indexing.passage_index import Filter
    from embeddings.indexing.row_file import Ids

FEW_COLUMNS = ("passage", "first", "last", "said")
"""What is fetched of each."""


@dataclass(frozen=True, slots=True)
class FewPassages:
    """Passages in ascending order, with their days and the keys of who says something in them and when."""

    passages: Ids
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    keys: NDArray[np.int64]
    """Of all passages, one after another."""
    places: NDArray[np.int64]
    """For each key the place of its passage among the passages."""

    def meeting(self, conditions: Filter) -> list[int]:
        """Return those that meet the conditions, of which they are known to meet all but the period."""
        if conditions.period is None:
            chosen: Any = slice(None)
        elif conditions.speakers or conditions.spoken:
            chosen = np.unique(self.places[np.isin(self.keys, keys_of(conditions))])
        else:
            first, last = conditions.period.first.toordinal(), conditions.period.last.toordinal()
            chosen = (self.first <= last) & (self.last >= first)
        return [int(passage) for passage in self.passages[chosen]]


def few_passages(rows: Sequence[dict[str, Any]]) -> FewPassages:
    """Return the passages of these rows of Milvus."""
    ordered = sorted(rows, key=lambda row: int(row["passage"]))
    numbers = {name: np.array([row[name] for row in ordered], np.int64) for name in FEW_COLUMNS[:3]}
    counts = [len(row["said"]) for row in ordered]
    keys = np.array([key for row in ordered for key in row["said"]], np.int64)
    return FewPassages(
        numbers["passage"], numbers["first"], numbers["last"], keys, np.repeat(np.arange(len(ordered)), counts)
    )
