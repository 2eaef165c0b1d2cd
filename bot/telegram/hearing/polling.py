"""Hearing from Telegram for ever, through whatever goes wrong but two things.

The library's own loop ends silently when the token is refused, and goes on for ever beside another program that fetches
the same updates.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram.errors import BotError
from bot.telegram.saying.client import seconds_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.hearing.arrivals import Arrivals
    from bot.telegram.patience import Patience
    from bot.telegram.saying.client import Client

logger = logging.getLogger(__name__)


async def poll(client: Client, arrivals: Arrivals, patience: Patience, heard: Callable[[], None]) -> None:
    """Fetch updates for ever; each is written down before the next request confirms it.

    Raises BotError as `keep_trying` does.
    """
    offset: int | None = None

    async def fetch() -> None:
        nonlocal offset
        highest = await arrivals.receive(await client.raw_updates(offset, patience.poll))
        offset = offset if highest is None else max(highest + 1, offset or 0)
        heard()

    await keep_trying(client.delete_webhook, patience)
    while True:
        await keep_trying(fetch, patience)


async def keep_trying(call: Callable[[], Awaitable[object]], patience: Patience) -> None:
    """Make a call until it succeeds, with growing pauses.

    Raises BotError if Telegram refuses the token or what is asked, or another program fetches the updates for too long.
    """
    faults, conflict_since = 0, None
    while True:
        try:
            await call()
        except (InvalidToken, EndPointNotFound):  # the second where a request is made by its name
            raise BotError("Telegram refuses the token: check TELEGRAM_TOKEN with @BotFather") from None
        except BadRequest as refusal:
            raise BotError(f"Telegram refuses what the settings ask for: {refusal}") from None
        except (TelegramError, sqlite3.Error) as fault:
            faults += 1
            conflict_since = _conflict(fault, conflict_since, patience)
            await asyncio.sleep(_pause(fault, faults, patience))
        else:
            if faults:
                logger.info("Telegram is heard again", extra={"faults": faults})
            return


def _conflict(fault: Exception, since: float | None, patience: Patience) -> float | None:
    """Return since when another program has been fetching the updates, None where none is."""
    if not isinstance(fault, Conflict):
        return None
    since = since or time.monotonic()
    if time.monotonic() - since > patience.conflict:
        raise BotError("another program fetches this bot's updates: stop it, or use another token") from None
    return since


def _pause(fault: Exception, faults: int, patience: Patience) -> float:
    """Return how long to wait before the next try, and log the fault; a flood warning names a time itself."""
    asked = seconds_of(fault) if isinstance(fault, RetryAfter) else 0.0
    wait = max(asked * patience.second, patience.pause(faults))
    why = f"{type(fault).__name__}: {fault}"
    logger.warning("Telegram cannot be reached", extra={"why": why, "faults": faults, "again_in": round(wait, 1)})
    return wait
