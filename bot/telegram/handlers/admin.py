"""Commands for admins: figures, a rebuild, a new article."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.acquisition import LARGEST, acquire, refuse_name
from bot.telegram.rebuilding import Rebuilding, others_ending
from bot.telegram.saying.rich import bold, joined, plain, shortened
from embeddings.errors import SeedsError, UnusableIndexError

if TYPE_CHECKING:
    from telegram import Document, Message

    from bot.telegram.desk import Desk
    from bot.telegram.incoming import Incoming

_USAGE = "Send an article as a file, with /add as its caption; or reply /add to a file."
_SHOWN = 1500
"""Characters of a rebuild's report at most: a screen or two, whose last lines say how it went."""
_BEGUN = "Reading all articles anew…"
_DONE = "Done. The next question gets the new index."
_FAILED = "That failed. The old index stays."


async def stats(desk: Desk, incoming: Incoming) -> None:
    """Say what was counted, and who was refused lately."""
    lines = [f"{name} {kind}: {count:,}" for name, kind, count in desk.metrics.counts()]
    lines += [f"{name}: {count:,}" for name, count in desk.memory.counts().items()]
    lines.append(f"waiting in line: {desk.admission.waiting}, at work: {desk.admission.running}")
    lines.append(f"waiting to be sent: {desk.outbox.waiting}")
    try:
        shelf = await asyncio.to_thread(desk.librarian.shelf, 0)
    except UnusableIndexError as error:
        lines.append(str(error))
    else:
        lines += [f"index {shelf.generation}", *(f"{name}: {count:,}" for name, count in shelf.counts.items())]
    lines += [f"refused: {stranger}" for stranger in desk.strangers.latest()]
    desk.say(incoming, bold("Since the start") + plain("\n") + joined(plain(line) for line in lines))


async def rebuild(desk: Desk, incoming: Incoming) -> None:
    """Rebuild the index in a process of its own, and say how it went; until then one message shows how far it is.

    After a restart the update is found unanswered, and the rebuild goes on with what was embedded.
    """
    progress = None
    with suppress(TelegramError):  # as in `_show`
        progress = await incoming.message.reply_text(_BEGUN, do_quote=True)
    with desk.inbox.computing(incoming.update):
        async for line in others_ending(desk.index):
            await _show(progress, line)
        async with Rebuilding(desk.rebuild_command) as running:
            async for line in running.progress():
                await _show(progress, f"{_BEGUN}\n{shortened(line, _SHOWN)}")
    report = plain("\n" + "\n".join(running.report)[-_SHOWN:])
    desk.say(incoming, bold(_DONE if running.succeeded else _FAILED) + report)
    desk.metrics.count("rebuilds", "done" if running.succeeded else "failed")


async def add(desk: Desk, incoming: Incoming) -> None:
    """Add a sent file to the seeds."""
    replied = incoming.message.reply_to_message
    document = incoming.message.document or (replied.document if replied else None)
    if document is None:
        await hint(desk, incoming)
        return
    try:
        outcome = await _acquired(desk, document)
    except SeedsError as error:
        outcome = f"Not added: {error}"
    except TelegramError as error:
        outcome = f"Not added: Telegram did not hand the file over ({error}). Send it again."
    desk.say(incoming, plain(outcome))


async def hint(desk: Desk, incoming: Incoming) -> None:
    """Say how a sent file becomes an article."""
    desk.say(incoming, plain(_USAGE))


async def _show(progress: Message | None, text: str) -> None:
    """Let the message say that from now on; a rebuild goes on, whether or not it can be watched."""
    with suppress(TelegramError):  # two lines that are equal are an error too
        if progress:
            await progress.edit_text(plain(text).html)


async def _acquired(desk: Desk, document: Document) -> str:
    name = document.file_name or ""
    refuse_name(name)
    if (document.file_size or 0) > LARGEST:
        raise SeedsError(f"it has {document.file_size:,} bytes, and {LARGEST:,} are the most")
    file = await document.get_file()
    raw = bytes(await file.download_as_bytearray())
    summary = await asyncio.to_thread(acquire, desk.seeds, name, raw)
    return f"{summary} /rebuild makes it known."
