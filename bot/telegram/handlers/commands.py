"""Commands for everybody: what the bot is, what it knows, what it remembers."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.telegram.database import scrub
from bot.telegram.handlers.questions import NO_INDEX
from bot.telegram.saying.rendering import shelf_page
from bot.telegram.saying.rich import Rich, bold, joined, plain
from bot.telegram.saying.speech import say, where
from embeddings.errors import UnusableIndexError

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.telegram.desk import Desk

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
"""Articles that /sources names; the rest is counted."""

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


async def start(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet."""
    del desk, context
    await _tell(update, bold("Verbatim"), plain(_START), *map(plain, _HELP))


async def help_(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say how to ask, and the commands."""
    del context
    admin = update.effective_user is not None and desk.gate.is_admin(update.effective_user.id)
    menu = {**MENU, **(ADMIN_MENU if admin else {})}
    commands = joined(plain(f"/{name} – {does}") for name, does in menu.items())
    await _tell(update, *map(plain, _HELP), commands)


async def new(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """End the conversation."""
    del context
    if update.message:
        desk.memory.end(where(update.message))
    await _tell(update, plain("A new conversation. What would you like to know?"))


async def sources(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """List what the index holds."""
    del context
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, _LISTED)
    except UnusableIndexError:
        await _tell(update, plain(NO_INDEX))
    else:
        await _tell(update, shelf_page(shelf))


async def about(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what the bot is."""
    del desk, context
    await _tell(update, bold(f"Verbatim {version('verbatim-news')}"), *map(plain, _ABOUT))


async def privacy(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what is stored."""
    del context
    logged = ", except your questions: whoever runs me asked for that" if desk.log_questions else ""
    await _tell(update, bold("What I store"), *(plain(line.format(logged=logged)) for line in _PRIVACY))


async def forget(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Delete what is stored about the user."""
    del context
    if update.effective_user:
        desk.memory.forget(update.effective_user.id)
        desk.inbox.forget(update.effective_user.id)
        scrub(desk.inbox.database)
        await _tell(update, plain("Done. I know nothing about you any more."))


async def unknown(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say that there is no such command."""
    del desk, context
    await _tell(update, plain("I do not know that command. /help lists those I know."))


async def unreadable(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say that only text is read."""
    del desk, context
    await _tell(update, plain("I read questions in text only. /help says how to ask."))


async def _tell(update: Update, *paragraphs: Rich) -> None:
    if update.message:
        await say(update.message, joined(paragraphs, "\n\n"))
