"""Commands for everybody: what the bot is, what it knows, what it remembers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING

from telegram import ReplyKeyboardMarkup
from telegram.constants import ChatType

from bot.telegram.database import scrub
from bot.telegram.saying.overviews import shelf_page
from bot.telegram.saying.rich import Rich, bold, joined, plain
from embeddings.errors import UnusableIndexError

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming
    from bot.telegram.saying.outgoing import Keyboard

MENU = {
    "ask": "ask a question",
    "check": "is a quotation printed word for word",
    "timeline": "how much somebody said, or something was in the news, month by month",
    "proof": "the last answer, or the one replied to, as a page with its words marked in their articles",
    "watch": "tell me when new articles quote somebody or speak of something",
    "watches": "what you are told about, and how to end it",
    "new": "start a new conversation",
    "sources": "which articles I know",
    "help": "how to ask",
    "about": "what I am",
    "privacy": "what I store",
    "forget": "delete what I store about you",
}
ADMIN_MENU = {
    "stats": "what has been asked and answered",
    "rebuild": "read all articles anew",
    "add": "add an article: send it as a file with /add as its caption",
}
_LISTED = 20
"""Articles that /sources names: a screen or two of a phone; the rest is counted."""

_START = "Ask me what somebody said, or about anything in the news that I have read."
_HELP = (
    "Write your question as a message. I answer with the exact words that articles printed, and where they stand.",
    "Name who spoke and when, if you know: what did Pompeo say in April",
    "Write or forward a message that quotes somebody, and I check each quotation; in a group, reply to it with /check.",
    "In a group, begin with /ask, mention me, or reply to me. In any other chat, type my name and a question.",
    "Under an answer, Context shows the paragraphs around, Sources where all of it stands, and Copy takes one along.",
)
_ABOUT = (
    "Every passage I show is copied from an article, character for character; no model writes a word of it.",
    "What I worked out myself, such as the year of a date, says so.",
)
_PRIVACY = (
    "I store your message until I have answered it; a message that I could not read, for two days.",
    "I store each question that I answered for 30 days, for the buttons under the answer, and your 👍 or 👎 as long.",
    "I store what a conversation is about until /new, or half a quiet hour.",
    "I store what you /watch until you end it.",
    "My log holds hashes instead of your name and number, and not what you write{logged}.",
    "/forget deletes all that I store about you, in every chat.",
)


async def start(desk: Desk, incoming: Incoming) -> None:
    """Greet, with questions to tap where nobody else is bothered by them."""
    keyboard = None
    if incoming.message.chat.type == ChatType.PRIVATE:
        with suppress(UnusableIndexError):
            examples = await asyncio.to_thread(desk.librarian.examples)
            keyboard = ReplyKeyboardMarkup.from_column(examples, resize_keyboard=True, one_time_keyboard=True)
    invitation = "Tap a question below, or write your own." if keyboard else _HELP[1]
    _reply(
        desk,
        incoming,
        bold("Verbatim"),
        *map(plain, (_START, _HELP[0], invitation, "/help says more.")),
        keyboard=keyboard,
    )


async def help_(desk: Desk, incoming: Incoming) -> None:
    """Say how to ask, and the commands."""
    menu = {**MENU, **(ADMIN_MENU if desk.gate.is_admin(incoming.user) else {})}
    commands = joined(plain(f"/{name} – {does}") for name, does in menu.items())
    _reply(desk, incoming, *map(plain, _HELP), commands)


async def new(desk: Desk, incoming: Incoming) -> None:
    """End the conversation."""
    desk.memory.end(incoming.conversation)
    _reply(desk, incoming, plain("A new conversation. What would you like to know?"))


async def sources(desk: Desk, incoming: Incoming) -> None:
    """List what the index holds."""
    _reply(desk, incoming, shelf_page(await asyncio.to_thread(desk.librarian.shelf, _LISTED)))


async def about(desk: Desk, incoming: Incoming) -> None:
    """Say what the bot is."""
    _reply(desk, incoming, bold(f"Verbatim {version('verbatim-news')}"), *map(plain, _ABOUT))


async def privacy(desk: Desk, incoming: Incoming) -> None:
    """Say what is stored."""
    logged = ", except your questions: whoever runs me asked for that" if desk.log_questions else ""
    _reply(desk, incoming, bold("What I store"), *(plain(line.format(logged=logged)) for line in _PRIVACY))


async def forget(desk: Desk, incoming: Incoming) -> None:
    """Delete what is stored about the user."""
    desk.memory.forget(incoming.user)
    desk.inbox.forget(incoming.user)
    desk.outbox.forget(incoming.user)
    desk.watches.forget(incoming.user)
    scrub(desk.inbox.database)
    _reply(desk, incoming, plain("Done. I know nothing about you any more."))


async def unknown(desk: Desk, incoming: Incoming) -> None:
    """Say that there is no such command."""
    _reply(desk, incoming, plain("I do not know that command. /help lists those I know."))


async def unreadable(desk: Desk, incoming: Incoming) -> None:
    """Say that only text is read."""
    _reply(desk, incoming, plain("I read questions in text only. /help says how to ask."))


def _reply(desk: Desk, incoming: Incoming, *paragraphs: Rich, keyboard: Keyboard = None) -> None:
    desk.say(incoming, joined(paragraphs, "\n\n"), keyboard)
