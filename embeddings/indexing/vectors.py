"""The vectors of passages and their sentences, and FAISS to find the near ones among many: its only home.

Every row is kept in 16 bits a coordinate. What compares with a question is found in a shape that the number of rows
chooses: few passages are compared one by one, more in a list of half precision floats, and from where that gets slow
in a list of product quantization codes, half a byte for four coordinates, that are compared in registers (André,
Kermarrec and Le Scouarnec 2015, "Cache locality is not enough"). A list is always gone through whole, so what is found
depends neither on clusters nor on how many passages a filter lets pass. The best by their codes are compared again by
their rows.
"""

from __future__ import annotations

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
"""What a coordinate of one is stored as: rounding moves a cosine by a hundred-thousandth."""
_FEW = 2048
"""Passages that are compared one by one: exact, and faster than a search."""
_EXACT = 100_000
"""Rows of the longest list that is kept in half precision: on one core it is gone through in 4 ms."""
_SAMPLED = 65_536
"""Rows from which the codes are learned."""
_TOGETHER = 1 << 15
"""Rows added at once, so that memory holds few of them."""
_ROWS_A_PASSAGE = 4
"""Rows asked for each passage wanted: it has its own and one for each of its sentences."""
_RESERVE = 400
"""Rows asked for beyond those where codes are compared, which err."""


class VectorsWriter:
    """Writes the rows as they come, and the list at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = RowFileWriter(folder / VECTORS)

    def add(self, rows: Matrix) -> None:
        """Write the next passage's rows, unit vectors."""
        self._stack.add(np.rint(rows * _ONE).astype(np.int16))

    def finish(self) -> None:
        """Flush everything."""
        self._stack.close()
        stack = RowFile(self._folder / VECTORS, np.int16)
        if stack.passages > _FEW:
            _write_list(stack, self._folder / LIST)
        stack.close()


class Vectors:
    """Reads what `VectorsWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        self._list: Any = _opened(folder / LIST) if (folder / LIST).exists() else None
        self._stack = RowFile(folder / VECTORS, np.int16)

    @property
    def passages(self) -> int:
        """How many there are."""
        return self._stack.passages

    def near(self, vector: Vector, allowed: Ids | None, k: int) -> Ids:
        """Return the ``k`` nearest of the allowed passages, of all where None, and some more that may be as near.

        Among few these are all of them.
        """
        left = self.passages if allowed is None else len(allowed)
        if left <= _FEW or self._list is None:
            return np.arange(left) if allowed is None else allowed
        wanted = k * _ROWS_A_PASSAGE + (_RESERVE if self._stack.rows > _EXACT else 0)
        found = self._found(vector, allowed, wanted)
        while len(found) < min(k, left) and wanted < self._stack.rows:
            wanted *= 4
            found = self._found(vector, allowed, wanted)
        return found

    def similarities(self, vector: Vector, passages: Ids) -> NDArray[np.float32]:
        """Return each passage's best cosine: its own or that of one of its sentences."""
        if not len(passages):
            return np.zeros(0, np.float32)
        rows, lengths = self._stack.read(passages)
        return np.maximum.reduceat(_floats(rows) @ vector, np.cumsum(lengths) - lengths)

    def rows(self, passage: int) -> Matrix:
        """Return the passage's vectors: its own, then its sentences' where it has several."""
        return _floats(self._stack.of(passage))

    def close(self) -> None:
        """Give back what is held."""
        self._stack.close()

    def _found(self, vector: Vector, allowed: Ids | None, wanted: int) -> Ids:
        """Return the passages of the nearest rows."""
        faiss = _faiss()
        selector = None
        if allowed is not None:
            mask = np.zeros(self.passages, np.bool_)
            mask[allowed] = True
            selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        only = faiss.SearchParametersIVF(sel=selector)
        _, found = self._list.search(vector[None], min(wanted, self._stack.rows), params=only)
        return np.unique(found[found >= 0])


def _faiss() -> Any:  # noqa: ANN401 - what the library says of its own types is wrong
    import faiss

    return faiss


def _opened(path: Path) -> Any:  # noqa: ANN401 - the library has no types
    faiss = _faiss()
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)


def _write_list(stack: RowFile, path: Path) -> None:
    faiss = _faiss()
    shape = "IVF1,SQfp16" if stack.rows <= _EXACT else f"IVF1,PQ{stack.width // 4}x4fs"
    rows = faiss.index_factory(stack.width, shape, faiss.METRIC_INNER_PRODUCT)
    rows.train(_sample(stack))
    for first, block in _blocks(stack):
        # A row is found under its passage's id, which is what filters know.
        rows.add_with_ids(block, stack.passage_of(np.arange(first, first + len(block))))
    faiss.write_index(rows, str(path))


def _sample(stack: RowFile) -> Matrix:
    """Return rows from everywhere, the same every time."""
    drawn = np.random.Generator(np.random.PCG64(0)).random(stack.rows) < _SAMPLED / stack.rows
    return np.concatenate([rows[drawn[first : first + len(rows)]] for first, rows in _blocks(stack)])


def _blocks(stack: RowFile) -> Iterator[tuple[int, Matrix]]:
    """Yield all rows, some at a time, with the number of the first."""
    for first in range(0, stack.rows, _TOGETHER):
        yield first, _floats(stack.between(first, min(first + _TOGETHER, stack.rows)))


def _floats(rows: NDArray[np.int16]) -> Matrix:
    return rows.astype(np.float32) / _ONE
