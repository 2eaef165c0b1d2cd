"""What happens when a handler fails: the fault is logged, and who waits for an answer is told."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

from bot.telegram.incoming import Incoming
from bot.telegram.saying.rich import plain

if TYPE_CHECKING:
    from bot.telegram.desk import Desk

logger = logging.getLogger(__name__)
_SORRY = "Something went wrong, and it is not your fault. Try again later."


async def on_fault(desk: Desk, update: object, error: BaseException | None) -> None:
    """Deal with what a handler raised; what Telegram refuses beside the answer, such as a menu, is nobody's loss."""
    number = update.update_id if isinstance(update, Update) else 0
    if isinstance(error, TelegramError):
        desk.metrics.count("faults", "telegram")
        logger.warning("Telegram refused a request", extra={"update": number, "why": str(error)})
        return
    desk.metrics.count("faults", "handler")
    logger.error("a handler failed", exc_info=error, extra={"update": number})
    if isinstance(update, Update) and update.message and update.message.from_user:
        desk.say(Incoming(number, update.message, update.message.from_user.id), plain(_SORRY))
