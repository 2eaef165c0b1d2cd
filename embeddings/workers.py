"""Maps a function over many items with one process per core: results in order, few of them waiting."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Self, TypeVar

from embeddings.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
WORTH_STARTING = 64
"""From this many items on, starting processes is worth it: one takes 0.25 s of CPU, an article 0.014 s."""
BATCH = 8
"""Items sent to a process at a time: pickling one article costs little beside reading it."""
AHEAD = 3
"""Batches per process that may wait for whoever takes the results: enough that no process is idle meanwhile."""

_SELDOM = 50_000
"""New objects after which what refers to itself is looked for in a process that reads articles: their documents do not,
and looking after 700, as Python does, takes a ninth of the time."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes for so many items; none if the items are few or there is only one core."""

    def __init__(self, items: int) -> None:
        self._count = cores() if items >= WORTH_STARTING else 1
        # A forked process would inherit locks of threads that it does not have.
        self._pool = (
            ProcessPoolExecutor(self._count, get_context("spawn"), initializer=_begin) if self._count > 1 else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """Yield the function's result for each item, in order; function, items and results must be picklable.

        Raises what the function raises, and WorkerError if a process was killed.
        """
        if not self._pool:
            yield from map(function, items)
            return
        remaining = iter(items)
        waiting: deque[Future[list[_Result]]] = deque()
        try:
            while batch := list(islice(remaining, BATCH)):
                waiting.append(self._pool.submit(_map_batch, function, batch))
                if len(waiting) > AHEAD * self._count:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError("a process that was reading was killed: free some memory and try again") from error


def _map_batch(function: Callable[[_Item], _Result], items: list[_Item]) -> list[_Result]:
    return [function(item) for item in items]


def collect_seldom() -> None:
    """Let the garbage collector look through this process's objects seldom."""
    gc.set_threshold(_SELDOM)


def _begin() -> None:
    """Leave interrupts to the parent process, end when it ends, however it ends, and lose no time with collecting."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
