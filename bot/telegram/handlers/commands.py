"""Commands for everybody: what the bot is, what it knows, what it remembers."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.telegram.database import scrub
from bot.telegram.handlers.questions import NO_INDEX
from bot.telegram.saying.rendering import shelf_page
from bot.telegram.saying.rich import Rich, bold, joined, plain
from bot.telegram.saying.speech import say
from embeddings.errors import UnusableIndexError

if TYPE_CHECKING:
    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming

MENU = {
    "ask": "ask a question",
    "timeline": "how much somebody said, or something was in the news, month by month",
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
    "In a group, begin with /ask, mention me, or reply to me. In any other chat, type my name and a question.",
    "Under an answer, Context shows the paragraphs around, and Sources where all of it stands.",
)
_ABOUT = (
    "Every passage I show is copied from an article, character for character; no model writes a word of it.",
    "What I worked out myself, such as the year of a date, is marked as inferred.",
)
_PRIVACY = (
    "I store your message until I have answered it; a message that I could not read, for two days.",
    "I store each question that I answered for 30 days, for the buttons under the answer, and your 👍 or 👎 as long.",
    "I store what a conversation is about until /new, or half a quiet hour.",
    "My log holds hashes instead of your name and number, and not what you write{logged}.",
    "/forget deletes all that I store about you, in every chat.",
)


async def start(_: Desk, incoming: Incoming) -> None:
    """Greet."""
    await _reply(incoming, bold("Verbatim"), plain(_START), *map(plain, _HELP))


async def help_(desk: Desk, incoming: Incoming) -> None:
    """Say how to ask, and the commands."""
    menu = {**MENU, **(ADMIN_MENU if desk.gate.is_admin(incoming.user) else {})}
    commands = joined(plain(f"/{name} – {does}") for name, does in menu.items())
    await _reply(incoming, *map(plain, _HELP), commands)


async def new(desk: Desk, incoming: Incoming) -> None:
    """End the conversation."""
    desk.memory.end(incoming.conversation)
    await _reply(incoming, plain("A new conversation. What would you like to know?"))


async def sources(desk: Desk, incoming: Incoming) -> None:
    """List what the index holds."""
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, _LISTED)
    except UnusableIndexError:
        await _reply(incoming, plain(NO_INDEX))
    else:
        await _reply(incoming, shelf_page(shelf))


async def about(_: Desk, incoming: Incoming) -> None:
    """Say what the bot is."""
    await _reply(incoming, bold(f"Verbatim {version('verbatim-news')}"), *map(plain, _ABOUT))


async def privacy(desk: Desk, incoming: Incoming) -> None:
    """Say what is stored."""
    logged = ", except your questions: whoever runs me asked for that" if desk.log_questions else ""
    await _reply(incoming, bold("What I store"), *(plain(line.format(logged=logged)) for line in _PRIVACY))


async def forget(desk: Desk, incoming: Incoming) -> None:
    """Delete what is stored about the user."""
    desk.memory.forget(incoming.user)
    desk.inbox.forget(incoming.user)
    scrub(desk.inbox.database)
    await _reply(incoming, plain("Done. I know nothing about you any more."))


async def unknown(_: Desk, incoming: Incoming) -> None:
    """Say that there is no such command."""
    await _reply(incoming, plain("I do not know that command. /help lists those I know."))


async def unreadable(_: Desk, incoming: Incoming) -> None:
    """Say that only text is read."""
    await _reply(incoming, plain("I read questions in text only. /help says how to ask."))


async def _reply(incoming: Incoming, *paragraphs: Rich) -> None:
    await say(incoming.message, joined(paragraphs, "\n\n"))
