"""Hearing from Telegram without end, through whatever goes wrong but two things."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter
from telegram.error import TelegramError as ApiError

from bot.telegram.errors import TelegramError
from bot.telegram.saying.pacing import seconds_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.dispatch import Dispatch
    from bot.telegram.patience import Patience
    from bot.telegram.watching.health import Health

logger = logging.getLogger(__name__)
REFUSED = "Telegram refuses the token: check TELEGRAM_TOKEN with @BotFather"
_CONFLICT = "another program fetches this bot's updates: stop it, or use another token"


async def keep_trying(call: Callable[[], Awaitable[object]], patience: Patience) -> None:
    """Make a call until it succeeds.

    Raises TelegramError if Telegram refuses the token, or the call for what it asks.
    """
    faults = 0
    while True:
        try:
            await call()
        except InvalidToken:
            raise TelegramError(REFUSED) from None
        except BadRequest as refusal:
            raise TelegramError(f"Telegram refuses what the settings ask for: {refusal}") from None
        except ApiError as fault:
            faults += 1
            await asyncio.sleep(_pause(fault, faults, patience))
        else:
            return


async def attend(
    hear: Callable[[int | None], Awaitable[list[object]]], dispatch: Dispatch, health: Health, patience: Patience
) -> None:
    """Hear from Telegram for ever; each update is written down before the next request confirms it.

    Raises TelegramError if Telegram refuses the token, or somebody else fetches the updates for too long.
    """
    offset, faults, conflict_since = None, 0, None
    while True:
        await dispatch.room()
        try:
            highest = dispatch.receive(await hear(offset))
        except InvalidToken:
            raise TelegramError(REFUSED) from None
        except (ApiError, sqlite3.Error) as fault:
            faults += 1
            conflict_since = _conflict(fault, conflict_since, patience)
            await asyncio.sleep(_pause(fault, faults, patience))
            continue
        health.beat()
        offset = offset if highest is None else max(highest + 1, offset or 0)
        if faults:
            logger.info("Telegram is heard again", extra={"told": {"faults": faults}})
        if dispatch.left_over:
            dispatch.replay()
        faults, conflict_since = 0, None


def _conflict(fault: Exception, since: float | None, patience: Patience) -> float | None:
    """Return since when somebody else has been fetching the updates, None where nobody is."""
    if not isinstance(fault, Conflict):
        return None
    since = since or time.monotonic()
    if time.monotonic() - since > patience.conflict:
        raise TelegramError(_CONFLICT) from None
    return since


def _pause(fault: Exception, faults: int, patience: Patience) -> float:
    """Return how long to wait before trying again, and log the fault; a flood warning says so itself."""
    asked = seconds_of(fault) if isinstance(fault, RetryAfter) else 0.0
    wait = max(min(asked, patience.flood), patience.pause(faults))
    told = {"why": f"{type(fault).__name__}: {fault}", "faults": faults, "again_in": round(wait, 1)}
    logger.warning("Telegram cannot be reached", extra={"told": told})
    return wait
