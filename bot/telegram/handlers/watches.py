"""Watches: what somebody wants to be told about, the list of it, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.handlers.tellings import look
from bot.telegram.saying.rich import bold, joined, plain, shortened
from bot.telegram.watching.watches import MOST

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming

_USAGE = "Name whom or what to watch for after the command, such as: /watch Pompeo Libya"
_LONGEST = 200
"""Characters of a subject at most: a name and a few words."""
_MANY = f"You watch for {MOST} things already: end one of your /watches first."
_NONE = "You watch for nothing here. /watch Pompeo Libya tells you when new articles have something."
_END = "/watches and its number ends one, such as: /watches 1"


async def watch(desk: Desk, incoming: Incoming) -> None:
    """Watch for the subject behind the command."""
    subject = " ".join(incoming.words.split())
    if not any(character.isalnum() for character in subject) or len(subject) > _LONGEST:
        desk.say(incoming, plain(_USAGE))
        return
    if desk.watches.count(incoming.user) >= MOST:
        desk.say(incoming, plain(_MANY))
        return
    await look(desk, is_first=True)  # what is there by now is no news
    desk.watches.add(incoming.conversation, subject)
    desk.metrics.count("watches", "begun")
    told = plain("I shall tell you, at most once an hour, when new articles have something on ")
    desk.say(incoming, told + bold(subject) + plain(". /watches lists what you watch for."))


async def watches(desk: Desk, incoming: Incoming) -> None:
    """List what the user watches for in this chat, or end the one of the number behind the command."""
    listed = desk.watches.of(incoming.user, incoming.message.chat_id)
    number = incoming.words
    if number.isdecimal() and 1 <= int(number) <= len(listed):
        ended = listed[int(number) - 1]
        desk.watches.end(ended.id)
        desk.metrics.count("watches", "ended")
        desk.say(incoming, plain("I watch no longer for ") + bold(shortened(ended.subject, _LONGEST)) + plain("."))
    elif not listed:
        desk.say(incoming, plain(_NONE))
    else:
        lines = (plain(f"{place}. ") + bold(each.subject) for place, each in enumerate(listed, 1))
        desk.say(incoming, joined([*lines, plain(_END)]))
