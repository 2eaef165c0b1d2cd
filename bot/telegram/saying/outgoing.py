"""What the bot says and where: in the thread of the message that it answers, or in the place of an older message."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.incoming import thread_of
from bot.telegram.saying.rich import plain, shortened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, ReplyKeyboardMarkup

    from bot.telegram.incoming import Incoming
    from bot.telegram.saying.rich import Rich

    Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | None

_SHOWN = 4.5
"""Seconds after which "typing" is shown again; a client shows it for five."""
_NAMED = 200
"""Characters of a question as an apology names it at most: a few lines of a phone."""
_PLACE = ("chat_id", "message_thread_id", "reply_parameters")


class Method(StrEnum):
    """A method of the Bot API (core.telegram.org/bots/api)."""

    SAY = "sendMessage"
    SHOW = "sendPhoto"
    HAND_OVER = "sendDocument"
    CHANGE = "editMessageText"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is to be sent or changed."""

    update: int
    """What it answers; 0 for nothing."""
    user: int
    method: Method
    params: dict[str, Any]
    attachment: bytes | None = None
    """A picture to show, or a page to hand over."""
    urgent: bool = True
    """Whether it passes the answers to a crowd."""
    about: str = ""
    """The question that it answers: if it cannot be sent in time, an apology names it."""
    question: int | None = None
    """The number under which that question is remembered."""

    @property
    def chat(self) -> int:
        """Where it is to be read."""
        return int(self.params["chat_id"])


def reply(incoming: Incoming, text: Rich, keyboard: Keyboard = None) -> Outgoing:
    """Return an answer in words."""
    return Outgoing(incoming.update, incoming.user, Method.SAY, {**_place(incoming), **_text(text, keyboard)})


def picture_reply(incoming: Incoming, picture: bytes, caption: Rich, keyboard: Keyboard = None) -> Outgoing:
    """Return a picture as an answer."""
    params = {**_place(incoming), "caption": caption.html, "parse_mode": "HTML", **_markup(keyboard)}
    return Outgoing(incoming.update, incoming.user, Method.SHOW, params, picture)


def page_reply(incoming: Incoming, page: str, caption: Rich) -> Outgoing:
    """Return a page as an answer: a file that a browser opens."""
    params = {**_place(incoming), "caption": caption.html, "parse_mode": "HTML"}
    return Outgoing(incoming.update, incoming.user, Method.HAND_OVER, params, page.encode("utf-8"))


def tidings(chat: int, thread: int, user: int, text: Rich) -> Outgoing:
    """Return what nobody asked just now, but wanted to be told."""
    place = {"chat_id": chat, **({"message_thread_id": thread} if thread else {})}
    return Outgoing(0, user, Method.SAY, {**place, **_text(text, None)}, urgent=False)


def change(update: int, user: int, message: MaybeInaccessibleMessage, text: Rich, keyboard: Keyboard) -> Outgoing:
    """Return what one of the bot's own messages is to say from now on."""
    place = {"chat_id": message.chat.id, "message_id": message.message_id}
    return Outgoing(update, user, Method.CHANGE, {**place, **_text(text, keyboard)})


def apology(message: Outgoing) -> Outgoing | None:
    """Return what is said instead of an answer that could not be sent; None where nothing was asked."""
    if not message.about:
        return None
    place = {name: message.params[name] for name in _PLACE if name in message.params}
    return Outgoing(0, message.user, Method.SAY, {**place, **_text(could_not_answer(message.about), None)})


def could_not_answer(question: str) -> Rich:
    """Return the apology for a question that was given up."""
    named = f"“{shortened(question, _NAMED)}”" if question else "your message"
    return plain(f"I could not answer {named}. Please ask again.")


@asynccontextmanager
async def typing(message: Message, after: float, few: asyncio.Semaphore) -> AsyncIterator[None]:
    """Show that somebody is typing once it has taken so many seconds, to few people at once."""
    shown = asyncio.create_task(_keep_typing(message, after, few))
    try:
        yield
    finally:
        shown.cancel()


async def _keep_typing(message: Message, after: float, few: asyncio.Semaphore) -> None:
    await asyncio.sleep(after)
    if few.locked():
        return
    async with few:
        while True:
            with suppress(TelegramError):  # it is a courtesy: nobody misses it
                await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(_SHOWN)


def _place(incoming: Incoming) -> dict[str, Any]:
    message, thread = incoming.message, thread_of(incoming.message)
    answered = {"message_id": message.message_id, "allow_sending_without_reply": True}
    return {
        "chat_id": message.chat_id, **({"message_thread_id": thread} if thread else {}), "reply_parameters": answered
    }  # fmt: skip


def _text(text: Rich, keyboard: Keyboard) -> dict[str, Any]:
    preview = {"is_disabled": True}
    return {"text": text.html, "parse_mode": "HTML", "link_preview_options": preview, **_markup(keyboard)}


def _markup(keyboard: Keyboard) -> dict[str, Any]:
    return {"reply_markup": keyboard.to_dict()} if keyboard else {}
