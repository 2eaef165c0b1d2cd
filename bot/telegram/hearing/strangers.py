"""Who was refused lately: a mistyped id is found by looking at who wanted to come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

_MOST = 100
"""Strangers that are remembered: a crowd costs no disk."""
_SHOWN = 10
"""Strangers that are shown: who mends a setting has just tried it."""
_REMEMBERED = 24 * 3600.0
"""Seconds for which they are remembered: long enough to mend the setting the next morning."""


@dataclass(frozen=True, slots=True)
class Strangers:
    """The ids of those who were refused; ``now`` tells seconds since the epoch."""

    database: sqlite3.Connection
    now: Callable[[], float]

    def note(self, user: int, chat: int) -> bool:
        """Note that somebody was refused, and return whether that is news."""
        row = self.database.execute(
            "insert into strangers values (?, ?, 1, ?)"
            " on conflict (user) do update set chat = excluded.chat, times = times + 1, latest = excluded.latest"
            " returning times",
            (user, chat, self.now()),
        ).fetchone()
        self.database.execute(
            "delete from strangers where latest < ?"
            " or user not in (select user from strangers order by latest desc limit ?)",
            (self.now() - _REMEMBERED, _MOST),
        )
        return bool(row[0] == 1)

    def latest(self) -> list[str]:
        """Return who was refused, the latest first, a line each."""
        rows = self.database.execute(
            "select user, chat, times, latest from strangers order by latest desc limit ?", (_SHOWN,)
        )
        return [
            f"user {user} in chat {chat}, {times}×, last {datetime.fromtimestamp(latest, UTC):%Y-%m-%d %H:%M} UTC"
            for user, chat, times, latest in rows
        ]
