"""A message to the bot, as the handlers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.telegram.memory import ConversationKey

if TYPE_CHECKING:
    from telegram import Message


class Incoming(NamedTuple):
    """A message, and the number of the update that brought it."""

    update: int
    message: Message

    @property
    def conversation(self) -> ConversationKey:
        """Whose conversation it belongs to."""
        return conversation_of(self.message)

    @property
    def user(self) -> int:
        """Who wrote it, 0 where Telegram does not say."""
        return self.conversation.user

    @property
    def behind_command(self) -> str:
        """What stands behind the command that it begins with."""
        return "".join((self.message.text or "").split(maxsplit=1)[1:])


def thread_of(message: Message) -> int | None:
    """Return the topic of a forum that the message stands in, None outside of topics."""
    return message.message_thread_id if message.is_topic_message else None


def conversation_of(message: Message) -> ConversationKey:
    """Return whose conversation the message belongs to."""
    return ConversationKey(message.chat_id, thread_of(message) or 0, message.from_user.id if message.from_user else 0)
