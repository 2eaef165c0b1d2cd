"""Whether the bot is well: Telegram was heard lately, and the index can be read."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.database import reading
from embeddings.errors import VerbatimError
from embeddings.storage.generations import open_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WRITTEN_EVERY = 5.0
"""Seconds between two notes in the database: another process need not know it more exactly."""


class Health:
    """When Telegram was last heard; kept in the database for whoever asks from outside."""

    def __init__(self, database: sqlite3.Connection, now: Callable[[], float] = time.time) -> None:
        self._database, self._now = database, now
        self._heard: float | None = None
        self._written = 0.0

    @property
    def age(self) -> float | None:
        """Seconds since Telegram was heard, None before the first time."""
        return None if self._heard is None else self._now() - self._heard

    def beat(self) -> None:
        """Note that Telegram was heard just now."""
        self._heard = self._now()
        if self._heard - self._written >= _WRITTEN_EVERY:
            self._written = self._heard
            self._database.execute("insert or replace into facts values ('heard', ?)", (str(self._heard),))


@dataclass(frozen=True, slots=True)
class Condition:
    """What ails the bot, a line each; nothing where it is well."""

    age: float | None
    """Seconds since Telegram was heard."""
    ailments: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether nothing ails it."""
        return not self.ailments

    @property
    def fields(self) -> dict[str, object]:
        """The condition as values that JSON can hold."""
        age = None if self.age is None else round(self.age, 1)
        return {"well": self.well, "heard_seconds_ago": age, "ailments": self.ailments}


def condition(age: float | None, stale: float, index: Path) -> Condition:
    """Return the bot's condition from the age of the last good poll and the state of the index."""
    ailments = []
    if age is None:
        ailments.append("Telegram has not been heard yet: is verbatim telegram running?")
    elif age > stale:
        ailments.append(f"Telegram was last heard {age:,.0f} s ago: see the log of verbatim telegram")
    try:
        open_current(index).close()
    except VerbatimError as error:
        ailments.append(str(error))
    return Condition(age, tuple(ailments))


def noted_age(path: Path) -> float | None:
    """Return how long ago the running bot heard Telegram, as it noted in its database; None where it never did."""
    try:
        with reading(path) as database:
            row = database.execute("select value from facts where name = 'heard'").fetchone()
    except sqlite3.Error:
        return None
    return time.time() - float(row[0]) if row else None
