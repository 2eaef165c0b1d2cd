"""The bot's own database: one SQLite file, with the version of its schema."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

logger = logging.getLogger(__name__)
_STEPS = (
    """
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
    """,
    """
    alter table updates rename column attempts to crashes;
    alter table updates add column computing integer not null default 0;
    update updates set crashes = 0;
    alter table questions rename column generation to fingerprint;
    alter table questions add column later text not null default '{}';
    alter table questions add column message integer;
    create table outbox (
        id integer primary key autoincrement, chat integer not null, user integer not null, expires real not null,
        urgent integer not null, method text not null, params text not null, picture blob,
        about text not null, question integer, tries integer not null default 0
    ) strict;
    create table strangers (
        user integer primary key, chat integer not null, times integer not null, latest real not null
    ) strict;
    """,
    """
    alter table outbox rename column picture to attachment;
    create table watches (
        id integer primary key autoincrement, chat integer not null, thread integer not null, user integer not null,
        subject text not null, told real not null default 0
    ) strict;
    create table tidings (
        watch integer not null references watches (id) on delete cascade, mark integer not null,
        primary key (watch, mark)
    ) strict, without rowid;
    create table known_words (mark integer primary key) strict;
    """,
)
"""What brings the schema from each version to the next."""
_PRAGMAS = """
pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma secure_delete = on;
"""
_MODE = 0o600
"""Readable by its owner only: it holds what people wrote."""
_PATIENCE = 30.0
"""Seconds to wait for whoever holds the database: a process that was killed may take some to let go of it, and to wait
costs less than a question that is lost to a lock."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database, or make it where there is none; a damaged one is set aside.

    Raises BotError if it cannot be opened or a newer program wrote it.
    """
    try:
        try:
            return _opened(path)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) not in _DAMAGED:
                raise
            _set_aside(path)
            return _opened(path)
    except (OSError, sqlite3.Error) as error:
        raise BotError(f"the database {path} cannot be opened ({error}): mend TELEGRAM_DATABASE") from error


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of a bot that may run, only to read; raises sqlite3.Error where there is none."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        yield database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do all of the writing inside or none of it; inside another transaction it is a part of that one."""
    if database.in_transaction:
        yield
        return
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.rollback()
        raise
    database.commit()


def salt(database: sqlite3.Connection) -> bytes:
    """Return the secret that ids are hashed with for the log; it never leaves the database."""
    database.execute("insert or ignore into facts values ('salt', ?)", (secrets.token_hex(16),))
    return bytes.fromhex(database.execute("select value from facts where name = 'salt'").fetchone()[0])


def scrub(database: sqlite3.Connection) -> None:
    """Leave nothing that was deleted readable in the files."""
    database.execute("pragma wal_checkpoint(truncate)")


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(_MODE)
    database = sqlite3.connect(path, _PATIENCE, isolation_level=None)
    try:
        database.executescript(_PRAGMAS)
        _check(database)
        _bring_up(database)
    except BaseException:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection) -> None:
    fault = database.execute("pragma quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(fault)


def _set_aside(path: Path) -> None:
    """Rename the files of a damaged database: what waited in it for an answer may still be rescued by hand."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%S')}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    logger.error(
        "the database %s is damaged: it is now %s, and a new one begins; to rescue what waited in it for an answer,"
        " run: sqlite3 %s .recover",
        *(path, aside.name, aside),
    )


def _bring_up(database: sqlite3.Connection) -> None:
    version = database.execute("pragma user_version").fetchone()[0]
    if version > len(_STEPS):
        raise BotError(f"the database has schema {version}, this program knows {len(_STEPS)}: update Verbatim")
    statements = "".join(_STEPS[version:])
    database.executescript(f"begin; {statements} pragma user_version = {len(_STEPS)}; commit;")
