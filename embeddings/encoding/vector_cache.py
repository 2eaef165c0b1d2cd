"""Vectors cached from one rebuild to the next, so that only changed passages are embedded."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoding.encoder import PassageText, PassageVectors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from embeddings.encoding.encoder import EncoderIdentity

_FORMAT = 1
"""Changes whenever older rows can no longer be read."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Errors that mean the file is no longer a database."""
_SCHEMA = "create table vectors (key blob primary key, rows blob not null, tokens blob not null) strict, without rowid"


class VectorCache:
    """Passages' vectors, keyed by a hash of their sentences and of the encoder; they survive a killed rebuild."""

    def __init__(self, path: Path, encoder: EncoderIdentity) -> None:
        self._encoder = encoder
        try:
            self._database = _opened(path)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in _DAMAGED:
                raise
            # Its vectors can be made again, so a damaged cache is no reason to stop.
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
            self._database = _opened(path)
        self._database.execute("create temporary table used (key blob primary key) without rowid")

    def key(self, passage: PassageText) -> bytes:
        """Return the key of the passage's vectors."""
        content = "\0".join((self._encoder.digest, passage.before, *passage.sentences))
        return blake2b(content.encode("utf-8"), digest_size=16).digest()

    def __contains__(self, key: bytes) -> bool:
        return self._database.execute("select 1 from vectors where key = ?", (key,)).fetchone() is not None

    def __getitem__(self, key: bytes) -> PassageVectors:
        vectors = self._database.execute("select rows, tokens from vectors where key = ?", (key,)).fetchone()
        if vectors is None:
            raise KeyError(key)
        rows, tokens = vectors
        return PassageVectors(
            np.frombuffer(rows, np.float32).reshape(-1, self._encoder.dimension),
            np.frombuffer(tokens, np.uint8).reshape(-1, self._encoder.dimension // 4),
        )

    def put(self, hashed_vectors: Iterable[tuple[bytes, PassageVectors]]) -> None:
        """Store the rows, all of them or none."""
        with self._database:
            self._database.executemany(
                "insert or replace into vectors values (?, ?, ?)",
                ((key, vectors.rows.tobytes(), vectors.tokens.tobytes()) for key, vectors in hashed_vectors),
            )

    def mark_used(self, keys: Iterable[bytes]) -> None:
        """Mark the keys as used by the generation that is being built."""
        with self._database:
            self._database.executemany("insert or ignore into used values (?)", ((key,) for key in keys))

    def drop_unused(self) -> None:
        """Drop the vectors of every key that was not marked as used."""
        with self._database:
            self._database.execute("delete from vectors where key not in (select key from used)")

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        with database:
            database.execute("pragma journal_mode = wal")
            if database.execute("pragma user_version").fetchone() != (_FORMAT,):
                database.execute("drop table if exists vectors")
                database.execute(_SCHEMA)
                database.execute(f"pragma user_version = {_FORMAT}")
    except sqlite3.Error:
        database.close()
        raise
    return database
