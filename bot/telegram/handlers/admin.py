"""Commands for admins: figures, a rebuild, a new article."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.telegram.hearing.acquisition import LARGEST, acquire, refuse_name
from bot.telegram.rebuilding import Rebuilding
from bot.telegram.saying.rich import bold, joined, plain, shortened
from bot.telegram.saying.speech import change, say
from embeddings.errors import SeedsError, UnusableIndexError

if TYPE_CHECKING:
    from telegram import Document, Message, Update
    from telegram.ext import ContextTypes

    from bot.telegram.desk import Desk

_USAGE = "Send an article as a file, with /add as its caption; or reply /add to a file."
_SHOWN = 1500
"""Characters of a rebuild's report; its last lines say how it went."""


async def stats(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Tell what was counted."""
    del context
    if update.message is None:
        return
    lines = [f"{name} {kind}: {count:,}" for (name, kind), count in sorted(desk.metrics.counts().items())]
    lines += [f"{name}: {count:,}" for name, count in desk.memory.counts().items()]
    lines.append(f"waiting in line: {desk.admission.waiting}, at work: {desk.admission.running}")
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, 0)
    except UnusableIndexError as error:
        lines.append(str(error))
    else:
        lines += [f"index {shelf.generation}", *(f"{name}: {count:,}" for name, count in shelf.counts.items())]
    await say(update.message, bold("Since the start") + plain("\n") + joined(plain(line) for line in lines))


async def rebuild(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Rebuild the index in a process of its own, and tell how far it is by changing one message."""
    del context
    if update.message is None:
        return
    told = await say(update.message, plain("Reading all articles anew…"))
    async with Rebuilding(desk.rebuild_command) as running:
        async for line in running.progress():
            with suppress(TelegramError):  # the rebuild goes on, whether or not it can be watched
                await change(told, plain(f"Reading all articles anew…\n{shortened(line, _SHOWN)}"))
    outcome = (
        "Done. The next question gets the new index." if running.succeeded else "That failed. The old index stays."
    )
    await change(told, bold(outcome) + plain("\n" + "\n".join(running.report)[-_SHOWN:]))
    desk.metrics.count("rebuilds", "done" if running.succeeded else "failed")


async def add(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Add a sent file to the seeds."""
    del context
    message = update.message
    if message is None:
        return
    document = message.document or (message.reply_to_message.document if message.reply_to_message else None)
    if document is None:
        await say(message, plain(_USAGE))
        return
    try:
        told = await _acquired(desk, document)
    except SeedsError as error:
        told = f"Not added: {error}"
    await say(message, plain(told))


async def _acquired(desk: Desk, document: Document) -> str:
    name = document.file_name or ""
    refuse_name(name)
    if (document.file_size or 0) > LARGEST:
        raise SeedsError(f"it has {document.file_size:,} bytes, and {LARGEST:,} are the most")
    file = await document.get_file()
    raw = bytes(await file.download_as_bytearray())
    summary = await asyncio.to_thread(acquire, desk.seeds, name, raw)
    return f"{summary} /rebuild makes it known."


async def hint(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say how a sent file becomes an article."""
    del desk, context
    message: Message | None = update.message
    if message:
        await say(message, plain(_USAGE))
