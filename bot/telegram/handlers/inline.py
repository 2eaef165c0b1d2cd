"""Inline mode: ``@bot question`` in any chat, a page of passages at a time."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.telegram.handlers.questions import EXCUSED, MOST
from bot.telegram.hearing.admission import Kind
from bot.telegram.saying.rich import harmless, shortened
from bot.telegram.saying.views import label, single
from bot.telegram.watching.metrics import Outcome

if TYPE_CHECKING:
    from telegram import InlineQuery, Update

    from bot.telegram.desk import Desk
    from retrieval.answers import Answer, Citation

_PAGE = 10
"""Results a page: two screens of a phone; Telegram takes 50."""
_STILL_TYPING = 0.3
"""Seconds: every letter typed is a query, and only the last is meant."""
_CACHED = 60
"""Seconds for which Telegram may give the same user the same results."""
_TITLE, _BEGINNING = 100, 200
"""Characters of a result's title and of its passage's beginning: more than any client shows."""


async def inline(desk: Desk, update: Update, _: object) -> None:
    """Offer passages for what somebody types; nothing if more letters follow."""
    query = update.inline_query
    if query is None or await _is_superseded(desk, query.from_user.id, update.update_id):
        return
    try:
        async with desk.turn(Kind.INLINE, query.from_user.id, update.update_id) as run:
            answer = (await run(partial(desk.librarian.ask, query.query, {}, MOST))).answer
    except EXCUSED:
        await query.answer([], cache_time=0, is_personal=True)
        return
    desk.metrics.count("inline", Outcome.ANSWERED if answer.found else Outcome.NOTHING)
    await _offer(query, answer)


async def _is_superseded(desk: Desk, user: int, update: int) -> bool:
    desk.typed[user] = update
    await asyncio.sleep(_STILL_TYPING)
    if desk.typed.get(user) != update:
        return True
    del desk.typed[user]
    return False


async def _offer(query: InlineQuery, answer: Answer) -> None:
    first = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    shown = answer.citations[first : first + _PAGE]
    # Not an empty text for the last page, which says the same: the library's defaults turn one into a list.
    following = str(first + _PAGE) if first + _PAGE < len(answer.citations) else None
    await query.answer(
        [_article(answer, citation) for citation in shown],
        cache_time=_CACHED,
        is_personal=True,
        next_offset=following,
    )


def _article(answer: Answer, citation: Citation) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"{answer.generation}:{citation.passage}"[-64:],
        title=label(citation, _TITLE),
        description=shortened(harmless(citation.place.text), _BEGINNING),
        input_message_content=InputTextMessageContent(single(answer.query, citation).html),
    )
