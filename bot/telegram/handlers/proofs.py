"""Proofs: an answer as a page with its words marked in their articles."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.telegram.handlers.questions import MOST
from bot.telegram.incoming import replies_to_bot
from bot.telegram.saying.outgoing import page_reply
from bot.telegram.saying.rich import plain, shortened

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming

_NOTHING = "Ask something first, or reply /proof to an answer of mine."
_NAMED = 200
"""Characters of the question in the caption at most: a few lines of a phone."""


async def proof(desk: Desk, incoming: Incoming) -> None:
    """Hand over the page of the answer that is replied to, or of the last one."""
    replied = incoming.message.reply_to_message if replies_to_bot(incoming.message) else None
    asked = desk.memory.latest(incoming.conversation, replied.message_id if replied else None)
    if asked is None:
        desk.say(incoming, plain(_NOTHING))
        return
    async with desk.answering(incoming) as run:
        page = await run(partial(desk.librarian.page, asked.question, asked.conversation, MOST))
    caption = plain(f"“{shortened(asked.question, _NAMED)}”: open it in a browser, where the words are marked.")
    desk.send(replace(page_reply(incoming, page, caption), urgent=False))
    desk.metrics.count("proofs", "sent")
