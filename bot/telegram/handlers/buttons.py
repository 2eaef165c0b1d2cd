"""Buttons: each changes the message that it stands under."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import Message

from bot.telegram.errors import Busy, Late
from bot.telegram.handlers.questions import LATE, MOST, NO_INDEX, first_view
from bot.telegram.incoming import conversation_of
from bot.telegram.librarian import without
from bot.telegram.saying import rendering
from bot.telegram.saying.keyboards import Verb, answer_keyboard, back_keyboard, context_keyboard, read_press
from bot.telegram.saying.rich import harmless, shortened
from embeddings.errors import QuestionError, UnusableIndexError
from retrieval.conversing.slots import SLOTS

if TYPE_CHECKING:
    from telegram import CallbackQuery, InlineKeyboardMarkup, Update

    from bot.telegram.desk import Desk
    from bot.telegram.librarian import Librarian
    from bot.telegram.memory import AnsweredQuestion
    from bot.telegram.saying.keyboards import Press
    from bot.telegram.saying.rich import Rich
    from retrieval.answers import Answer

_View = tuple["Rich", "InlineKeyboardMarkup | None"]
_OLD = "This answer is too old for its buttons. Ask again."
_RENEWED = "The articles have changed since this answer. Ask again."
_ALERT = 200
"""Characters that an alert holds (core.telegram.org/bots/api#answercallbackquery)."""


async def press(desk: Desk, update: Update, _: object) -> None:
    """Do what the pressed button says."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    pressed = read_press(query.data)
    asked = desk.memory.question(pressed.question, query.message.chat.id) if pressed else None
    if pressed is None or asked is None:
        await query.answer(_OLD)
    elif pressed.verb in {Verb.GOOD, Verb.BAD}:
        desk.memory.judge(asked.id, query.from_user.id, good=pressed.verb == Verb.GOOD)
        desk.metrics.count("feedback", pressed.verb.name.lower())
        await query.answer("Thank you.")
    else:
        await _show(desk, query, pressed, asked)


async def _show(desk: Desk, query: CallbackQuery, pressed: Press, asked: AnsweredQuestion) -> None:
    user = query.from_user.id
    try:
        async with desk.admission.turn(user):
            if pressed.verb == Verb.DROP:
                asked = await _dropped(desk, query, pressed, asked)
            view = await desk.admission.run(user, partial(_view, desk, pressed, asked))
    except (Busy, QuestionError) as reason:
        await query.answer(shortened(harmless(str(reason)), _ALERT))
    except Late:
        await query.answer(LATE)
    except UnusableIndexError:
        await query.answer(NO_INDEX)
    else:
        await query.answer(None if view else _RENEWED)
        if view:
            text, keyboard = view
            await query.edit_message_text(text.html, reply_markup=keyboard)


async def _dropped(desk: Desk, query: CallbackQuery, pressed: Press, asked: AnsweredQuestion) -> AnsweredQuestion:
    """Ask again without the slot, and remember that for the other buttons and for what is asked next."""
    user = query.from_user.id
    reply = await desk.admission.run(user, partial(desk.librarian.ask, asked.question, asked.conversation, MOST))
    slot = dict(enumerate(SLOTS)).get(pressed.citation)
    if slot not in reply.answer.query.carried_over or reply.answer.generation != asked.generation:
        return asked
    again = replace(asked, conversation=without(reply.conversation, slot))
    reply = await desk.admission.run(user, partial(desk.librarian.ask, again.question, again.conversation, MOST))
    desk.memory.amend(again)
    if isinstance(query.message, Message):
        desk.memory.keep(conversation_of(query.message)._replace(user=asked.user), reply.conversation)
    return again


def _view(desk: Desk, pressed: Press, asked: AnsweredQuestion) -> _View | None:
    """Return what the message is to show, None where another generation would answer otherwise by now."""
    answer = desk.librarian.ask(asked.question, asked.conversation, MOST).answer
    if answer.generation != asked.generation:
        return None
    if pressed.verb == Verb.NEAR and pressed.citation < len(answer.nearest):
        return rendering.near(answer, answer.nearest[pressed.citation]), back_keyboard(asked.id, 0)
    pages = rendering.pages(answer, desk.top)
    if not answer.found:
        return first_view(asked, answer, pages)
    number = min(pressed.page, len(pages) - 1)
    page = pages[number]
    if pressed.verb == Verb.SOURCES:
        return rendering.sources(answer, page), back_keyboard(asked.id, number)
    if pressed.verb == Verb.CONTEXT and page.first <= pressed.citation < page.end:
        context = _context(desk.librarian, answer, pressed.citation)
        return (context, context_keyboard(asked.id, page, number, pressed.citation)) if context else None
    return page.text, answer_keyboard(asked.id, pages, number, answer.query.carried_over)


def _context(librarian: Librarian, answer: Answer, rank: int) -> Rich | None:
    citation = answer.citations[rank]
    around = librarian.around(citation.passage, answer.generation)
    return rendering.context(answer.query, citation, *around) if around else None
