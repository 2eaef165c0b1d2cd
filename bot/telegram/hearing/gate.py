"""The gate: one look at every update, messages, buttons and inline alike, before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from telegram import Message, Update


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may use the bot, by the ids of users and chats."""

    allowed: frozenset[int]
    admins: frozenset[int]
    public: bool

    def __post_init__(self) -> None:
        if not self.public and not self.allowed:
            raise BotError(
                "nobody may use the bot yet: set TELEGRAM_ALLOWED to the ids of users and groups,"
                " or TELEGRAM_PUBLIC=true for everybody"
            )

    def opens(self, update: Update) -> bool:
        """Return whether the update comes from somebody who may use the bot, and is of a kind that it answers."""
        user = update.effective_user
        if user is None or user.is_bot or not _is_fresh(update):
            return False
        return self.knows(update)

    def knows(self, update: Update) -> bool:
        """Return whether the update comes from somebody, or from within a group, that may use the bot."""
        places = (update.effective_user, update.effective_chat)
        return self.admits(*(place.id for place in places if place))

    def admits(self, *places: int) -> bool:
        """Return whether one of the users or chats may use the bot."""
        return self.public or not (self.allowed | self.admins).isdisjoint(places)

    def is_admin(self, user: int) -> bool:
        """Return whether the user may change things."""
        return user in self.admins


def _is_fresh(update: Update) -> bool:
    """Return whether somebody has just written, pressed or typed it; an edit, a post or a relayed message is not."""
    if update.message is not None:
        return _is_own_words(update.message)
    return update.callback_query is not None or update.inline_query is not None


def _is_own_words(message: Message) -> bool:
    posted = message.sender_chat is not None and message.sender_chat.type == ChatType.CHANNEL
    return message.via_bot is None and not message.is_automatic_forward and not posted
