"""The inbox: every update stands here before Telegram may forget it, until its reply is in the outbox."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeGuard

from bot.telegram.database import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

RawUpdate = dict[str, Any]
"""An update as Telegram's JSON has it; ``update_id`` is a whole number."""

MOST_CRASHES = 3
"""A question that was being computed when the program crashed so often would crash it again. Two crashes may be chance:
the neighbour's, or a kill from outside."""
_REMEMBERED = 48 * 3600.0
"""Seconds for which the numbers of updates are kept to know duplicates; Telegram delivers for 24 hours."""
_LARGEST_ID = 2**63
"""SQLite's whole numbers end below it."""


class State(StrEnum):
    """What has become of an update."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given up"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Inbox:
    """The journal of updates; ``now`` tells seconds since the epoch, ``fresh`` how many an answer is waited for."""

    database: sqlite3.Connection
    now: Callable[[], float]
    fresh: float

    def receive(self, updates: Iterable[RawUpdate]) -> list[RawUpdate]:
        """Write the updates down, all or none, and return those that are new.

        They are flushed to the disk, for Telegram forgets them next; what else is written may be lost to a power cut.
        """
        self.database.execute("pragma synchronous = full")
        try:
            with transaction(self.database):
                return [update for update in updates if self._insert(update)]
        finally:
            self.database.execute("pragma synchronous = normal")

    @contextmanager
    def computing(self, update: int) -> Iterator[None]:
        """Note that the update is being computed: a crash meanwhile counts against it, and nothing else does."""
        statement = "update updates set computing = ? where id = ?"
        self.database.execute(statement, (True, update))
        try:
            yield
        finally:
            self.database.execute(statement, (False, update))

    def finish(self, update: int, state: State = State.DONE) -> None:
        """Mark the update done; forget what it said, unless it is unreadable and somebody must look into it."""
        forgotten = "" if state == State.UNREADABLE else ", user = null, payload = null"
        self.database.execute(
            f"update updates set state = ?{forgotten} where id = ? and state = ?",  # noqa: S608 - no value among it
            (state, update, State.WAITING),
        )

    def unfinished(self) -> list[RawUpdate]:
        """Return what a run before left without a reply, oldest first, what it may have crashed of last."""
        self.database.execute("update updates set crashes = crashes + computing, computing = 0 where computing")
        rows = self.database.execute(
            "select payload from updates where state = ? order by crashes, id", (State.WAITING,)
        )
        return [json.loads(payload) for (payload,) in rows]

    def crashes(self, update: int) -> int:
        """Return how often the program crashed while it computed the update."""
        row = self.database.execute("select crashes from updates where id = ?", (update,)).fetchone()
        return int(row[0]) if row else 0

    def is_hopeless(self, update: int) -> bool:
        """Return whether to answer the update no more: it is too old, or the program crashed of it too often."""
        return bool(
            self.database.execute(
                "select 1 from updates where id = ? and (received < ? or crashes >= ?)",
                (update, self.now() - self.fresh, MOST_CRASHES),
            ).fetchone()
        )

    def waiting(self) -> int:
        """Return how many updates have no reply yet."""
        rows = self.database.execute("select count(*) from updates where state = ?", (State.WAITING,))
        return int(rows.fetchone()[0])

    def forget(self, user: int) -> None:
        """Delete what the user's updates said."""
        self.database.execute(
            "update updates set state = ?, user = null, payload = null where user = ?", (State.GIVEN_UP, user)
        )

    def purge(self) -> None:
        """Delete updates that cannot come again."""
        self.database.execute("delete from updates where received < ?", (self.now() - _REMEMBERED,))

    def _insert(self, update: RawUpdate) -> bool:
        row = (update["update_id"], self.now(), State.WAITING, sender(update), json.dumps(update))
        statement = "insert or ignore into updates (id, received, state, user, payload) values (?, ?, ?, ?, ?)"
        return bool(self.database.execute(statement, row).rowcount)


def is_update(value: object) -> TypeGuard[RawUpdate]:
    """Return whether it has a number to know it by; what has none can be neither kept nor confirmed."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return isinstance(number, int) and 0 <= number < _LARGEST_ID


def sender(update: RawUpdate) -> int | None:
    """Return the id of the user that an update comes from, None where it names none."""
    for content in update.values():
        user = content.get("from") if isinstance(content, dict) else None
        if isinstance(user, dict) and isinstance(user.get("id"), int):
            return int(user["id"])
    return None
