"""Updates on their way to the handlers: written down before Telegram hears that they arrived, ticked off afterwards.

The library's own queue loses whatever it holds when the process ends.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.hearing.inbox import State, is_update

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

    from bot.telegram.hearing.inbox import Inbox, RawUpdate
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.metrics import Metrics

logger = logging.getLogger(__name__)
_MOST_AT_ONCE = 1000
"""Updates in hand at most; more stay at Telegram, which keeps them for a day."""


class Arrivals(asyncio.Queue[object]):
    """The queue between Telegram and the handlers."""

    def __init__(self, client: Client, inbox: Inbox, metrics: Metrics) -> None:
        super().__init__()
        self._client, self._inbox, self._metrics = client, inbox, metrics
        self.in_hand: set[int] = set()

    @property
    def is_full(self) -> bool:
        """Whether no more should be fetched just now."""
        return len(self.in_hand) >= _MOST_AT_ONCE

    async def put(self, item: object) -> None:
        """Write an update down and queue it; the library calls this with each delivery to the webhook."""
        if isinstance(item, Update):
            self.receive([item.to_dict()])
        else:
            await super().put(item)

    def receive(self, updates: Iterable[object]) -> int | None:
        """Write the updates down and queue the new ones; return the highest number, None where there is none."""
        known = [update for update in updates if is_update(update)]
        for update in self._inbox.receive(known):
            self._hand_on(update)
        return max((int(update["update_id"]) for update in known), default=None)

    def replay(self) -> None:
        """Queue what was left unfinished."""
        for update in self._inbox.unfinished():
            if update["update_id"] not in self.in_hand:
                self._hand_on(update)

    def _hand_on(self, raw: RawUpdate) -> None:
        number = raw["update_id"]
        try:
            update = Update.de_json(raw, self._client)
        except Exception as error:  # noqa: BLE001 - nothing that Telegram may send can stop the others
            self._inbox.finish(number, State.UNREADABLE)
            self._metrics.count("updates", "unreadable")
            logger.warning("an update cannot be read", extra={"update": number, "why": type(error).__name__})
        else:
            self.in_hand.add(number)
            self.put_nowait(update)


class Processor(BaseUpdateProcessor):
    """Runs the handlers of many updates at once, and ticks off each update whose handlers are through."""

    def __init__(self, inbox: Inbox, arrivals: Arrivals, unsent: set[int]) -> None:
        super().__init__(_MOST_AT_ONCE)
        self._inbox, self._arrivals, self._unsent = inbox, arrivals, unsent
        self._tasks = set[asyncio.Task[Any] | None]()

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run an update's handlers; one whose reply never left stays in the inbox."""
        assert isinstance(update, Update)  # noqa: S101 - the queue holds nothing else
        task, number = asyncio.current_task(), update.update_id
        self._tasks.add(task)
        self._inbox.begin(number)
        try:
            await coroutine
        finally:
            self._tasks.discard(task)
            self._arrivals.in_hand.discard(number)
        if number not in self._unsent:
            self._inbox.finish(number)

    async def drain(self, seconds: float) -> None:
        """Let what runs end, for so many seconds at most; the rest stays in the inbox."""
        tasks = [task for task in self._tasks if task]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
