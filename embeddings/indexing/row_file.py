"""Rows of numbers in one file, several per passage."""

from __future__ import annotations

import os
from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Ids: TypeAlias = NDArray[np.int64]
"""Passages, in ascending order unless said otherwise."""
Lengths: TypeAlias = NDArray[np.int64]
"""How many rows each passage has."""


class RowFileWriter:
    """Appends each passage's rows to the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._width = 0
        self._ends = array("q", [0])

    def add(self, passage_rows: NDArray[Any]) -> None:
        """Write the next passage's rows."""
        self._width = passage_rows.shape[1]
        self._file.write(passage_rows.tobytes())
        self._ends.append(self._ends[-1] + len(passage_rows))

    def close(self) -> None:
        """Write what is still in memory."""
        self._file.close()
        np.save(_bounds(self._path), np.array([self._width, *self._ends], np.int64))


class RowFile:
    """Reads what `RowFileWriter` wrote; rows are read, not mapped, so that they do not stay in memory."""

    def __init__(self, path: Path, dtype: type[np.generic]) -> None:
        self._dtype = np.dtype(dtype)
        bounds = np.load(_bounds(path), mmap_mode="r").view(np.ndarray)
        self.width, self._ends = int(bounds[0]), bounds[1:]
        if path.stat().st_size != self.rows * self.width * self._dtype.itemsize:
            raise ValueError(f"{path.name} does not have the rows that {_bounds(path).name} counts")
        self._file = path.open("rb", buffering=0)

    @property
    def passages(self) -> int:
        """How many passages it has rows of."""
        return len(self._ends) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return int(self._ends[-1])

    def read(self, passage_ids: Ids) -> tuple[NDArray[Any], Lengths]:
        """Return the rows of the passages, in any order, and how many each has."""
        firsts, lasts = self._ends[passage_ids], self._ends[passage_ids + 1]
        breaks = np.flatnonzero(firsts[1:] != lasts[:-1]) + 1
        begins, stops = firsts[[0, *breaks]].tolist(), lasts[[*(breaks - 1), -1]].tolist()
        return np.concatenate(list(map(self.between, begins, stops))), lasts - firsts

    def of(self, passage: int) -> NDArray[Any]:
        """Return the passage's rows."""
        return self.between(int(self._ends[passage]), int(self._ends[passage + 1]))

    def between(self, first: int, last: int) -> NDArray[Any]:
        """Return the rows from the first up to, not including, the last. *Shape:* (rows, width)."""
        row = self.width * self._dtype.itemsize
        content = os.pread(self._file.fileno(), (last - first) * row, first * row)
        return np.frombuffer(content, self._dtype).reshape(last - first, self.width)

    def passage_of(self, row_numbers: Ids) -> Ids:
        """Return the passages that the rows belong to."""
        return np.searchsorted(self._ends, row_numbers, side="right") - 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _bounds(path: Path) -> Path:
    """Return the file that holds the width of a row, then 0, then where each passage's rows end."""
    return path.with_suffix(".npy")
