"""What the bot says, and where: in the thread of the message that it answers."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, cast

from telegram import ReplyParameters
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.incoming import thread_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import InlineKeyboardMarkup, Message

    from bot.telegram.saying.client import Client
    from bot.telegram.saying.rich import Rich

_SHOWN = 4.5
"""Seconds after which "typing" is shown again; a client shows it for five."""


async def say(
    message: Message, text: Rich, keyboard: InlineKeyboardMarkup | None = None, *, patient: bool = False
) -> Message:
    """Answer a message in its thread, and return the answer; a patient one lets others go first."""
    return await _client(message).send_message(
        message.chat_id,
        text.html,
        message_thread_id=thread_of(message),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        reply_markup=keyboard,
        rate_limit_args=patient,
    )


async def show(message: Message, picture: bytes, caption: Rich) -> Message:
    """Answer a message in its thread with a picture, and return the answer."""
    return await _client(message).send_photo(
        message.chat_id,
        picture,
        caption.html,
        message_thread_id=thread_of(message),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        rate_limit_args=True,
    )


async def change(message: Message, text: Rich, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Change what an own message says."""
    await message.get_bot().edit_message_text(
        text.html, chat_id=message.chat_id, message_id=message.message_id, reply_markup=keyboard
    )


@asynccontextmanager
async def typing(message: Message, after: float) -> AsyncIterator[None]:
    """Show that somebody is typing once it has taken so many seconds."""
    shown = asyncio.create_task(_keep_typing(message, after))
    try:
        yield
    finally:
        shown.cancel()


async def _keep_typing(message: Message, after: float) -> None:
    await asyncio.sleep(after)
    while True:
        with suppress(TelegramError):  # it is a courtesy: nobody misses it
            await _client(message).send_chat_action(
                message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message), rate_limit_args=True
            )
        await asyncio.sleep(_SHOWN)


def _client(message: Message) -> Client:
    return cast("Client", message.get_bot())
