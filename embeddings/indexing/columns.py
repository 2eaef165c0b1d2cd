"""What passages are filtered by, as columns of numbers that a file maps into memory."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.documents import Period
    from embeddings.indexing.passage_index import Facts, Filter

Ids: TypeAlias = NDArray[np.int64]
"""Passages, ascending."""

_FOLDER = "columns"
_OUTLETS = "publishers.json"
_UNDATED = (1, 0)
"""First and last day where there is none: it overlaps no period."""
_NAMES = ("passage_first", "passage_last", "passage_publisher", "speaker", "spoken_in", "spoken_first", "spoken_last")


class ColumnsWriter:
    """Collects a row for each passage and one for each statement in it."""

    def __init__(self) -> None:
        self._columns = {name: array("i") for name in _NAMES}
        self._publishers: dict[str, int] = {}

    def add(self, passage: int, facts: Facts) -> None:
        """Add the passage's row and its statements' rows."""
        outlet = self._publishers.setdefault(facts.publisher or "", len(self._publishers))
        self._append("passage_", (*_days(facts.period), outlet), ("first", "last", "publisher"))
        for speaker, said in facts.statements:
            self._append("", (speaker, passage, *_days(said)), ("speaker", "spoken_in", "spoken_first", "spoken_last"))

    def write(self, folder: Path) -> None:
        """Write one file for each column; statements are sorted by speaker."""
        (folder / _FOLDER).mkdir()
        columns = {name: np.array(values, np.int32) for name, values in self._columns.items()}
        order = np.argsort(columns["speaker"], kind="stable")
        for name, values in columns.items():
            np.save(folder / _FOLDER / f"{name}.npy", values if name.startswith("passage_") else values[order])
        (folder / _FOLDER / _OUTLETS).write_text(json.dumps(list(self._publishers)), encoding="utf-8")

    def _append(self, prefix: str, values: tuple[int, ...], names: tuple[str, ...]) -> None:
        for name, value in zip(names, values, strict=True):
            self._columns[prefix + name].append(value)


class Columns:
    """Reads what `ColumnsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        self._columns: dict[str, NDArray[np.int32]] = {
            name: np.load(folder / _FOLDER / f"{name}.npy", mmap_mode="r") for name in _NAMES
        }
        self._publishers: list[str] = json.loads((folder / _FOLDER / _OUTLETS).read_text(encoding="utf-8"))

    def allowed(self, conditions: Filter) -> Ids | None:
        """Return the passages that meet the conditions; None where every passage does."""
        kept = [ids for ids in (self._by_statements(conditions), self._by_rows(conditions)) if ids is not None]
        if not kept:
            return None
        return kept[0] if len(kept) == 1 else np.intersect1d(kept[0], kept[1], assume_unique=True)

    def _by_statements(self, conditions: Filter) -> Ids | None:
        if not (conditions.speakers or conditions.spoken):
            return None
        speaker = self._columns["speaker"]
        wanted = sorted(conditions.speakers)
        starts, ends = np.searchsorted(speaker, wanted), np.searchsorted(speaker, wanted, side="right")
        rows = [slice(start, end) for start, end in zip(starts, ends, strict=True)] if wanted else [slice(None)]
        found = [self._columns["spoken_in"][row][self._overlap("spoken", row, conditions.period)] for row in rows]
        return np.unique(np.concatenate(found)).astype(np.int64)

    def _by_rows(self, conditions: Filter) -> Ids | None:
        dated = conditions.period if not (conditions.speakers or conditions.spoken) else None
        if dated is None and not conditions.publishers:
            return None
        kept = self._overlap("passage", slice(None), dated)
        if conditions.publishers:
            codes = [code for code, name in enumerate(self._publishers) if name in conditions.publishers]
            kept &= np.isin(self._columns["passage_publisher"], codes)
        return np.flatnonzero(kept)

    def _overlap(self, prefix: str, rows: slice, period: Period | None) -> NDArray[np.bool_]:
        first, last = self._columns[f"{prefix}_first"][rows], self._columns[f"{prefix}_last"][rows]
        if period is None:
            return np.ones(len(first), np.bool_)
        return np.asarray((first <= period.last.toordinal()) & (last >= period.first.toordinal()))


def _days(period: Period | None) -> tuple[int, int]:
    return (period.first.toordinal(), period.last.toordinal()) if period else _UNDATED
