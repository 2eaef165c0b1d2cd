"""Commands for admins: figures, a rebuild, a new article."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.acquisition import LARGEST, acquire, refuse_name
from bot.telegram.rebuilding import Rebuilding
from bot.telegram.saying.rich import bold, joined, plain, shortened
from bot.telegram.saying.speech import change, say
from embeddings.errors import SeedsError, UnusableIndexError

if TYPE_CHECKING:
    from telegram import Document

    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming

_USAGE = "Send an article as a file, with /add as its caption; or reply /add to a file."
_SHOWN = 1500
"""Characters of a rebuild's report at most: a screen or two, whose last lines say how it went."""


async def stats(desk: Desk, incoming: Incoming) -> None:
    """Say what was counted."""
    lines = [f"{name} {kind}: {count:,}" for name, kind, count in desk.metrics.counts()]
    lines += [f"{name}: {count:,}" for name, count in desk.memory.counts().items()]
    lines.append(f"waiting in line: {desk.admission.waiting}, at work: {desk.admission.running}")
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, 0)
    except UnusableIndexError as error:
        lines.append(str(error))
    else:
        lines += [f"index {shelf.generation}", *(f"{name}: {count:,}" for name, count in shelf.counts.items())]
    await say(incoming.message, bold("Since the start") + plain("\n") + joined(plain(line) for line in lines))


async def rebuild(desk: Desk, incoming: Incoming) -> None:
    """Rebuild the index in a process of its own; one message shows how far it is."""
    shown = await say(incoming.message, plain("Reading all articles anew…"))
    async with Rebuilding(desk.rebuild_command) as running:
        async for line in running.progress():
            with suppress(TelegramError):  # the rebuild goes on, whether or not it can be watched
                await change(shown, plain(f"Reading all articles anew…\n{shortened(line, _SHOWN)}"))
    outcome = (
        "Done. The next question gets the new index." if running.succeeded else "That failed. The old index stays."
    )
    await change(shown, bold(outcome) + plain("\n" + "\n".join(running.report)[-_SHOWN:]))
    desk.metrics.count("rebuilds", "done" if running.succeeded else "failed")


async def add(desk: Desk, incoming: Incoming) -> None:
    """Add a sent file to the seeds."""
    message = incoming.message
    document = message.document or (message.reply_to_message.document if message.reply_to_message else None)
    if document is None:
        await say(message, plain(_USAGE))
        return
    try:
        outcome = await _acquired(desk, document)
    except SeedsError as error:
        outcome = f"Not added: {error}"
    await say(message, plain(outcome))


async def _acquired(desk: Desk, document: Document) -> str:
    name = document.file_name or ""
    refuse_name(name)
    if (document.file_size or 0) > LARGEST:
        raise SeedsError(f"it has {document.file_size:,} bytes, and {LARGEST:,} are the most")
    file = await document.get_file()
    raw = bytes(await file.download_as_bytearray())
    summary = await asyncio.to_thread(acquire, desk.seeds, name, raw)
    return f"{summary} /rebuild makes it known."


async def hint(_: Desk, incoming: Incoming) -> None:
    """Say how a sent file becomes an article."""
    await say(incoming.message, plain(_USAGE))
