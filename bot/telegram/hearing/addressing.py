"""Whether a message in a group is meant for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext.filters import MessageFilter

if TYPE_CHECKING:
    from telegram import Message


class Addressed(MessageFilter):
    """Messages that mention the bot or reply to it.

    The library's own filter for mentions compares letter by letter; Telegram's names know no capitals.
    """

    def __init__(self, bot: int, name: str) -> None:
        super().__init__("Addressed")
        self._bot, self._mention = bot, f"@{name}".lower()

    def filter(self, message: Message) -> bool:
        """Return whether the message is for the bot."""
        replied = message.reply_to_message.from_user if message.reply_to_message else None
        mentions = message.parse_entities([MessageEntity.MENTION]).values()
        return (replied is not None and replied.id == self._bot) or self._mention in map(str.lower, mentions)
