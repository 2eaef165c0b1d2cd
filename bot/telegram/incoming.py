"""A message to the bot, as the handlers see it, and whether one in a group is to the bot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext.filters import MessageFilter

from bot.telegram.memory import ConversationKey

if TYPE_CHECKING:
    from telegram import Message

_COMMAND = re.compile(r"^/\w+(?:@\w+)?")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, the number of the update that brought it, and the user whose wish it is."""

    update: int
    message: Message
    user: int

    @property
    def conversation(self) -> ConversationKey:
        """Whose conversation it belongs to."""
        return ConversationKey(self.message.chat_id, thread_of(self.message) or 0, self.user)

    @property
    def words(self) -> str:
        """What it says besides a command and the bot's name; where that is nothing, what it replies to says."""
        replied, quote = self.message.reply_to_message, self.message.quote
        own = self._bare(self.message.text or self.message.caption or "")
        if own or replied is None or replies_to_bot(self.message):
            return own
        return self._bare(quote.text if quote else replied.text or replied.caption or "")

    @property
    def is_forwarded(self) -> bool:
        """Whether somebody else wrote it."""
        return self.message.forward_origin is not None

    def _bare(self, text: str) -> str:
        name = rf"@{re.escape(self.message.get_bot().username)}\b"
        return re.sub(name, "", _COMMAND.sub("", text), flags=re.IGNORECASE).strip()


class Addressed(MessageFilter):
    """Messages in a group that are meant for the bot: they mention it or reply to it.

    The library's own filter for mentions compares letter by letter; Telegram's names know no capitals.
    """

    def filter(self, message: Message) -> bool:
        """Return whether the message is for the bot."""
        name = f"@{message.get_bot().username}".lower()
        mentions = message.parse_entities([MessageEntity.MENTION]).values()
        return replies_to_bot(message) or name in map(str.lower, mentions)


def replies_to_bot(message: Message) -> bool:
    """Return whether the message replies to something that the bot said."""
    author = message.reply_to_message.from_user if message.reply_to_message else None
    return author is not None and author.id == message.get_bot().id


def thread_of(message: Message) -> int | None:
    """Return the topic of a forum that the message stands in, None outside of topics."""
    return message.message_thread_id if message.is_topic_message else None
