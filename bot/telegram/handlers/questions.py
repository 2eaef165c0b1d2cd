"""Questions: one message each, one answer each."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.telegram.database import transaction
from bot.telegram.errors import Busy, Late
from bot.telegram.librarian import fingerprint
from bot.telegram.saying.keyboards import answer_keyboard, nearest_keyboard
from bot.telegram.saying.outgoing import reply
from bot.telegram.saying.pages import pages
from bot.telegram.saying.rich import plain
from bot.telegram.watching.metrics import Outcome
from embeddings.errors import QuestionError, UnusableIndexError
from retrieval.checking.asked import quotes_somebody
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup

    from bot.telegram.desk import Desk, Run
    from bot.telegram.incoming import Incoming
    from bot.telegram.librarian import Reply
    from bot.telegram.memory import ConversationState
    from bot.telegram.saying.pages import Page
    from bot.telegram.saying.rich import Rich
    from retrieval.answers import Answer

logger = logging.getLogger(__name__)
MOST = 25
"""Citations that an answer holds, over all its pages; who has read so many asks more precisely."""
_LATE = "That took too long, and I stopped waiting. Try again, or ask more precisely."
_NO_INDEX = "My index cannot be read just now. Try again later."
EXCUSED = (Busy, Late, QuestionError, UnusableIndexError)
"""Why a question may have no answer."""
_CHECKS = "Reply with /check to a message that quotes somebody, or write the quotation behind it."
_USAGE = "Write what you would like to know, such as: what did Pompeo say in April"


async def hear(desk: Desk, incoming: Incoming) -> None:
    """Answer a message that is a question to the bot; one that was forwarded and quotes somebody asks for a check."""
    if incoming.is_forwarded and quotes_somebody(incoming.words):
        await check(desk, incoming)
    elif incoming.words:
        await answer(desk, incoming, incoming.words)
    else:
        desk.say(incoming, plain(_USAGE))


async def check(desk: Desk, incoming: Incoming) -> None:
    """Check the quotations of a message, or of the one that it replies to."""
    if incoming.words:
        await answer(desk, incoming, f"check: {incoming.words}")
    else:
        desk.say(incoming, plain(_CHECKS))


async def answer(desk: Desk, incoming: Incoming, question: str) -> None:
    """Answer a question."""
    began = time.monotonic()
    try:
        async with desk.answering(incoming) as run:
            outcome = await _find_and_send(desk, incoming, question, run)
    except EXCUSED as reason:
        outcome = await excuse(desk, incoming, reason)
    seconds = time.monotonic() - began
    desk.metrics.count("questions", outcome)
    desk.metrics.took(seconds)
    text = {"question": question} if desk.log_questions else {}
    desk.log("question", incoming.conversation, outcome=outcome, seconds=round(seconds, 3), **text)


def first_view(question: int, answer: Answer, shown: Sequence[Page]) -> tuple[Rich, InlineKeyboardMarkup | None]:
    """Return how an answer begins, and its buttons."""
    if answer.found:
        return shown[0].text, answer_keyboard(question, shown, 0, answer)
    return shown[0].text, nearest_keyboard(question, shown, 0, answer)


async def excuse(desk: Desk, incoming: Incoming, reason: Exception) -> Outcome:
    """Say why there is no answer, once a minute where too much was asked, and return what such an outcome is called."""
    outcome, words = why(reason)
    if outcome != Outcome.BUSY or await desk.notes.spend(incoming.user):
        desk.send(replace(reply(incoming, plain(words)), urgent=False))
    return outcome


def why(reason: Exception) -> tuple[Outcome, str]:
    """Return what an outcome with one of `EXCUSED` is called, and what the asker is told."""
    match reason:
        case Late():
            return Outcome.LATE, _LATE
        case UnusableIndexError():
            logger.error("the index cannot be read", exc_info=reason)
            return Outcome.NO_INDEX, _NO_INDEX
        case _:
            words = str(reason)
            return Outcome.BUSY if isinstance(reason, Busy) else Outcome.REFUSED, words[:1].upper() + words[1:]


async def _find_and_send(desk: Desk, incoming: Incoming, question: str, run: Run) -> Outcome:
    key, replied = incoming.conversation, incoming.message.reply_to_message
    resumed = desk.memory.resumed(key.chat, replied.message_id) if replied else None
    before = desk.memory.conversation(key) if resumed is None else resumed
    (found, later), shown = await run(partial(_find, desk, question, before))
    with transaction(desk.inbox.database):
        if later != before:
            desk.memory.keep(key, later)
        number = desk.memory.note(key, question, before, later, fingerprint(found))
        outgoing = reply(incoming, *first_view(number, found, shown))
        desk.send(replace(outgoing, urgent=False, about=question, question=number))
    return Outcome.ANSWERED if found.found or checks_of(found) else Outcome.NOTHING


def _find(desk: Desk, question: str, conversation: ConversationState) -> tuple[Reply, tuple[Page, ...]]:
    """Return the reply and its pages, in whatever thread: both take their time."""
    reply = desk.librarian.ask(question, conversation, MOST)
    return reply, pages(reply.answer, desk.top)
