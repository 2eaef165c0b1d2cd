"""Decides who is answered when: a bounded line, one question at a time per user, a bounded number at work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

from bot.telegram.budgets import Budgets
from bot.telegram.errors import Busy, Late

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Hashable, Iterator

_Result = TypeVar("_Result")
Pause = Callable[[], AbstractContextManager[None]]
"""Makes the context that holds while somebody waits."""

_PATIENCE = 120.0
"""Seconds in line at most: who waited longer has asked somebody else."""


class Admission:
    """Work for users, off the event loop.

    Each user's questions take turns, so one user with many holds one place at the workers like everybody else.
    """

    def __init__(self, workers: int, line: int, per_minute: int, seconds: float) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="question")
        self._free = asyncio.Semaphore(workers)
        self._turns: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._budgets = Budgets(per_minute)
        self._line, self._seconds = line, seconds
        self._in_line: set[asyncio.Task[object] | None] = set()
        self._at_work: set[Hashable] = set()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._in_line)

    @property
    def running(self) -> int:
        """How many are at work, the late ones included."""
        return len(self._at_work)

    @asynccontextmanager
    async def turn(self, user: Hashable, paused: Pause = nullcontext) -> AsyncIterator[None]:
        """Hold the user's turn; ``paused`` is entered while it has to be waited for.

        Raises Busy if the user asks too fast, or the line is full or does not move; CancelledError once it is closed.
        """
        if self._closed:
            raise asyncio.CancelledError
        if user in self._at_work and not self._has_turn(user):
            raise Busy("I am still at your last question. Give me a minute.")
        if not await self._budgets.spend(user):
            raise Busy("You ask faster than I can read. Give me a minute.")
        turn = self._turns.setdefault(user, asyncio.Lock())
        await self._wait(turn, paused)
        try:
            yield
        finally:
            turn.release()

    async def run(self, user: Hashable, work: Callable[[], _Result], paused: Pause = nullcontext) -> _Result:
        """Return what the work returns, done in a thread when one is free.

        Raises Busy if none gets free, Late if the work takes too long; it then keeps its thread until it ends, for a
        thread cannot be stopped.
        """
        await self._wait(self._free, paused)
        future = asyncio.get_running_loop().run_in_executor(self._executor, work)
        self._at_work.add(user)
        future.add_done_callback(lambda done: self._leave(user, done))
        await asyncio.wait({future}, timeout=self._seconds)
        if not future.done():
            raise Late
        return future.result()

    def close(self) -> None:
        """Send away everybody in line and whoever comes; who is at work may finish."""
        self._closed = True
        for task in self._in_line:
            if task:
                task.cancel()

    def shut_down(self) -> None:
        """Take no more work; threads that still run are left alone."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _has_turn(self, user: Hashable) -> bool:
        turn = self._turns.get(user)
        return turn is not None and turn.locked()

    async def _wait(self, until: asyncio.Lock | asyncio.Semaphore, paused: Pause) -> None:
        if not until.locked():
            await until.acquire()
            return
        if self.waiting >= self._line:
            raise Busy("Too many people are asking just now. Try again in a moment.")
        with paused(), self._place():
            try:
                async with asyncio.timeout(_PATIENCE):
                    await until.acquire()
            except TimeoutError:
                raise Busy("The line is not moving. Try again later.") from None

    @contextmanager
    def _place(self) -> Iterator[None]:
        task = asyncio.current_task()
        self._in_line.add(task)
        try:
            yield
        finally:
            self._in_line.discard(task)

    def _leave(self, user: Hashable, done: asyncio.Future[_Result]) -> None:
        self._at_work.discard(user)
        self._free.release()
        if not done.cancelled():
            done.exception()  # seen, so that nobody logs it as forgotten
