"""The running bot: hears, answers, and ends in good order."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.telegram.application import application, furnish, set_menus
from bot.telegram.attending import attend, keep_trying
from bot.telegram.dispatch import Dispatch
from bot.telegram.monitoring import monitor
from bot.telegram.watching.http_server import serve
from bot.telegram.watching.logs import log_to_stderr
from bot.telegram.watching.redaction import Redactor, guard_crashes
from bot.telegram.webhook import announce, receiver, still_ours
from embeddings.errors import UnusableIndexError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Coroutine
    from pathlib import Path

    from bot.telegram.desk import Desk
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.health import Health

logger = logging.getLogger(__name__)
_TIDIED_EVERY = 3600.0
_LEAVE = 0.5
"""Seconds between the end of the work and the end of the process: a thread that still computes cannot be stopped,
and the interpreter would wait for it."""
_FAILED, _INTERRUPTED = 2, 130
_SWITCH = 0.001
"""Seconds for which a thread that answers may keep the interpreter from the one that hears: a fifth of the default."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers, and where that arrives."""

    url: str
    secret: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Service:
    """A bot, put together."""

    client: Client
    database: sqlite3.Connection
    desk: Desk
    health: Health
    index: Path
    webhook: Webhook | None = None
    monitored_at: tuple[str, int] | None = None


def run(service: Service) -> int:
    """Run until SIGTERM or SIGINT, and return the exit status.

    From here on this process logs JSON lines and hides the bot's secrets.

    Raises TelegramError if the bot cannot go on.
    """
    redact = Redactor((service.client.token, service.webhook.secret if service.webhook else ""))
    guard_crashes(redact)
    log_to_stderr(redact)
    sys.setswitchinterval(_SWITCH)
    return asyncio.run(_until_signalled(service))


async def run_until(service: Service, stopping: asyncio.Event) -> None:
    """Run until told to stop; what is not answered by then stays in the inbox.

    Raises TelegramError if the bot cannot go on.
    """
    app = application(service.client)
    try:
        await _unless(stopping, keep_trying(app.initialize, service.desk.patience))
        if not stopping.is_set():
            furnish(app, service.desk)
            await _attend(service, Dispatch(app, service.desk), stopping)
    finally:
        service.desk.admission.shut_down()
        await app.shutdown()
        service.database.close()


async def _until_signalled(service: Service) -> int:
    stopping, received = asyncio.Event(), list[int]()
    loop = asyncio.get_running_loop()

    def stop(number: int, _frame: object) -> None:
        received.append(number)
        loop.call_soon_threadsafe(stopping.set)

    # Not the loop's own handlers: it gives them back when it closes, and a second signal would then kill.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    status = _FAILED
    try:
        await run_until(service, stopping)
        status = _INTERRUPTED if received[0] == signal.SIGINT else 0
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        leave = threading.Timer(_LEAVE, os._exit, (status,))
        leave.daemon = True
        leave.start()
    return status


async def _attend(service: Service, dispatch: Dispatch, stopping: asyncio.Event) -> None:
    desk = service.desk
    servers = []
    if service.monitored_at:
        servers.append(await serve(*service.monitored_at, monitor(desk, service.health, service.index)))
    if service.webhook:
        answer = receiver(service.webhook.url, service.webhook.secret, dispatch)
        servers.append(await serve(service.webhook.host, service.webhook.port, answer))
    beside = (set_menus(service.client, desk.gate.admins), _tidy(desk), _open(desk))
    aside = [asyncio.create_task(work) for work in beside]
    dispatch.replay()
    try:
        await _unless(stopping, _hear(service, dispatch))
    finally:
        for server in servers:
            server.close()
        for task in aside:
            task.cancel()
        await dispatch.drain(desk.patience.drain)


async def _hear(service: Service, dispatch: Dispatch) -> None:
    """Announce how updates are to come, and take them."""
    client, webhook, patience = service.client, service.webhook, service.desk.patience
    if webhook:
        await keep_trying(partial(announce, client, webhook.url, webhook.secret), patience)
    else:
        await keep_trying(client.delete_webhook, patience)

    async def hear(offset: int | None) -> list[object]:
        if webhook is None:
            return await client.raw_updates(offset, patience.poll)
        await still_ours(client, webhook.url)
        service.health.beat()
        await asyncio.sleep(patience.poll)
        return []

    await attend(hear, dispatch, service.health, patience)


async def _open(desk: Desk) -> None:
    """Open the index before the first question does."""
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, 0)
    except UnusableIndexError:
        logger.exception("the index cannot be read")
    else:
        logger.info("ready", extra={"told": {"index": shelf.generation, **shelf.counts}})


async def _tidy(desk: Desk) -> None:
    """Delete what is too old, now and every hour."""
    while True:
        desk.inbox.purge()
        desk.memory.purge()
        await asyncio.sleep(_TIDIED_EVERY)


async def _unless(stopping: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do the work until it ends or is to stop; raise what it raises."""
    stop, task = asyncio.create_task(stopping.wait()), asyncio.create_task(work)
    await asyncio.wait({stop, task}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
