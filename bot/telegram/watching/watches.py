"""What people wait for, and what of it is still to be told; ``now`` tells seconds since the epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.telegram.database import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from bot.telegram.memory import ConversationKey
    from retrieval.browsing.news import Census

PAUSE = 3600.0
"""Seconds between two messages about the same: news is read once an hour at most."""
MOST = 20
"""Watches of one user at most: each is asked for after every rebuild."""


class Watch(NamedTuple):
    """What somebody wants to be told about, and where."""

    id: int
    chat: int
    thread: int
    user: int
    subject: str


@dataclass(frozen=True, slots=True)
class Watches:
    """Watches, the marks of the news for each, and the marks of what is known and so never news again."""

    database: sqlite3.Connection
    now: Callable[[], float]

    @property
    def generation(self) -> str:
        """The generation that was looked at last; empty before the first."""
        row = self.database.execute("select value from facts where name = 'watched'").fetchone()
        return str(row[0]) if row else ""

    def add(self, key: ConversationKey, subject: str) -> None:
        """Watch for the subject, once."""
        row = (*key, subject)
        if not self.database.execute(
            "select 1 from watches where (chat, thread, user, subject) = (?, ?, ?, ?)", row
        ).fetchone():
            self.database.execute("insert into watches (chat, thread, user, subject) values (?, ?, ?, ?)", row)

    def of(self, user: int, chat: int) -> list[Watch]:
        """Return what the user watches for in the chat, the oldest first."""
        return self._where("user = ? and chat = ?", user, chat)

    def count(self, user: int) -> int:
        """Return how much the user watches for, in every chat."""
        return len(self._where("user = ?", user))

    def all(self) -> list[Watch]:
        """Return every watch."""
        return self._where("true")

    def due(self) -> list[Watch]:
        """Return the watches for which there is news, and no message within the hour."""
        return self._where("id in (select watch from tidings) and told <= ?", self.now() - PAUSE)

    def end(self, watch: int) -> None:
        """End the watch, and what was still to be told."""
        self.database.execute("delete from watches where id = ?", (watch,))

    def forget(self, user: int) -> None:
        """Delete what the user watches for."""
        self.database.execute("delete from watches where user = ?", (user,))

    def known(self) -> frozenset[int]:
        """Return the marks of what is no news."""
        return frozenset(mark for (mark,) in self.database.execute("select mark from known_words"))

    def note(self, census: Census, news: Mapping[int, Iterable[int]]) -> None:
        """Keep the marks of the news for each watch, and never take anything of the generation for news again."""
        with transaction(self.database):
            marks = ((mark,) for mark in census.marks)
            self.database.executemany("insert or ignore into known_words values (?)", marks)
            rows = ((watch, mark) for watch, fresh in news.items() for mark in fresh)
            self.database.executemany("insert or ignore into tidings select id, ?2 from watches where id = ?1", rows)
            self.database.execute("insert or replace into facts values ('watched', ?)", (census.generation,))

    def waiting(self, watch: int) -> frozenset[int]:
        """Return the marks of what is still to be told."""
        rows = self.database.execute("select mark from tidings where watch = ?", (watch,))
        return frozenset(mark for (mark,) in rows)

    def tell(self, watch: int, marks: Iterable[int], *, silently: bool = False) -> None:
        """Note that these have been told just now, or ``silently`` that they stand nowhere any more."""
        pairs = ((watch, mark) for mark in marks)
        self.database.executemany("delete from tidings where (watch, mark) = (?, ?)", pairs)
        if not silently:
            self.database.execute("update watches set told = ? where id = ?", (self.now(), watch))

    def _where(self, condition: str, *values: float) -> list[Watch]:
        rows = self.database.execute(
            f"select id, chat, thread, user, subject from watches where {condition} order by id",  # noqa: S608 - from this code
            values,
        )
        return [Watch(*row) for row in rows]
