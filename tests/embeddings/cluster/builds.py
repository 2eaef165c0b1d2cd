"""What a build stored, to compare it with another's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from embeddings.indexing.vectors import VECTORS
from embeddings.storage.corpus import CORPUS
from embeddings.storage.generations import current_name

if TYPE_CHECKING:
    from pathlib import Path


def stored(index: Path) -> tuple[dict[str, list[tuple[object, ...]]], bytes]:
    """Return every row of every table of the index's corpus file, in the order of the file, and its vectors."""
    folder = index / (current_name(index) or "")
    with closing(sqlite3.connect(folder / CORPUS)) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = {table: database.execute(f"select * from {table}").fetchall() for table in tables}  # noqa: S608
    return rows, (folder / VECTORS).read_bytes()
