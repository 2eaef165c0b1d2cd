"""What happens when answering fails: nobody is told twice, who is gone is let go, the rest is logged."""

from __future__ import annotations

import logging
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.saying.pacing import never_sent
from bot.telegram.saying.rich import plain
from bot.telegram.saying.speech import say

if TYPE_CHECKING:
    from bot.telegram.desk import Desk

logger = logging.getLogger(__name__)
_GONE = (
    "chat not found", "message to edit not found", "message can't be edited", "message is not modified",
    "message to be replied not found", "message thread not found", "query is too old", "not enough rights",
    "have no rights", "user is deactivated", "topic_closed", "topic_deleted",
)  # fmt: skip
"""What Telegram says where nobody is left to be told, in lower case; none of it is a fault of ours."""
_SORRY = "Something went wrong, and it is not your fault. Try again later."


class Fault(StrEnum):
    """Why a handler failed."""

    GONE = "gone"
    UNSENT = "unsent"
    IN_DOUBT = "in doubt"
    FLOOD = "flood"
    REFUSED = "refused"
    FAILED = "failed"


async def on_fault(desk: Desk, update: object, error: BaseException | None) -> None:
    """Deal with what a handler raised."""
    number = update.update_id if isinstance(update, Update) else 0
    fault = _kind(error)
    desk.metrics.count("faults", fault)
    details = {"update": number, "why": str(error)}
    if fault == Fault.GONE:
        logger.info("nobody is there any more", extra=details)
    elif fault == Fault.UNSENT:
        desk.unsent.add(number)
        logger.warning("not sent, kept for later", extra=details)
    elif fault in {Fault.FLOOD, Fault.IN_DOUBT}:
        # Once more might be twice: there is no key by which Telegram would know a repeated message.
        logger.warning("perhaps not delivered", extra=details)
    else:
        logger.error("a handler failed", exc_info=error, extra={"update": number})
        await _apologize(update)


def _kind(error: BaseException | None) -> Fault:
    match error:
        case Forbidden() | ChatMigrated():
            return Fault.GONE
        case BadRequest():
            return Fault.GONE if any(sign in str(error).lower() for sign in _GONE) else Fault.REFUSED
        case NetworkError() if never_sent(error):
            return Fault.UNSENT
        case NetworkError() | TimedOut():
            return Fault.IN_DOUBT
        case _:
            return Fault.FLOOD if isinstance(error, RetryAfter) else Fault.FAILED


async def _apologize(update: object) -> None:
    if isinstance(update, Update) and update.message:
        with suppress(TelegramError):
            await say(update.message, plain(_SORRY))
