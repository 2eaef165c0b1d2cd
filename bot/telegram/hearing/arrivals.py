"""Updates on their way to the handlers: written down before Telegram hears that they arrived, ticked off afterwards.

The library's own queue loses whatever it holds when the process ends, and so nothing waits in this one.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.telegram.budgets import Budgets
from bot.telegram.hearing.inbox import State, is_update, sender

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram.ext import Application

    from bot.telegram.hearing.inbox import Inbox, RawUpdate
    from bot.telegram.watching.metrics import Metrics

logger = logging.getLogger(__name__)
_PER_MINUTE = 120
"""Updates of one user and kind that are looked at: more than anybody types or taps. The rest of a flood is dropped
unread, so that nobody else waits behind it."""


class Arrivals(asyncio.Queue[object]):
    """Takes updates from Telegram and runs their handlers, many at once: what is limited is the line of questions."""

    def __init__(self, app: Application[Any, Any, Any, Any, Any, Any], inbox: Inbox, metrics: Metrics) -> None:
        super().__init__()
        self._app, self._inbox, self._metrics = app, inbox, metrics
        self._budgets = Budgets(_PER_MINUTE)
        self._tasks = set[asyncio.Task[None]]()

    async def put(self, item: object) -> None:
        """Take an update; the library calls this with each delivery to the webhook."""
        assert isinstance(item, Update)  # noqa: S101 - it delivers nothing else
        await self.receive([item.to_dict()])

    async def receive(self, updates: Iterable[object]) -> int | None:
        """Write the updates down and handle the new ones; return the highest number, None where there is none."""
        known = [update for update in updates if is_update(update)]
        for update in self._inbox.receive([update for update in known if await self._is_looked_at(update)]):
            self._hand_on(update)
        return max((int(update["update_id"]) for update in known), default=None)

    def replay(self) -> None:
        """Handle what a run before left unfinished."""
        for update in self._inbox.unfinished():
            self._hand_on(update)

    async def drain(self, seconds: float) -> None:
        """Let what runs end, for so many seconds at most; the rest stays in the inbox."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _is_looked_at(self, update: RawUpdate) -> bool:
        kind = next((name for name in update if name != "update_id"), "")
        spent = await self._budgets.spend((sender(update), kind))
        if not spent:
            self._metrics.count("updates", "flood")
        return spent

    def _hand_on(self, raw: RawUpdate) -> None:
        number = raw["update_id"]
        try:
            update = Update.de_json(raw, self._app.bot)
        except Exception as error:  # noqa: BLE001 - nothing that Telegram may send can stop the others
            self._inbox.finish(number, State.UNREADABLE)
            self._metrics.count("updates", "unreadable")
            logger.warning("an update cannot be read", extra={"update": number, "why": type(error).__name__})
        else:
            task = asyncio.create_task(self._handle(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _handle(self, update: Update) -> None:
        await self._app.process_update(update)
        self._inbox.finish(update.update_id)
