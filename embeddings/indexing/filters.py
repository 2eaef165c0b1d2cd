"""Columns of numbers that passages are filtered by, mapped into memory from files."""

from __future__ import annotations

import json
from array import array
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from embeddings.documents import Period
    from embeddings.indexing.passage_index import Filter
    from embeddings.indexing.row_file import Ids
    from embeddings.storage.records import Facts

Mask: TypeAlias = NDArray[np.bool_]
"""One truth value per passage, statement or period."""
Days: TypeAlias = NDArray[np.int32]
"""Days as numbers, as `date.toordinal` gives them."""

_FOLDER = "columns"
_OUTLETS = "publishers.json"
_APART = "\n"
"""Between the outlet that prints a passage and the agency that first did, in one row of their names."""
_SORTED = 4096
"""Up to so many ids, sorting them is faster than marking them among a million passages."""
_UNDATED = (1, 0)
"""First and last day of an undated row: the last is before the first, so it overlaps no period."""
_NAMES = ("passage_first", "passage_last", "passage_publisher", "speaker", "spoken_in", "spoken_first", "spoken_last")


class FilterColumnsWriter:
    """Collects one row per passage and one per statement in it."""

    def __init__(self) -> None:
        self._columns = {name: array("i") for name in _NAMES}
        self._publishers: dict[str, int] = {}

    def add(self, passage: int, facts: Facts) -> None:
        """Add the rows of the passage and of its statements."""
        printed_by = _APART.join(filter(None, (facts.publisher, facts.agency)))
        outlet = self._publishers.setdefault(printed_by, len(self._publishers))
        self._append("passage_", (*_days(facts.period), outlet), ("first", "last", "publisher"))
        for speaker, said in facts.statements:
            self._append("", (speaker, passage, *_days(said)), ("speaker", "spoken_in", "spoken_first", "spoken_last"))

    def write(self, folder: Path) -> None:
        """Write one file per column, statements sorted by speaker."""
        (folder / _FOLDER).mkdir()
        columns = {name: np.array(values, np.int32) for name, values in self._columns.items()}
        order = np.argsort(columns["speaker"], kind="stable")
        for name, values in columns.items():
            np.save(folder / _FOLDER / f"{name}.npy", values if name.startswith("passage_") else values[order])
        (folder / _FOLDER / _OUTLETS).write_text(json.dumps(list(self._publishers)), encoding="utf-8")

    def _append(self, prefix: str, row: tuple[int, ...], names: tuple[str, ...]) -> None:
        for name, value in zip(names, row, strict=True):
            self._columns[prefix + name].append(value)


class FilterColumns:
    """Reads what `FilterColumnsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        self._columns: dict[str, NDArray[np.int32]] = {
            name: np.load(folder / _FOLDER / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in _NAMES
        }
        self._publishers: list[str] = json.loads((folder / _FOLDER / _OUTLETS).read_text(encoding="utf-8"))
        self._all_days = cache(self._sorted_days)

    def allowed(self, conditions: Filter) -> Ids | None:
        """Return the passages that meet the conditions, or None if every passage does."""
        ids = self._dated(conditions)
        if not conditions.publishers:
            return ids
        printed = self._printed(conditions.publishers)
        return np.flatnonzero(printed) if ids is None else ids[printed[ids]]

    def covers(self, conditions: Filter, periods: Sequence[Period]) -> Mask:
        """Return for each period whether a passage meets the conditions with this period in place of their own.

        A span overlaps a period if it starts no later than the period ends and ends no earlier than it starts.
        """
        starts, ends = self._days_of(conditions)
        firsts = np.array([period.first.toordinal() for period in periods], np.int32)
        lasts = np.array([period.last.toordinal() for period in periods], np.int32)
        return np.searchsorted(starts, lasts, "right") > np.searchsorted(ends, firsts)

    def _days_of(self, conditions: Filter) -> tuple[Days, Days]:
        """Return the sorted first days and the sorted last days of what meets the conditions at any time."""
        prefix = "spoken" if conditions.speakers or conditions.spoken else "passage"
        if not conditions.speakers and not conditions.publishers:
            return self._all_days(prefix)
        rows = self._statements_by(sorted(conditions.speakers)) if conditions.speakers else slice(None)
        if conditions.publishers:
            passages = self._columns["spoken_in"][rows] if prefix == "spoken" else rows
            printed = self._printed(conditions.publishers)[passages]
            rows = rows[printed] if isinstance(rows, np.ndarray) else np.flatnonzero(printed)
        return np.sort(self._columns[f"{prefix}_first"][rows]), np.sort(self._columns[f"{prefix}_last"][rows])

    def _printed(self, publishers: frozenset[str]) -> Mask:
        """Return for each passage whether one of the publishers printed it, or first did."""
        is_one = np.array([not publishers.isdisjoint(each.split(_APART)) for each in self._publishers], np.bool_)
        return np.asarray(is_one[self._columns["passage_publisher"]])

    def _dated(self, conditions: Filter) -> Ids | None:
        """Return the passages that meet all conditions but the publisher, or None if every passage does."""
        if conditions.speakers or conditions.spoken:
            return self._said(conditions)
        if conditions.period is None:
            return None
        return np.flatnonzero(self._overlap("passage", slice(None), conditions.period))

    def _said(self, conditions: Filter) -> Ids:
        """Return the passages that quote one of the speakers, or anybody if none is named, in the period."""
        rows = self._statements_by(sorted(conditions.speakers)) if conditions.speakers else slice(None)
        passages = self._columns["spoken_in"][rows][self._overlap("spoken", rows, conditions.period)]
        if len(passages) < _SORTED:
            return np.unique(passages).astype(np.int64)
        quoting = np.zeros(len(self._columns["passage_first"]), np.bool_)
        quoting[passages] = True
        return np.flatnonzero(quoting)

    def _statements_by(self, speaker_ids: list[int]) -> NDArray[np.int64]:
        """Return the rows of these speakers' statements."""
        ids = np.array(speaker_ids, np.int32)
        starts: NDArray[np.int64] = np.searchsorted(self._columns["speaker"], ids)
        counts = np.searchsorted(self._columns["speaker"], ids, side="right") - starts
        rows: NDArray[np.int64] = np.arange(counts.sum()) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return rows

    def _sorted_days(self, prefix: str) -> tuple[Days, Days]:
        return np.sort(self._columns[f"{prefix}_first"]), np.sort(self._columns[f"{prefix}_last"])

    def _overlap(self, prefix: str, chosen: slice | NDArray[np.int64], period: Period | None) -> Mask:
        first, last = self._columns[f"{prefix}_first"][chosen], self._columns[f"{prefix}_last"][chosen]
        if period is None:
            return np.ones(len(first), np.bool_)
        return np.asarray((first <= period.last.toordinal()) & (last >= period.first.toordinal()))


def _days(period: Period | None) -> tuple[int, int]:
    return (period.first.toordinal(), period.last.toordinal()) if period else _UNDATED
