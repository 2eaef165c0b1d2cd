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

from bot.redaction import Redactor, guard_crashes
from bot.telegram.application import application, set_menus
from bot.telegram.handlers.tellings import keep_telling
from bot.telegram.hearing.arrivals import Arrivals
from bot.telegram.hearing.polling import keep_trying, poll
from bot.telegram.hearing.webhook import receive
from bot.telegram.watching.health import condition
from bot.telegram.watching.logs import log_to_stderr
from bot.telegram.watching.metrics import monitor
from embeddings.errors import UnusableIndexError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Coroutine

    from tornado.httpserver import HTTPServer

    from bot.telegram.desk import Desk
    from bot.telegram.hearing.webhook import Webhook
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.health import Condition, Health

logger = logging.getLogger(__name__)
_TIDIED_EVERY = 3600.0
"""Seconds: what is deleted is kept for days, so an hour more or less is nothing."""
_LEAVE = 0.5
"""Seconds between the end of the work and the end of the process: a thread that still computes cannot be stopped,
and the interpreter would wait for it."""
_FAILED, _INTERRUPTED = 2, 130
_SWITCH = 0.001
"""Seconds for which a thread that answers may keep the interpreter from the one that hears: a fifth of the default."""


@dataclass(frozen=True, slots=True)
class Service:
    """A bot, put together."""

    client: Client
    database: sqlite3.Connection
    desk: Desk
    health: Health
    webhook: Webhook | None = None
    monitored_at: tuple[str, int] | None = None


def run(service: Service) -> int:
    """Run until SIGTERM or SIGINT, and return the exit status.

    From here on this process logs JSON lines and hides the bot's secrets.

    Raises BotError if the bot cannot go on.
    """
    redact = Redactor((service.client.token, service.webhook.secret if service.webhook else ""))
    guard_crashes(redact)
    log_to_stderr(redact)
    sys.setswitchinterval(_SWITCH)
    return asyncio.run(_until_signalled(service))


async def run_until(service: Service, stopping: asyncio.Event) -> None:
    """Run until told to stop; what is not answered by then stays in the inbox.

    Raises BotError if the bot cannot go on.
    """
    desk = service.desk
    app = application(service.client, desk)
    arrivals = Arrivals(app, desk.inbox, desk.metrics)
    try:
        await _unless(stopping, keep_trying(app.initialize, desk.patience))
        if not stopping.is_set():
            await _unless(stopping, _attend(service, arrivals))
    finally:
        desk.admission.close()
        await arrivals.drain(desk.patience.drain)
        await desk.outbox.drain(desk.patience.reply)
        desk.admission.shut_down()
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


async def _attend(service: Service, arrivals: Arrivals) -> None:
    """Answer what was left unanswered, then what is heard, for ever."""
    desk = service.desk
    server = _monitor(service)
    beside = (set_menus(service.client, desk.gate.admins), _tidy(desk), _open(desk), keep_telling(desk))
    aside = [asyncio.create_task(work) for work in beside]
    logger.info("hearing", extra={"bot": f"@{service.client.username}"})
    desk.outbox.resume()
    arrivals.replay()
    try:
        await _hear(service, arrivals)
    finally:
        if server:
            server.stop()
        for task in aside:
            task.cancel()


async def _hear(service: Service, arrivals: Arrivals) -> None:
    """Take updates for ever."""
    patience, beat = service.desk.patience, service.health.beat
    if service.webhook:
        await receive(service.client, service.webhook, arrivals, patience, beat)
    else:
        await poll(service.client, arrivals, patience, beat)


def _monitor(service: Service) -> HTTPServer | None:
    if service.monitored_at is None:
        return None
    desk, health = service.desk, service.health
    examine = partial(_condition, service)
    desk.metrics.watch("up", lambda: float(examine().well), "Whether the bot is well.")
    desk.metrics.watch("waiting", lambda: float(desk.admission.waiting), "Questions in line.")
    desk.metrics.watch("running", lambda: float(desk.admission.running), "Questions at work.")
    desk.metrics.watch("unanswered", lambda: float(desk.inbox.waiting()), "Updates without a reply yet.")
    desk.metrics.watch("unsent", lambda: float(desk.outbox.waiting), "Messages that are still to be sent.")
    desk.metrics.watch("heard_seconds_ago", lambda: health.age or 0.0, "Seconds since Telegram was heard.")
    return monitor(*service.monitored_at, desk.metrics, examine)


def _condition(service: Service) -> Condition:
    return condition(service.health.age, service.desk.patience.stale, service.desk.index)


async def _open(desk: Desk) -> None:
    """Open the index before the first question does."""
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, 0)
    except UnusableIndexError:
        logger.exception("the index cannot be read")
    else:
        logger.info("ready", extra={"index": shelf.generation, **shelf.counts})


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
