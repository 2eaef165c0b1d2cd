"""From the inbox to the handlers: each update on its own, written down before and ticked off after."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeGuard

from telegram import Update

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.telegram.application import App
    from bot.telegram.desk import Desk
    from bot.telegram.hearing.inbox import RawUpdate

logger = logging.getLogger(__name__)
_MOST = 1000
"""Updates in hand at most; more stay at Telegram, which keeps them for a day."""
_LARGEST_ID = 2**63


class Dispatch:
    """The updates in hand."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Event()
        self._room.set()
        self.left_over = False
        """Whether a reply could not be sent and waits for another try."""

    @property
    def is_full(self) -> bool:
        """Whether no more should be fetched just now."""
        return len(self._tasks) >= _MOST

    async def room(self) -> None:
        """Wait until there is room for more updates."""
        await self._room.wait()

    def receive(self, updates: Iterable[object]) -> int | None:
        """Write the updates down and start on the new ones; return the highest number, None where there is none."""
        known = [update for update in updates if _is_update(update)]
        for update in self._desk.inbox.receive(known):
            self._start(update)
        return max((int(update["update_id"]) for update in known), default=None)

    def replay(self) -> None:
        """Start on what was left unfinished."""
        self.left_over = False
        for update in self._desk.inbox.unfinished():
            if update["update_id"] not in self._tasks:
                self._start(update)

    async def drain(self, seconds: float) -> bool:
        """Let what runs end, for so many seconds at most; return whether all of it did."""
        self._desk.admission.close()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)
        left = list(self._tasks.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return not left

    def _start(self, update: RawUpdate) -> None:
        key = update["update_id"]
        task = self._tasks[key] = asyncio.create_task(self._process(key, update))
        task.add_done_callback(lambda done: self._ended(key, done))
        if self.is_full:
            self._room.clear()

    def _ended(self, key: int, done: asyncio.Task[None]) -> None:
        del self._tasks[key]
        if not self.is_full:
            self._room.set()
        fault = None if done.cancelled() else done.exception()
        if fault:
            logger.error("an update was not finished", exc_info=fault, extra={"told": {"update": key}})

    async def _process(self, key: int, raw: RawUpdate) -> None:
        inbox = self._desk.inbox
        try:
            update = Update.de_json(raw, self._app.bot)
        except Exception as error:  # noqa: BLE001 - nothing that Telegram may send can stop the others
            inbox.set_aside(key)
            self._desk.metrics.count("updates", "unreadable")
            logger.warning("an update cannot be read", extra={"told": {"update": key, "why": type(error).__name__}})
            return
        inbox.begin(key)
        await self._app.process_update(update)
        if key in self._desk.unsent:
            self._desk.unsent.discard(key)
            self.left_over = True
        else:
            inbox.finish(key)


def _is_update(update: object) -> TypeGuard[RawUpdate]:
    """Return whether it has a number to know it by; what has none can be neither kept nor confirmed."""
    key = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(key, int) and 0 <= key < _LARGEST_ID
