"""Buttons: each changes the message that it stands under."""

from __future__ import annotations

from calendar import month_name
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import TelegramError

from bot.telegram.handlers.questions import EXCUSED, MOST, answer, first_view, why
from bot.telegram.hearing.admission import Kind
from bot.telegram.incoming import Incoming
from bot.telegram.librarian import fingerprint, without
from bot.telegram.saying import views
from bot.telegram.saying.checks import variants_text
from bot.telegram.saying.keyboards import (
    Verb,
    answer_keyboard,
    back_keyboard,
    context_keyboard,
    nearest_keyboard,
    read_press,
)
from bot.telegram.saying.outgoing import change
from bot.telegram.saying.pages import pages as pages_of
from bot.telegram.saying.rich import harmless, shortened
from retrieval.checking.checked_answer import checks_of
from retrieval.conversing.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery, InlineKeyboardMarkup, Update

    from bot.telegram.desk import Desk, Run
    from bot.telegram.memory import AnsweredQuestion
    from bot.telegram.saying.keyboards import Press
    from bot.telegram.saying.pages import Page
    from bot.telegram.saying.rich import Rich
    from retrieval.answers import Answer

    Shown = tuple[Rich, InlineKeyboardMarkup | None]

_OLD = "This answer is too old for its buttons. Ask again."
_RENEWED = "The articles have changed since: this is the answer now."
_NOT_YOURS = "Only who asked can change the question."
_TURNS = f"‹ and › turn the pages. Of many passages I show the best {MOST}: ask more precisely for others."
_MONTHS = 12
"""Of a year: a button says which of them it narrows to."""
_ALERT = 200
"""Characters that an alert holds (core.telegram.org/bots/api#answercallbackquery)."""


async def press(desk: Desk, update: Update, _: object) -> None:
    """Do what the pressed button says."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    pressed = read_press(query.data)
    asked = desk.memory.question(pressed.question, query.message.chat.id) if pressed else None
    if pressed is None or asked is None or desk.inbox.is_hopeless(update.update_id):
        await _tell(query, _OLD)
    elif pressed.verb in {Verb.GOOD, Verb.BAD}:
        desk.memory.judge(asked.id, query.from_user.id, good=pressed.verb == Verb.GOOD)
        desk.metrics.count("feedback", pressed.verb.name.lower())
        await _tell(query, "Thank you.")
    elif pressed.verb == Verb.POSITION:
        await _tell(query, _TURNS)
    elif pressed.verb == Verb.DROP and query.from_user.id != asked.user:
        await _tell(query, _NOT_YOURS)
    elif pressed.verb == Verb.MONTH and 1 <= pressed.item <= _MONTHS and isinstance(query.message, Message):
        await _tell(query, None)
        incoming = Incoming(update.update_id, query.message, query.from_user.id)
        await answer(desk, incoming, f"{asked.question} in {month_name[pressed.item]} {pressed.page}")
    else:
        await _show(desk, update.update_id, query, pressed, asked)


async def _show(desk: Desk, update: int, query: CallbackQuery, pressed: Press, asked: AnsweredQuestion) -> None:
    user = query.from_user.id
    try:
        async with desk.turn(Kind.TAP, user, update) as run:
            if pressed.verb == Verb.DROP:
                asked = await _dropped(desk, query, pressed, asked, run)
            (text, keyboard), known = await run(partial(_view, desk, pressed, asked))
    except EXCUSED as reason:
        await _tell(query, shortened(harmless(why(reason)[1]), _ALERT))
        return
    if known != asked.fingerprint:
        desk.memory.amend(replace(asked, fingerprint=known))
    if query.message:
        desk.send(change(update, user, query.message, text, keyboard))
    await _tell(query, None if known == asked.fingerprint else _RENEWED)


async def _tell(query: CallbackQuery, text: str | None) -> None:
    """End the query, with an alert if there is something to say; Telegram may have given it up by now."""
    with suppress(TelegramError):
        await query.answer(text)


async def _dropped(
    desk: Desk, query: CallbackQuery, pressed: Press, asked: AnsweredQuestion, run: Run
) -> AnsweredQuestion:
    """Ask again without the slot, and remember that for the other buttons and for what is asked next."""
    reply = await run(partial(desk.librarian.ask, asked.question, asked.conversation, MOST))
    slot = dict(enumerate(SLOTS)).get(pressed.item)
    if slot not in reply.answer.query.carried_over:
        return asked
    conversation = without(reply.conversation, slot)
    reply = await run(partial(desk.librarian.ask, asked.question, conversation, MOST))
    asked = replace(asked, conversation=conversation, later=reply.conversation, fingerprint=fingerprint(reply.answer))
    desk.memory.amend(asked)
    if isinstance(query.message, Message):
        desk.memory.keep(Incoming(0, query.message, asked.user).conversation, reply.conversation)
    return asked


def _view(desk: Desk, pressed: Press, asked: AnsweredQuestion) -> tuple[Shown, str]:
    """Return what the message is to show, and the fingerprint of the answer that it shows.

    Where the articles have changed since, that is how the answer begins now.
    """
    answer = desk.librarian.ask(asked.question, asked.conversation, MOST).answer
    pages, known = pages_of(answer, desk.top), fingerprint(answer)
    shown = _detail(desk, pressed, answer, pages) if known == asked.fingerprint else None
    return shown or first_view(asked.id, answer, pages), known


def _detail(desk: Desk, pressed: Press, answer: Answer, pages: Sequence[Page]) -> Shown | None:
    """Return what the button asks to see of the answer, None where it asks for nothing that there is."""
    if pressed.verb == Verb.NEAR and pressed.item < len(answer.nearest):
        return views.near(answer, answer.nearest[pressed.item]), back_keyboard(pressed.question, 0)
    number = min(pressed.page, len(pages) - 1)
    page = pages[number]
    if pressed.verb == Verb.VARIANTS:
        return variants_text(checks_of(answer)), back_keyboard(pressed.question, number)
    if not answer.found:
        return page.text, nearest_keyboard(pressed.question, pages, number, answer)
    if pressed.verb == Verb.SOURCES:
        return views.sources(answer, page), back_keyboard(pressed.question, number)
    if pressed.verb in {Verb.COPY, Verb.CONTEXT} and page.first <= pressed.item < page.end:
        return _single(desk, pressed, answer, page, number)
    return page.text, answer_keyboard(pressed.question, pages, number, answer)


def _single(desk: Desk, pressed: Press, answer: Answer, page: Page, number: int) -> Shown:
    """Return one passage of the page: to copy it, or among its neighbours."""
    citation = answer.citations[pressed.item]
    if pressed.verb == Verb.COPY:
        return views.copying(citation), back_keyboard(pressed.question, number)
    around = desk.librarian.around(citation.passage, answer.generation) or ((), ())
    keyboard = context_keyboard(pressed.question, page, number, pressed.item, answer)
    return views.context(answer.query, citation, *around), keyboard
