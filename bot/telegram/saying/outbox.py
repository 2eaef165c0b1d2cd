"""The outbox: answers leave one after another, so that a crash leaves at most one of them in doubt."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

_Sent = TypeVar("_Sent")
_POLITE = 1.0
"""Seconds to wait for the answer before; a slow connection to one chat may not hold up all the others."""


class Outbox:
    """Sends an answer and notes at once that it has been sent."""

    def __init__(self, finish: Callable[[int], None]) -> None:
        self._finish = finish
        self._door = asyncio.Lock()

    async def deliver(self, update: int, send: Callable[[], Awaitable[_Sent]]) -> _Sent:
        """Return what sending returned, with the update marked done."""
        async with self._alone():
            sent = await send()
            self._finish(update)
        return sent

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        is_alone = True
        try:
            async with asyncio.timeout(_POLITE):
                await self._door.acquire()
        except TimeoutError:
            is_alone = False
        try:
            yield
        finally:
            if is_alone:
                self._door.release()
