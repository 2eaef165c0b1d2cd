"""Rows of numbers in one file, so many for each passage."""

from __future__ import annotations

import os
from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Ids: TypeAlias = NDArray[np.int64]
"""Passages, ascending where nothing else is said."""
Lengths: TypeAlias = NDArray[np.int64]
"""How many rows each passage has."""


class RowFileWriter:
    """Writes each passage's rows behind those of the one before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._width = 0
        self._ends = array("q", [0])

    def add(self, rows: NDArray[Any]) -> None:
        """Write the next passage's rows."""
        self._width = rows.shape[1]
        self._file.write(rows.tobytes())
        self._ends.append(self._ends[-1] + len(rows))

    def close(self) -> None:
        """Flush everything."""
        self._file.close()
        np.save(_shape(self._path), np.array([self._width, *self._ends], np.int64))


class RowFile:
    """Reads what `RowFileWriter` wrote, each passage at its place: what is read does not stay in the process."""

    def __init__(self, path: Path, dtype: type[np.generic]) -> None:
        self._dtype = np.dtype(dtype)
        shape = np.load(_shape(path), mmap_mode="r").view(np.ndarray)
        self.width, self._ends = int(shape[0]), shape[1:]
        if path.stat().st_size != self.rows * self.width * self._dtype.itemsize:
            raise ValueError(f"{path.name} does not have the rows that {_shape(path).name} counts")
        self._file = path.open("rb", buffering=0)

    @property
    def passages(self) -> int:
        """How many passages have rows here."""
        return len(self._ends) - 1

    @property
    def rows(self) -> int:
        """How many rows they have."""
        return int(self._ends[-1])

    def read(self, passages: Ids) -> tuple[NDArray[Any], Lengths]:
        """Return the rows of the passages, which may come in any order, and how many each has."""
        firsts, lasts = self._ends[passages], self._ends[passages + 1]
        breaks = np.flatnonzero(firsts[1:] != lasts[:-1]) + 1
        begins, stops = firsts[[0, *breaks]].tolist(), lasts[[*(breaks - 1), -1]].tolist()
        return np.concatenate(list(map(self.between, begins, stops))), lasts - firsts

    def of(self, passage: int) -> NDArray[Any]:
        """Return the rows of the one passage."""
        return self.between(int(self._ends[passage]), int(self._ends[passage + 1]))

    def between(self, first: int, last: int) -> NDArray[Any]:
        """Return the rows from the first to before the last.

        *Shape:* (rows, width)
        """
        row = self.width * self._dtype.itemsize
        read = os.pread(self._file.fileno(), (last - first) * row, first * row)
        return np.frombuffer(read, self._dtype).reshape(last - first, self.width)

    def passage_of(self, rows: Ids) -> Ids:
        """Return whose the rows are."""
        return np.searchsorted(self._ends, rows, side="right") - 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _shape(path: Path) -> Path:
    """Return the file that holds how wide a row is, then where each passage's rows end, the first at 0."""
    return path.with_suffix(".npy")
