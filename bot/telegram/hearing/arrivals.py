"""Updates on their way to the handlers: written down before Telegram hears that they arrived, ticked off afterwards.

The library's own queue loses whatever it holds when the process ends.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import SimpleUpdateProcessor

from bot.telegram.budgets import Budgets
from bot.telegram.hearing.inbox import State, is_update, sender

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

    from bot.telegram.hearing.inbox import Inbox, RawUpdate
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.metrics import Metrics

logger = logging.getLogger(__name__)
_PER_MINUTE = 120
"""Updates of one user and kind that are looked at: more than anybody types or taps. The rest of a flood is dropped
unread, so that nobody else waits behind it."""
_AT_ONCE = 10_000
"""Updates that the library handles at once; what is limited is the line of questions, not the updates."""


class Arrivals(asyncio.Queue[object]):
    """The queue between Telegram and the handlers."""

    def __init__(self, client: Client, inbox: Inbox, metrics: Metrics) -> None:
        super().__init__()
        self._client, self._inbox, self._metrics = client, inbox, metrics
        self._budgets = Budgets(_PER_MINUTE)

    async def put(self, item: object) -> None:
        """Write an update down and queue it; the library calls this with each delivery to the webhook."""
        if isinstance(item, Update):
            await self.receive([item.to_dict()])
        else:
            await super().put(item)

    async def receive(self, updates: Iterable[object]) -> int | None:
        """Write the updates down and queue the new ones; return the highest number, None where there is none."""
        known = [update for update in updates if is_update(update)]
        for update in self._inbox.receive([update for update in known if await self._is_looked_at(update)]):
            self._hand_on(update)
        return max((int(update["update_id"]) for update in known), default=None)

    def replay(self) -> None:
        """Queue what a run before left unfinished."""
        for update in self._inbox.unfinished():
            self._hand_on(update)

    async def _is_looked_at(self, update: RawUpdate) -> bool:
        kind = next((name for name in update if name != "update_id"), "")
        spent = await self._budgets.spend((sender(update), kind))
        if not spent:
            self._metrics.count("updates", "flood")
        return spent

    def _hand_on(self, raw: RawUpdate) -> None:
        number = raw["update_id"]
        try:
            update = Update.de_json(raw, self._client)
        except Exception as error:  # noqa: BLE001 - nothing that Telegram may send can stop the others
            self._inbox.finish(number, State.UNREADABLE)
            self._metrics.count("updates", "unreadable")
            logger.warning("an update cannot be read", extra={"update": number, "why": type(error).__name__})
        else:
            self.put_nowait(update)


class Processor(SimpleUpdateProcessor):
    """Runs the handlers of many updates at once, and ticks off each update whose handlers are through."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(_AT_ONCE)
        self._inbox = inbox
        self._tasks = set[asyncio.Task[Any] | None]()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run an update's handlers."""
        assert isinstance(update, Update)  # noqa: S101 - the queue holds nothing else
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await coroutine
        finally:
            self._tasks.discard(task)
        self._inbox.finish(update.update_id)

    async def drain(self, seconds: float) -> None:
        """Let what runs end, for so many seconds at most; the rest stays in the inbox."""
        tasks = [task for task in self._tasks if task]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
