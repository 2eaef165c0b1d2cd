"""The inbox: every update stands here before Telegram may forget it, until its reply is sent."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

RawUpdate = dict[str, Any]
"""An update as Telegram's JSON has it; ``update_id`` is a whole number."""

FRESH = 600.0
"""Seconds after which nobody waits for an answer any more."""
MOST_ATTEMPTS = 2
"""An update that brought the program down twice would do so again."""
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
    """The journal of updates; ``now`` tells seconds since the epoch."""

    database: sqlite3.Connection
    now: Callable[[], float]

    def receive(self, updates: Iterable[RawUpdate]) -> list[RawUpdate]:
        """Write the updates down, all or none, and return those that are new.

        They are flushed to the disk, for Telegram forgets them next; what else is written may be lost to a power cut.
        """
        self.database.execute("pragma synchronous = full")
        try:
            with self.database:
                self.database.execute("begin immediate")
                return [update for update in updates if self._insert(update)]
        finally:
            self.database.execute("pragma synchronous = normal")

    def begin(self, update: int) -> None:
        """Count an attempt, before it is made."""
        self.database.execute("update updates set attempts = attempts + 1 where id = ?", (update,))

    @contextmanager
    def paused(self, update: int) -> Iterator[None]:
        """Take an attempt back while the update waits in line: waiting harms nobody."""
        self.database.execute("update updates set attempts = attempts - 1 where id = ?", (update,))
        yield
        self.begin(update)

    def finish(self, update: int, state: State = State.DONE) -> None:
        """Mark the update done; forget what it said, unless it is unreadable and somebody must look into it."""
        forgotten = "" if state == State.UNREADABLE else ", user = null, payload = null"
        self.database.execute(f"update updates set state = ?{forgotten} where id = ?", (state, update))  # noqa: S608

    def unfinished(self) -> list[RawUpdate]:
        """Return what still waits for its reply, oldest first; what is too old or was tried too often is given up."""
        self.database.execute(
            "update updates set state = ?, user = null, payload = null"
            " where state = ? and (received < ? or attempts >= ?)",
            (State.GIVEN_UP, State.WAITING, self.now() - FRESH, MOST_ATTEMPTS),
        )
        rows = self.database.execute("select payload from updates where state = ? order by id", (State.WAITING,))
        return [json.loads(payload) for (payload,) in rows]

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
        row = (update["update_id"], self.now(), State.WAITING, _sender(update), json.dumps(update))
        statement = "insert or ignore into updates (id, received, state, user, payload) values (?, ?, ?, ?, ?)"
        return bool(self.database.execute(statement, row).rowcount)


def is_update(value: object) -> TypeGuard[RawUpdate]:
    """Return whether it has a number to know it by; what has none can be neither kept nor confirmed."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return isinstance(number, int) and 0 <= number < _LARGEST_ID


def _sender(update: RawUpdate) -> int | None:
    """Return the id of the user that an update comes from, None where it names none."""
    for content in update.values():
        sender = content.get("from") if isinstance(content, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None
