"""The bot's own database: one SQLite file, with the version of its schema."""

from __future__ import annotations

import secrets
import sqlite3
from typing import TYPE_CHECKING

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
"""Changes whenever the schema does; each version above 1 brings the statements that lead to it."""
_SCHEMA = """
create table updates (
    id integer primary key, received real not null, attempts integer not null default 0,
    state text not null check (state in ('waiting', 'done', 'given up', 'unreadable')), user integer, payload text
) strict;
create index unfinished_updates on updates (state, received);
create table conversations (
    chat integer not null, thread integer not null, user integer not null,
    state text not null, changed real not null, primary key (chat, thread, user)
) strict, without rowid;
create table questions (
    id integer primary key autoincrement, chat integer not null, user integer not null,
    question text not null, conversation text not null, generation text not null, asked real not null
) strict;
create table feedback (
    question integer not null references questions (id) on delete cascade, user integer not null,
    good integer not null, given real not null, primary key (question, user)
) strict, without rowid;
create table facts (name text primary key, value text not null) strict, without rowid;
"""
_PRAGMAS = """
pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma secure_delete = on;
"""
_MODE = 0o600
"""Readable by its owner only: it holds what people wrote."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database, or make it where there is none.

    Raises BotError if it cannot be opened or a newer program wrote it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(_MODE)
        database = sqlite3.connect(path, isolation_level=None)
        database.executescript(_PRAGMAS)
        _bring_up(database)
    except (OSError, sqlite3.Error) as error:
        raise BotError(f"the database {path} cannot be opened ({error}): mend TELEGRAM_DATABASE") from error
    return database


def salt(database: sqlite3.Connection) -> bytes:
    """Return the secret that ids are hashed with for the log; it never leaves the database."""
    database.execute("insert or ignore into facts values ('salt', ?)", (secrets.token_hex(16),))
    return bytes.fromhex(database.execute("select value from facts where name = 'salt'").fetchone()[0])


def scrub(database: sqlite3.Connection) -> None:
    """Leave nothing that was deleted readable in the files."""
    database.execute("pragma wal_checkpoint(truncate)")


def _bring_up(database: sqlite3.Connection) -> None:
    version = database.execute("pragma user_version").fetchone()[0]
    if version > VERSION:
        raise BotError(f"the database has schema {version}, this program knows {VERSION}: update Verbatim")
    if version == 0:
        database.executescript(f"begin; {_SCHEMA} pragma user_version = {VERSION}; commit;")
