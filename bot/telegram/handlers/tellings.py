"""Tells people what they watch for: looks whether a rebuild has brought it, and says it once."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.telegram.database import transaction
from bot.telegram.saying.outgoing import tidings
from bot.telegram.saying.overviews import news_page
from embeddings.errors import QuestionError, VerbatimError

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.watching.watches import Watch
    from retrieval.browsing.selection import Excerpt

logger = logging.getLogger(__name__)


async def keep_telling(desk: Desk) -> None:
    """Look for news and tell it, for ever."""
    while True:
        try:
            await look(desk)
            for watch in desk.watches.due():
                await _tell(desk, watch)
        except (VerbatimError, OSError):
            logger.exception("what people watch for could not be looked at")
        await asyncio.sleep(desk.patience.news)


async def look(desk: Desk, *, is_first: bool = False) -> None:
    """Note what a rebuild has brought for whom; without watches nothing is noted, unless it ``is_first``.

    Raises UnusableIndexError if the index cannot be read.
    """
    async with desk.looking:
        watches = desk.watches.all()
        if not (watches or is_first) or await asyncio.to_thread(desk.librarian.current) == desk.watches.generation:
            return
        census = await asyncio.to_thread(desk.librarian.census, desk.watches.known() if watches else frozenset())
        news = {watch.id: [each.mark or 0 for each in await _news(desk, watch, census.fresh)] for watch in watches}
        desk.watches.note(census, news)


async def _news(desk: Desk, watch: Watch, marks: frozenset[int]) -> tuple[Excerpt, ...]:
    if not marks:
        return ()
    try:
        return await asyncio.to_thread(desk.librarian.news, watch.subject, marks)
    except QuestionError:
        return ()


async def _tell(desk: Desk, watch: Watch) -> None:
    """Say what is new as far as one message holds it; the rest follows in an hour."""
    if not desk.gate.admits(watch.user, watch.chat):
        desk.watches.end(watch.id)
        return
    marks = desk.watches.waiting(watch.id)
    excerpts = await _news(desk, watch, marks)
    gone = marks - {each.mark for each in excerpts}
    with transaction(desk.inbox.database):
        desk.watches.tell(watch.id, gone, silently=True)  # of a file that has changed since, nothing is said
        if excerpts:
            text, count = news_page(watch.subject, excerpts)
            desk.outbox.put(tidings(watch.chat, watch.thread, watch.user, text), late=True)
            desk.watches.tell(watch.id, [each.mark or 0 for each in excerpts[:count]])
            desk.metrics.count("watches", "told")
