"""Questions: one message each, one answer each."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from bot.telegram.errors import Busy, Late
from bot.telegram.hearing.addressing import without_name
from bot.telegram.saying.keyboards import answer_keyboard, nearest_keyboard
from bot.telegram.saying.rendering import pages
from bot.telegram.saying.rich import plain
from bot.telegram.saying.speech import behind_command, say, typing, where
from embeddings.errors import QuestionError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup, Message, Update
    from telegram.ext import ContextTypes

    from bot.telegram.desk import Desk
    from bot.telegram.librarian import Reply
    from bot.telegram.memory import Asked, Conversation
    from bot.telegram.saying.rendering import Page
    from bot.telegram.saying.rich import Rich
    from retrieval.answers import Answer

logger = logging.getLogger(__name__)
MOST = 25
"""Citations that an answer holds, over all its pages; who has read so many asks more precisely."""
LATE = "That took too long, and I stopped waiting. Try again, or ask more precisely."
NO_INDEX = "My index cannot be read just now. Try again later."
EXCUSED = (Busy, Late, QuestionError, UnusableIndexError)
"""Why a question may have no answer."""
USAGE = "Ask after the command, such as: /ask what did Pompeo say in April"


async def ask(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the question behind /ask."""
    del context
    if update.message and (question := await behind_command(update.message, USAGE)):
        await _answer(desk, update.update_id, update.message, question)


async def hear(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message that is a question to the bot."""
    if update.message:
        question = without_name(update.message, context.bot.username)
        await _answer(desk, update.update_id, update.message, question)


def first_view(asked: Asked, answer: Answer, found: Sequence[Page]) -> tuple[Rich, InlineKeyboardMarkup | None]:
    """Return how an answer begins, and its buttons."""
    if answer.found:
        return found[0].text, answer_keyboard(asked.id, found, 0, answer.query.carried_over)
    return found[0].text, nearest_keyboard(asked.id, answer.nearest, answer.query.carried_over)


async def _answer(desk: Desk, update: int, message: Message, question: str) -> None:
    began = time.monotonic()
    place = where(message)
    try:
        async with (
            typing(message, desk.patience.typing),
            desk.admission.turn(place.user, partial(desk.inbox.paused, update)),
        ):
            outcome = await _find_and_deliver(desk, update, message, question)
    except EXCUSED as fault:
        outcome = await excuse(message, fault)
    took = time.monotonic() - began
    desk.metrics.count("questions", outcome)
    desk.metrics.seconds += took
    shown = {"question": question} if desk.log_questions else {}
    desk.note("question", place.user, place.chat, outcome=outcome, seconds=round(took, 3), **shown)


async def excuse(message: Message, fault: Exception) -> str:
    """Say why there is no answer, given one of `EXCUSED`, and return what such an outcome is called."""
    match fault:
        case Late():
            outcome, why = "late", LATE
        case UnusableIndexError():
            outcome, why = "no index", NO_INDEX
            logger.error("the index cannot be read", exc_info=fault)
        case _:
            outcome, why = "busy" if isinstance(fault, Busy) else "refused", str(fault)
    await say(message, plain(why[:1].upper() + why[1:]), patient=True)
    return outcome


async def _find_and_deliver(desk: Desk, update: int, message: Message, question: str) -> str:
    place = where(message)
    before = desk.memory.conversation(place)
    work = partial(_found, desk, question, before)
    (answer, after), found = await desk.admission.run(place.user, work, partial(desk.inbox.paused, update))
    if after != before:
        desk.memory.keep(place, after)
    asked = desk.memory.asked(place, question, before, answer.generation)
    text, keyboard = first_view(asked, answer, found)
    await desk.outbox.deliver(update, lambda: say(message, text, keyboard, patient=True))
    return "answered" if answer.found else "nothing"


def _found(desk: Desk, question: str, before: Conversation) -> tuple[Reply, tuple[Page, ...]]:
    """Return the reply and its pages, in whatever thread: both take their time."""
    reply = desk.librarian.ask(question, before, MOST)
    return reply, pages(reply.answer, desk.top)
