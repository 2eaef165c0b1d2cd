"""How fast the bot speaks: within Telegram's limits, patient when told to wait, and never the same thing twice."""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.budgets import Budgets

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.telegram.patience import Patience

_PER_GROUP = 18
"""Messages a minute into one group; Telegram allows 20 (core.telegram.org/bots/faq). To everybody together it allows
some 30 a second; answers, which leave one after another, stay below that by themselves."""
_PATIENT_AT_ONCE = 4
"""Patient requests under way at most: enough to keep the line to Telegram busy."""
_COUNTED = frozenset({"sendMessage", "sendPhoto", "editMessageText"})
_TRIES = 3
"""Times that a request is made at most: who waits for an answer does not wait much longer."""
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Faults before the request left: it is safe to make it again. After any other one it may have arrived."""


class Pacing(BaseRateLimiter[bool]):
    """Stands before every request but the one for updates."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._groups = Budgets(_PER_GROUP)
        self._silent_until: dict[object, float] = {}
        self._patient = asyncio.Semaphore(_PATIENT_AT_ONCE)

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to give back."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: bool | None,  # noqa: FBT001 - the library's signature
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the request when it may be made; again only if Telegram asked for that or never got it.

        What is marked as patient lets everything else pass: a crowd's answers may not delay somebody's /help.
        """
        lane = self._patient if rate_limit_args else nullcontext()
        chat = data.get("chat_id")
        await self._keep_pace(endpoint, chat)
        for left in reversed(range(_TRIES)):
            await self._keep_silence(chat)
            try:
                async with lane:
                    return await callback(*args, **kwargs)
            except RetryAfter as warning:
                self._hush(chat, warning, left)
            except NetworkError as fault:
                if not left or not never_sent(fault):
                    raise
                await asyncio.sleep(self._patience.pause(_TRIES - left))
        raise AssertionError("the last try returns or raises")

    async def _keep_pace(self, endpoint: str, chat: object) -> None:
        if endpoint in _COUNTED and isinstance(chat, int) and chat < 0:
            await self._groups.of(chat).acquire()

    async def _keep_silence(self, chat: object) -> None:
        """Wait as long as Telegram wants this chat left alone; other chats need not wait."""
        await asyncio.sleep(max(0.0, self._silent_until.get(chat, 0.0) - time.monotonic()))
        self._silent_until.pop(chat, None)

    def _hush(self, chat: object, warning: RetryAfter, left: int) -> None:
        seconds = seconds_of(warning)
        if not left or seconds > self._patience.flood:
            raise warning
        self._silent_until[chat] = time.monotonic() + seconds


def never_sent(fault: NetworkError) -> bool:
    """Return whether the request surely did not reach Telegram."""
    return isinstance(fault.__cause__, _NEVER_SENT)


def seconds_of(warning: RetryAfter) -> float:
    """Return how long Telegram wants to be left alone."""
    wait = warning.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
