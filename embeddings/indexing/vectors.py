"""The vectors of passages and their sentences, searched with FAISS: its only home.

Every row is stored at 16 bits per coordinate. The number of rows decides how the nearest are found: few passages are
compared one by one, more are searched in a list of half-precision floats, and from where that gets slow in a list of
product quantization codes, half a byte for four coordinates, that are compared in registers (André, Kermarrec and Le
Scouarnec 2015, "Cache locality is not enough"). A list is always searched whole, so the result depends neither on
clusters nor on how many passages a filter lets through. The best by code are compared again by their rows.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.indexing.row_file import Ids, RowFile, RowFileWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.encoding.encoder import Matrix, Vector

VECTORS = "vectors.bin"
LIST = "list.faiss"
_ONE = np.float32(32767)
"""A coordinate of one as it is stored: rounding moves a cosine by a hundred-thousandth."""
MOST_COMPARED = 2048
"""Most passages that are compared one by one, which is exact and, for so few, faster than searching a list."""
MOST_EXACT = 100_000
"""Most rows that a list holds as half-precision floats, which one core searches in 4 ms; more become codes."""
_SAMPLED = 65_536
"""Rows that the codes are learned from: 100 MB at 384 dimensions, and far more than FAISS draws for 16 centroids."""
_BLOCK = 1 << 15
"""Rows in memory at once while a list is built: 50 MB at 384 dimensions."""
_ROWS_PER_PASSAGE = 4
"""Rows asked for per wanted passage: its own and several of its sentences' may all be near."""
_RESERVE = 400
"""Further rows asked for if codes are compared, which err: recall@10 is then 0.986 among a million passages."""


class VectorsWriter:
    """Writes the rows as they come, and the searchable list at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = RowFileWriter(folder / VECTORS)

    def add(self, rows: Matrix) -> None:
        """Write the unit vectors of the next passage."""
        self._rows.add(_halves(rows))

    def finish(self) -> None:
        """Write what is still in memory, and the list if there are many passages."""
        self._rows.close()
        with closing(RowFile(self._folder / VECTORS, np.int16)) as rows:
            if rows.passages > MOST_COMPARED:
                _write_list(rows, self._folder / LIST)


class Vectors:
    """Reads what `VectorsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        self._list: Any = _opened(folder / LIST) if (folder / LIST).exists() else None
        self._rows = RowFile(folder / VECTORS, np.int16)

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return self._rows.passages

    def near(self, vector: Vector, allowed: Ids | None, k: int) -> Ids:
        """Return the ``k`` nearest of the allowed passages, or of all if None, and some more that may be as near.

        Of few passages all are returned.
        """
        count = self.passages if allowed is None else len(allowed)
        if count <= MOST_COMPARED or self._list is None:
            return np.arange(count) if allowed is None else allowed
        rows = k * _ROWS_PER_PASSAGE + (_RESERVE if self._rows.rows > MOST_EXACT else 0)
        passages = self._nearest(vector, allowed, rows)
        while len(passages) < min(k, count) and rows < self._rows.rows:
            rows *= 4
            passages = self._nearest(vector, allowed, rows)
        return passages

    def similarities(self, vector: Vector, passage_ids: Ids) -> NDArray[np.float32]:
        """Return each passage's best cosine, its own or one of its sentences'."""
        if not len(passage_ids):
            return np.zeros(0, np.float32)
        rows, lengths = self._rows.read(passage_ids)
        return np.maximum.reduceat(_floats(rows) @ vector, np.cumsum(lengths) - lengths)

    def rows(self, passage: int) -> Matrix:
        """Return the passage's own vector, followed by its sentences' if it has several."""
        return _floats(self._rows.of(passage))

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def _nearest(self, vector: Vector, allowed: Ids | None, row_count: int) -> Ids:
        """Return the passages of the nearest rows."""
        faiss = _faiss()
        selector = None
        if allowed is not None:
            mask = np.zeros(self.passages, np.bool_)
            mask[allowed] = True
            selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        parameters = faiss.SearchParametersIVF(sel=selector)
        _, passages = self._list.search(vector[None], min(row_count, self._rows.rows), params=parameters)
        return np.unique(passages[passages >= 0])


def rounded(rows: Matrix) -> Matrix:
    """Return the rows as they are read back, for an engine that stores them otherwise and shall score alike."""
    return _floats(_halves(rows))


def _faiss() -> Any:  # noqa: ANN401 - the library's own types are wrong
    import faiss

    return faiss


def _opened(path: Path) -> Any:  # noqa: ANN401 - the library has no types
    faiss = _faiss()
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)


def _write_list(row_file: RowFile, path: Path) -> None:
    faiss = _faiss()
    shape = "IVF1,SQfp16" if row_file.rows <= MOST_EXACT else f"IVF1,PQ{row_file.width // 4}x4fs"
    searchable = faiss.index_factory(row_file.width, shape, faiss.METRIC_INNER_PRODUCT)
    searchable.train(_sample(row_file))
    for first, block in _blocks(row_file):
        # A row has the id of its passage, which is what filters know.
        searchable.add_with_ids(block, row_file.passage_of(np.arange(first, first + len(block))))
    faiss.write_index(searchable, str(path))


def _sample(row_file: RowFile) -> Matrix:
    """Return rows from the whole file, the same every time."""
    drawn = np.random.Generator(np.random.PCG64(0)).random(row_file.rows) < _SAMPLED / row_file.rows
    return np.concatenate([block[drawn[first : first + len(block)]] for first, block in _blocks(row_file)])


def _blocks(row_file: RowFile) -> Iterator[tuple[int, Matrix]]:
    """Yield all rows in blocks, with the number of the first in each."""
    for first in range(0, row_file.rows, _BLOCK):
        yield first, _floats(row_file.between(first, min(first + _BLOCK, row_file.rows)))


def _halves(rows: Matrix) -> NDArray[np.int16]:
    return np.asarray(np.rint(rows * _ONE), np.int16)


def _floats(halves: NDArray[np.int16]) -> Matrix:
    return halves.astype(np.float32) / _ONE
