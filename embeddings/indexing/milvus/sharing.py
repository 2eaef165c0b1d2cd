"""Which generation is in force in a Milvus, and the files that belong to it beside its passages.

A generation has collections of its own, which nothing changes once it is in force. The row that names it is written
last and read with strong consistency; an alias would not do, as Milvus does not switch one for all readers at once.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from itertools import count
from typing import TYPE_CHECKING, Any

from embeddings.errors import REMEDY, UnusableIndexError
from embeddings.indexing.milvus import REFERENCE
from embeddings.indexing.milvus.collections import (
    BARE,
    FILE_COLUMNS,
    POINTER,
    POINTER_COLUMNS,
    START,
    TEXT_BYTES,
    Collections,
)
from embeddings.indexing.milvus.connection import Milvus
from embeddings.storage.generations import current_name, install, new_generation, rebuild_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_IN_FORCE = "in force"
"""The key of the one row."""
_NAMES = ("generation", "collections", "before")
_PIECE = TEXT_BYTES // 4 * 3
"""Bytes of a file in one row, as base64 makes four characters of three."""
_PIECES = 64
"""Rows of files in one request: 4 MB."""


class SharedGenerations:
    """The generations in one database; one builder at a time may write there."""

    def __init__(self, url: str) -> None:
        self._milvus = Milvus(url)

    def current(self) -> str | None:
        """Return the name of the generation in force, None if there is none."""
        row = self._row()
        return row["generation"] if row else None

    def share(self, folder: Path) -> None:
        """Store the files of the folder, put its generation into force, and drop what nobody can be reading.

        The generation before stays for whoever still reads it.
        """
        before = self._row()
        start = json.loads((folder / REFERENCE).read_text(encoding="utf-8"))["collections"]
        files = Collections(start).files
        self._milvus.make(files, FILE_COLUMNS)
        for key, piece in enumerate(_pieces(folder)):
            self._milvus.insert(files, [{"key": key, **piece, "bare": BARE}])
        self._milvus.seal(files)
        if before is None:
            self._milvus.make(POINTER, POINTER_COLUMNS)
        last = before["collections"] if before else ""
        names = (folder.name, start, last)
        self._milvus.put(POINTER, {"name": _IN_FORCE, **dict(zip(_NAMES, names, strict=True)), "bare": BARE})
        self._drop_all_but(start, last)

    def fetch(self, index: Path) -> None:
        """Make the generation in force the current one of the folder; its passages stay where they are.

        Raises UnusableIndexError if none is in force.
        """
        row = self._row()
        if row is None:
            raise UnusableIndexError(f"there is no index in Milvus at {self._milvus.address}: {REMEDY}")
        if current_name(index) == row["generation"]:
            return
        with rebuild_lock(index), new_generation(index) as folder:
            self._download(Collections(row["collections"]).files, folder)
            install(folder, row["generation"])

    def close(self) -> None:
        """Close the connection."""
        self._milvus.close()

    def _row(self) -> dict[str, str] | None:
        if POINTER not in self._milvus.names():
            return None
        rows = self._milvus.get(POINTER, [_IN_FORCE], _NAMES)
        return {name: str(rows[0][name]) for name in _NAMES} if rows else None

    def _download(self, files: str, folder: Path) -> None:
        """Write the files into the folder, and nowhere else, whatever they are called."""
        for first in count(0, _PIECES):
            rows = self._milvus.get(files, range(first, first + _PIECES), ["key", "path", "content"])
            for row in sorted(rows, key=lambda row: int(row["key"])):
                path = (folder / row["path"]).resolve()
                if not path.is_relative_to(folder.resolve()):
                    raise UnusableIndexError(f"Milvus at {self._milvus.address} holds a file of no index: {REMEDY}")
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("ab") as file:
                    file.write(b64decode(row["content"]))
            if len(rows) < _PIECES:
                return

    def _drop_all_but(self, *starts: str) -> None:
        keeping = {name for start in starts for name in Collections(start).all}
        for name in self._milvus.names():
            if name.startswith(START) and name not in keeping:
                self._milvus.drop(name)


def _pieces(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the folder's files in pieces, each file's in order."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            content = file.read(_PIECE)
            while True:  # an empty file has a piece too
                text = b64encode(content).decode("ascii")
                yield {"path": path.relative_to(folder).as_posix(), "content": text}
                if not (content := file.read(_PIECE)):
                    break
