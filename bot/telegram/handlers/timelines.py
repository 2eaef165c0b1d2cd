"""Timelines: a picture of how much was said month by month."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from bot.output.pictures import draw
from bot.telegram.database import transaction
from bot.telegram.saying.keyboards import months_keyboard
from bot.telegram.saying.outgoing import picture_reply, reply
from bot.telegram.saying.overviews import timeline_bars, timeline_caption
from bot.telegram.saying.rich import plain
from bot.telegram.watching.metrics import Outcome
from embeddings.errors import SettingsError
from retrieval.browsing.timeline import by_month

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming
    from bot.telegram.saying.outgoing import Outgoing
    from retrieval.browsing.timeline import Timeline

_USAGE = "Name a speaker or a topic after the command, such as: /timeline Pompeo"
_NOTHING = "The articles have nothing of a known day on that."


async def timeline(desk: Desk, incoming: Incoming) -> None:
    """Send the timeline of the speaker or the topic behind the command."""
    if not incoming.words:
        desk.say(incoming, plain(_USAGE))
        return
    async with desk.answering(incoming) as run:
        moments, picture = await run(partial(_drawn, desk, incoming.words))
    with transaction(desk.inbox.database):
        desk.send(replace(_reply(desk, incoming, moments, picture), urgent=False, about=incoming.words))
    desk.metrics.count("timelines", Outcome.ANSWERED if moments.dated else Outcome.NOTHING)


def _drawn(desk: Desk, subject: str) -> tuple[Timeline, bytes | None]:
    """Return the timeline and its picture; None where nothing has a day, or there is nothing to draw with."""
    moments = desk.librarian.timeline(subject)
    picture = BytesIO()
    if not moments.dated:
        return moments, None
    try:
        draw(moments, picture)
    except SettingsError:
        return moments, None
    return moments, picture.getvalue()


def _reply(desk: Desk, incoming: Incoming, moments: Timeline, picture: bytes | None) -> Outgoing:
    """Return the timeline as a picture or as letters, with its months to tap: each asks for what was said in it."""
    if not moments.dated:
        return reply(incoming, plain(_NOTHING))
    question = desk.memory.note(incoming.conversation, moments.of, {}, {}, "")
    keyboard = months_keyboard(question, by_month(moments.moments))
    if picture:
        return picture_reply(incoming, picture, timeline_caption(moments), keyboard)
    return reply(incoming, timeline_bars(moments), keyboard)
