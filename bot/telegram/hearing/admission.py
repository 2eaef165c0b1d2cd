"""Decides who is answered when: one question at a time per user, and a line no longer than what a minute computes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

from bot.telegram.budgets import Budgets
from bot.telegram.errors import Busy, Late

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

_Result = TypeVar("_Result")
Noted = Callable[[], AbstractContextManager[None]]
"""Makes the context that holds while the work is done."""
_FIRST_GUESS = 0.1
"""Seconds that a question is expected to take before any has been computed: more than most."""
_SHARE = 0.1
"""What the latest question counts for in the average."""
_SLOW = 2.0
"""A question counts as taking this many times the average at most: the first ones wait for the index to be opened, and
nobody is sent away for that."""
_LONGER = 2.0
"""A user who has waited this many times the longest allowed wait is turned away: the queue is stuck."""
_QUICK = 3
"""Taps and letters typed for each question: turning pages costs a tap each."""


class Kind(StrEnum):
    """What a user may do so many times a minute, each with a budget and a turn of its own."""

    QUESTION = "question"
    TAP = "tap"
    INLINE = "inline"


Key = tuple[Kind, int]
"""Whose turn it is, and what for."""


class Admission:
    """Work for users, off the event loop.

    Each user's questions take turns, so one user with many holds one place at the workers like everybody else.
    """

    def __init__(self, workers: int, longest_wait: float, per_minute: int, seconds: float) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="question")
        self._free = asyncio.Semaphore(workers)
        self._workers, self._longest_wait, self._seconds = workers, longest_wait, seconds
        self._average = _FIRST_GUESS
        self._turns: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        self._suspects = asyncio.Lock()
        self._budgets = {kind: Budgets(per_minute * (1 if kind == Kind.QUESTION else _QUICK)) for kind in Kind}
        self._in_line: set[asyncio.Task[object] | None] = set()
        self._at_work: set[Key] = set()
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._in_line)

    @property
    def running(self) -> int:
        """How many are at work, the late ones included."""
        return len(self._at_work)

    @asynccontextmanager
    async def turn(self, kind: Kind, user: int, *, alone: bool = False) -> AsyncIterator[None]:
        """Hold the user's turn; of those who are to be alone, one holds it at a time.

        Raises Busy if the user asks too fast, or the line is full or does not move; CancelledError once it is closed.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        key = kind, user
        turn = self._turns.setdefault(key, asyncio.Lock())
        if key in self._at_work and not turn.locked():
            raise Busy("I am still at your last question. Give me a minute.")
        if not await self._budgets[kind].spend(user):
            raise Busy("You ask faster than I can read: I skip what you write until a minute has passed.")
        await self._wait(turn)
        try:
            async with self._suspects if alone else nullcontext():
                yield
        finally:
            turn.release()

    async def run(self, kind: Kind, user: int, work: Callable[[], _Result], noted: Noted = nullcontext) -> _Result:
        """Return what the work returns, done in a thread when one is free; ``noted`` is entered meanwhile.

        Raises Busy if none gets free, Late if the work takes too long; it then keeps its thread until it ends, for a
        thread cannot be stopped.
        """
        await self._wait(self._free)
        key, began = (kind, user), time.monotonic()
        with noted():
            future = asyncio.get_running_loop().run_in_executor(self._executor, work)
            self._at_work.add(key)
            future.add_done_callback(lambda done: self._leave(key, done, time.monotonic() - began))
            await asyncio.wait({future}, timeout=self._seconds)
        if not future.done():
            raise Late
        return future.result()

    def close(self) -> None:
        """Send away everybody in line and whoever comes; who is at work may finish."""
        self._is_closed = True
        for task in self._in_line:
            if task:
                task.cancel()

    def shut_down(self) -> None:
        """Take no more work; threads that still run are left alone."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _wait(self, until: asyncio.Lock | asyncio.Semaphore) -> None:
        if not until.locked():
            await until.acquire()
            return
        if self.waiting * self._average / self._workers >= self._longest_wait:
            raise Busy("Too many people are asking just now. Try again in a moment.")
        with self._place():
            try:
                async with asyncio.timeout(self._longest_wait * _LONGER):
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

    def _leave(self, key: Key, done: asyncio.Future[_Result], seconds: float) -> None:
        self._average += _SHARE * (min(seconds, _SLOW * self._average) - self._average)
        self._at_work.discard(key)
        self._free.release()
        if not done.cancelled():
            done.exception()  # seen, so that nobody logs it as forgotten
