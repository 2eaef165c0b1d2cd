"""Timelines: a picture of how much was said month by month."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from bot.output.pictures import draw
from bot.telegram.handlers.questions import EXCUSED, excuse
from bot.telegram.saying.rendering import timeline_bars, timeline_caption
from bot.telegram.saying.rich import plain
from bot.telegram.saying.speech import say, show, typing
from bot.telegram.watching.metrics import Outcome
from embeddings.errors import SettingsError

if TYPE_CHECKING:
    from telegram import Message

    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming
    from retrieval.timeline import Timeline

_USAGE = "Name a speaker or a topic after the command, such as: /timeline Pompeo"
_NOTHING = "The articles have nothing of a known day on that."


async def timeline(desk: Desk, incoming: Incoming) -> None:
    """Send the timeline of the speaker or the topic behind the command."""
    if incoming.behind_command:
        desk.metrics.count("timelines", await _answer(desk, incoming))
    else:
        await say(incoming.message, plain(_USAGE))


async def _answer(desk: Desk, incoming: Incoming) -> Outcome:
    message, paused = incoming.message, partial(desk.inbox.paused, incoming.update)
    try:
        async with typing(message, desk.patience.typing), desk.admission.turn(incoming.user, paused):
            work = partial(_drawn, desk, incoming.behind_command)
            moments, picture = await desk.admission.run(incoming.user, work, paused)
            await desk.outbox.deliver(incoming.update, partial(_send, message, moments, picture))
    except EXCUSED as reason:
        return await excuse(message, reason)
    return Outcome.ANSWERED if moments.dated else Outcome.NOTHING


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


async def _send(message: Message, moments: Timeline, picture: bytes | None) -> None:
    if picture:
        await show(message, picture, timeline_caption(moments))
    else:
        await say(message, timeline_bars(moments) if moments.dated else plain(_NOTHING), patient=True)
