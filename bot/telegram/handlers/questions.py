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
from bot.telegram.saying.speech import say, typing
from bot.telegram.watching.metrics import Outcome
from embeddings.errors import QuestionError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup, Message

    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming
    from bot.telegram.librarian import Reply
    from bot.telegram.memory import AnsweredQuestion, ConversationState
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
_USAGE = "Ask after the command, such as: /ask what did Pompeo say in April"


async def ask(desk: Desk, incoming: Incoming) -> None:
    """Answer the question behind /ask."""
    if incoming.behind_command:
        await _answer(desk, incoming, incoming.behind_command)
    else:
        await say(incoming.message, plain(_USAGE))


async def hear(desk: Desk, incoming: Incoming) -> None:
    """Answer a message that is a question to the bot."""
    await _answer(desk, incoming, without_name(incoming.message, incoming.message.get_bot().username))


def first_view(
    asked: AnsweredQuestion, answer: Answer, shown: Sequence[Page]
) -> tuple[Rich, InlineKeyboardMarkup | None]:
    """Return how an answer begins, and its buttons."""
    if answer.found:
        return shown[0].text, answer_keyboard(asked.id, shown, 0, answer.query.carried_over)
    return shown[0].text, nearest_keyboard(asked.id, answer.nearest, answer.query.carried_over)


async def excuse(message: Message, reason: Exception) -> Outcome:
    """Say why there is no answer, given one of `EXCUSED`, and return what such an outcome is called."""
    match reason:
        case Late():
            outcome, words = Outcome.LATE, LATE
        case UnusableIndexError():
            outcome, words = Outcome.NO_INDEX, NO_INDEX
            logger.error("the index cannot be read", exc_info=reason)
        case _:
            outcome, words = Outcome.BUSY if isinstance(reason, Busy) else Outcome.REFUSED, str(reason)
    await say(message, plain(words[:1].upper() + words[1:]), patient=True)
    return outcome


async def _answer(desk: Desk, incoming: Incoming, question: str) -> None:
    began = time.monotonic()
    waiting = typing(incoming.message, desk.patience.typing)
    try:
        async with waiting, desk.admission.turn(incoming.user, partial(desk.inbox.paused, incoming.update)):
            outcome = await _find_and_deliver(desk, incoming, question)
    except EXCUSED as reason:
        outcome = await excuse(incoming.message, reason)
    seconds = time.monotonic() - began
    desk.metrics.count("questions", outcome)
    desk.metrics.took(seconds)
    text = {"question": question} if desk.log_questions else {}
    desk.log("question", incoming.conversation, outcome=outcome, seconds=round(seconds, 3), **text)


async def _find_and_deliver(desk: Desk, incoming: Incoming, question: str) -> Outcome:
    key, update = incoming.conversation, incoming.update
    before = desk.memory.conversation(key)
    work = partial(_find, desk, question, before)
    (answer, after), shown = await desk.admission.run(incoming.user, work, partial(desk.inbox.paused, update))
    if after != before:
        desk.memory.keep(key, after)
    asked = desk.memory.note(key, question, before, answer.generation)
    text, keyboard = first_view(asked, answer, shown)
    await desk.outbox.deliver(update, lambda: say(incoming.message, text, keyboard, patient=True))
    return Outcome.ANSWERED if answer.found else Outcome.NOTHING


def _find(desk: Desk, question: str, before: ConversationState) -> tuple[Reply, tuple[Page, ...]]:
    """Return the reply and its pages, in whatever thread: both take their time."""
    reply = desk.librarian.ask(question, before, MOST)
    return reply, pages(reply.answer, desk.top)
