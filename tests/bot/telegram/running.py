"""The real bot, in a thread or in a process of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.settings import load_settings
from bot.telegram.assembly import assemble
from bot.telegram.patience import Patience
from bot.telegram.service import run_until
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.telegram.librarian import Librarian
    from bot.telegram.service import Service
    from tests.bot.telegram.bot_api import BotApi

QUICK = Patience(poll=1.0, first=0.01, longest=0.05, conflict=0.5, drain=2.0, news=0.05)


class Running:
    """A bot in a thread."""

    def __init__(
        self, librarian: Librarian, patience: Patience, *, now: Callable[[], float] = time.time, **options: object
    ) -> None:
        self._librarian, self._patience, self._now, self._options = librarian, patience, now, options
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun = threading.Event()
        self.service: Service | None = None
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Start the thread, and wait until the bot is put together."""
        self.thread.start()
        self._begun.wait(60)

    def stop(self) -> None:
        """Tell the bot to stop, and wait until it has."""
        if self._loop and self.thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        self.thread.join(60)
        assert not self.thread.is_alive(), "the bot does not stop"

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            self.error = error
        finally:
            self._begun.set()

    async def _serve(self) -> None:
        self._stopping, self._loop = asyncio.Event(), asyncio.get_running_loop()
        settings = load_settings(_env_file=os.devnull, **self._options)
        self.service = assemble(settings, self._librarian, self._patience, self._now)
        self._begun.set()
        await run_until(self.service, self._stopping)


@contextmanager
def running(
    api: BotApi,
    folder: Path,
    librarian: Librarian,
    patience: Patience = QUICK,
    *,
    ends: bool = False,
    **options: Any,  # noqa: ANN401 - the settings, and the clock
) -> Iterator[Running]:
    """Yield a bot that talks to the server; everybody may use it unless the options say otherwise.

    One that ends by itself keeps what it raised as its ``error``.
    """
    access = {} if "telegram_allowed" in options else {"telegram_public": True}
    told = {
        "telegram_token": api.token,
        "telegram_api_url": api.url,
        "index": folder / "index",
        "seeds": folder / "seeds",
    }
    bot = Running(librarian, patience, **{**told, **access, **options})
    bot.start()
    try:
        yield bot
    finally:
        bot.stop()
    if bot.error and not ends:
        raise bot.error


@contextmanager
def process(api: BotApi, folder: Path, *command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a bot in a process of its own; what it prints goes into the folder's ``log``."""
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "VERBATIM_"))},
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_DATABASE": str(folder / "telegram.sqlite"),
        "TELEGRAM_PUBLIC": "true",
        **environment,
    }
    arguments = [sys.executable, *(command or ("-m", "bot", "telegram"))]
    with (folder / "log").open("ab") as log:
        bot = subprocess.Popen(arguments, env=variables, cwd=folder, stdout=log, stderr=log)
    try:
        yield bot
    finally:
        if bot.poll() is None:
            bot.kill()
        bot.wait(60)
