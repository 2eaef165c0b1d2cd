"""Whether a message in a group is meant for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext.filters import MessageFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Message


class Addressed(MessageFilter):
    """Messages that mention the bot's whole name, or reply to what it said."""

    def __init__(self, bot: int, name: str) -> None:
        super().__init__("Addressed")
        self._bot, self._name = bot, name

    def filter(self, message: Message) -> bool:
        """Return whether the message is for the bot."""
        replied = message.reply_to_message.from_user if message.reply_to_message else None
        return (replied is not None and replied.id == self._bot) or any(_mentions(message, self._name))


def without_name(message: Message, name: str) -> str:
    """Return what the message says besides the bot's name."""
    said = (message.text or "").encode("utf-16-le", "surrogatepass")
    for start, end in reversed(list(_mentions(message, name))):
        said = said[:start] + said[end:]
    return said.decode("utf-16-le", "replace").strip()


def _mentions(message: Message, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the name is mentioned, in bytes of UTF-16: Telegram counts entities in its units."""
    said = (message.text or "").encode("utf-16-le", "surrogatepass")
    for entity in message.entities:
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if entity.type == MessageEntity.MENTION and said[start:end].lower() == f"@{name}".lower().encode("utf-16-le"):
            yield start, end
