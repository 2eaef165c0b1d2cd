"""A message to the bot, as the handlers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        if own or replied is None or self.replies_to_bot:
            return own
        return self._bare(quote.text if quote else replied.text or replied.caption or "")

    @property
    def replies_to_bot(self) -> bool:
        """Whether it replies to something that the bot said."""
        replied = self.message.reply_to_message
        author = replied.from_user if replied else None
        return author is not None and author.id == self.message.get_bot().id

    def _bare(self, text: str) -> str:
        name = rf"@{re.escape(self.message.get_bot().username)}\b"
        return re.sub(name, "", _COMMAND.sub("", text), flags=re.IGNORECASE).strip()


def thread_of(message: Message) -> int | None:
    """Return the topic of a forum that the message stands in, None outside of topics."""
    return message.message_thread_id if message.is_topic_message else None
