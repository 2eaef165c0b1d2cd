"""Timelines: a picture of how much was said month by month."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from bot.output.pictures import draw
from bot.telegram.handlers.questions import EXCUSED, excuse
from bot.telegram.saying.rendering import timeline_bars, timeline_caption
from bot.telegram.saying.rich import plain
from bot.telegram.saying.speech import behind_command, say, show, typing, where
from embeddings.errors import SettingsError

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.telegram.desk import Desk
    from retrieval.timeline import Timeline

_USAGE = "Name a speaker or a topic after the command, such as: /timeline Pompeo"
_NOTHING = "The articles have nothing of a known day on that."


async def timeline(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the timeline of the speaker or the topic behind the command."""
    del context
    if update.message and (subject := await behind_command(update.message, _USAGE)):
        outcome = await _answer(desk, update.update_id, update.message, subject)
        desk.metrics.count("timelines", outcome)


async def _answer(desk: Desk, update: int, message: Message, subject: str) -> str:
    user, paused = where(message).user, partial(desk.inbox.paused, update)
    try:
        async with typing(message, desk.patience.typing), desk.admission.turn(user, paused):
            told, picture = await desk.admission.run(user, partial(_drawn, desk, subject), paused)
            await desk.outbox.deliver(update, partial(_send, message, told, picture))
    except EXCUSED as fault:
        return await excuse(message, fault)
    return "answered" if told.dated else "nothing"


def _drawn(desk: Desk, subject: str) -> tuple[Timeline, bytes | None]:
    """Return the timeline and its picture; none where nothing has a day, or nothing is there to draw with."""
    told = desk.librarian.timeline(subject)
    picture = BytesIO()
    if not told.dated:
        return told, None
    try:
        draw(told, picture)
    except SettingsError:
        return told, None
    return told, picture.getvalue()


async def _send(message: Message, told: Timeline, picture: bytes | None) -> None:
    if picture:
        await show(message, picture, timeline_caption(told))
    else:
        await say(message, timeline_bars(told) if told.dated else plain(_NOTHING), patient=True)
