"""What happens when answering fails: who is gone is let go, nothing is said twice, the rest is logged."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.saying.pacing import never_sent
from bot.telegram.saying.rich import plain
from bot.telegram.saying.speech import say

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.telegram.desk import Desk

logger = logging.getLogger(__name__)
_GONE = (
    "chat not found", "message to edit not found", "message can't be edited", "message is not modified",
    "message to be replied not found", "message thread not found", "query is too old", "not enough rights",
    "have no rights", "user is deactivated", "topic_closed", "topic_deleted",
)  # fmt: skip
"""What Telegram says where nobody is left to be told, in lower case; none of it is a fault of ours."""
_SORRY = "Something went wrong, and it is not your fault. Try again later."


async def on_fault(desk: Desk, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Deal with what a handler raised."""
    fault = context.error
    key = update.update_id if isinstance(update, Update) else 0
    kind = _kind(fault)
    desk.metrics.count("faults", kind)
    if kind == "gone":
        logger.info("nobody is there any more", extra={"told": {"update": key, "why": str(fault)}})
    elif kind == "unsent":
        desk.unsent.add(key)
        logger.warning("not sent, kept for later", extra={"told": {"update": key, "why": str(fault)}})
    elif kind in {"flood", "in doubt"}:
        # Once more might be twice: there is no key by which Telegram would know a repeated message.
        logger.warning("perhaps not delivered", extra={"told": {"update": key, "why": str(fault)}})
    else:
        logger.error("a handler failed", exc_info=fault, extra={"told": {"update": key}})
        await _apologize(update)


def _kind(fault: BaseException | None) -> str:
    if isinstance(fault, (Forbidden, ChatMigrated)):
        return "gone"
    if isinstance(fault, BadRequest):
        return "gone" if any(sign in str(fault).lower() for sign in _GONE) else "refused"
    if isinstance(fault, NetworkError) and never_sent(fault):
        return "unsent"
    if isinstance(fault, (TimedOut, NetworkError)):
        return "in doubt"
    return "flood" if isinstance(fault, RetryAfter) else "failed"


async def _apologize(update: object) -> None:
    if isinstance(update, Update) and update.message:
        with suppress(TelegramError):
            await say(update.message, plain(_SORRY))
