"""A rebuild in a process of its own: its memory goes with it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from bot.settings import environment_without_secrets
from bot.telegram.errors import BotError
from embeddings.errors import BusyError
from embeddings.storage.generations import rebuild_lock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path
    from types import TracebackType

_BETWEEN = 3.0
"""Seconds between two reports, for Telegram limits how often a message changes; and between two looks at the lock."""
_KEPT = 12
"""Lines of its report that are kept: the last ones say how it went."""


def rebuild_now(command: Sequence[str]) -> None:
    """Rebuild and wait for it, its progress on standard error.

    Raises BotError if it fails; it has said why.
    """
    stopped, builds = list[int](), list[subprocess.Popen[bytes]]()

    def stop(number: int, _frame: object) -> None:
        stopped.append(number)
        for build in builds:
            build.kill()

    # A handler that raised could do so between the child's birth and its name, and leave it an orphan.
    signal.signal(signal.SIGTERM, stop)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment_without_secrets()) as build:  # noqa: S603
        builds.append(build)
        if stopped:
            build.kill()
    if stopped:
        sys.exit(0)
    if build.returncode:
        raise BotError("there is no index, and building one failed: run verbatim rebuild")


async def others_ending(index: Path) -> AsyncIterator[str]:
    """Wait until nobody rebuilds the index any more, as a killed bot's child may, and say so meanwhile."""
    while True:
        try:
            with rebuild_lock(index):
                return
        except BusyError:
            yield "Another rebuild still runs: this one begins when it has ended."
            await asyncio.sleep(_BETWEEN)


class Rebuilding:
    """A running rebuild; leaving ends it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self.report: list[str] = []
        self.succeeded = False

    async def __aenter__(self) -> Self:
        """Start the process."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=environment_without_secrets(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process if it still runs; an unfinished generation is never put in force."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def progress(self) -> AsyncIterator[str]:
        """Yield a line about how far it is, now and then, until it has ended."""
        reported = -_BETWEEN
        clock = asyncio.get_running_loop().time
        stderr = self._process.stderr
        while stderr and (line := await stderr.readline()):
            self.report = [*self.report, line.decode("utf-8", "replace").rstrip()][-_KEPT:]
            if clock() - reported >= _BETWEEN:
                reported = clock()
                yield self.report[-1]
        self.succeeded = await self._process.wait() == 0
