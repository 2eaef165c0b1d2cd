"""Recognises a full disk, whichever library met it."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from embeddings.errors import DiskFullError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PRIMARY = 0xFF
"""Bits of an SQLite result code that say what failed; the higher ones say where."""
_MESSAGES = ("no space left", "quota exceeded", "file too large", "write error in", "requested and", "io::error")
"""In the errors of FAISS, NumPy and Tantivy, which carry no number."""


@contextmanager
def naming_full_disk(folder: Path) -> Iterator[None]:
    """Turn any library's error for a full disk into a DiskFullError that names the folder."""
    try:
        yield
    except (OSError, sqlite3.Error, RuntimeError, ValueError) as error:
        if not _is_full(error):
            raise
        raise DiskFullError(
            f"the disk of {folder} is full: make room or name another folder with --index; "
            "the current index stays, and so does what was embedded"
        ) from error


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
    return any(message in str(error).lower() for message in _MESSAGES)
