"""The outbox: what is to be said stands here until Telegram confirms it, and is sent again as long as it is young.

Telegram has no key by which to know a repeated message, so one whose confirmation is lost comes twice. At most one
message a chat, and of answers at most `_AT_ONCE` in all, are under way at any moment and can be lost sight of.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.budgets import Budgets
from bot.telegram.database import transaction
from bot.telegram.saying.client import seconds_of
from bot.telegram.saying.outgoing import Method, Outgoing, apology

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from bot.telegram.patience import Patience
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.metrics import Metrics

logger = logging.getLogger(__name__)
_AT_ONCE = 4
"""Answers under way at once: enough to keep the line to Telegram busy."""
_PER_GROUP = 18
"""Messages a minute into one group; Telegram allows 20 (core.telegram.org/bots/faq). The library's own limiter would
wait with a request under way."""
_APOLOGIZED = 24 * 3600.0
"""Seconds for which an apology is tried: longer than outages last."""
_GONE = (
    "chat not found", "message to edit not found", "message can't be edited", "message is not modified",
    "message to be replied not found", "message thread not found", "not enough rights",
    "have no rights", "user is deactivated", "topic_closed", "topic_deleted",
)  # fmt: skip
"""What Telegram says where nobody is left to be told, in lower case; none of it is a fault of ours."""
_ATTACHED = {Method.SHOW: ("photo", "timeline.png"), Method.HAND_OVER: ("document", "proof.html")}
"""What Telegram calls an attachment, and the name that its reader sees."""
_COLUMNS = "user, expires, urgent, method, params, attachment, about, question, tries"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A message in the outbox."""

    id: int
    expires: float
    tries: int
    message: Outgoing


class Outbox:
    """Sends each chat's messages one after another; ``now`` tells seconds since the epoch."""

    def __init__(
        self,
        client: Client,
        database: sqlite3.Connection,
        patience: Patience,
        metrics: Metrics,
        now: Callable[[], float],
    ) -> None:
        self._client, self._database, self._patience = client, database, patience
        self._metrics, self._now = metrics, now
        self._few = asyncio.Semaphore(_AT_ONCE)
        self._groups = Budgets(_PER_GROUP)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._asking = set[asyncio.Task[Any] | None]()
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """How many messages are still to be sent."""
        return int(self._database.execute("select count(*) from outbox").fetchone()[0])

    def put(self, message: Outgoing, *, late: bool = False) -> None:
        """Take a message for sending; one that comes late, such as an apology, is tried for a day."""
        expires = self._now() + (_APOLOGIZED if late else self._patience.fresh)
        row = (
            message.chat, message.user, expires, message.urgent, message.method, json.dumps(message.params),
            message.attachment, message.about, message.question, 0,
        )  # fmt: skip
        statement = f"insert into outbox (chat, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        self._database.execute(statement, row)
        self._send_to(message.chat)

    def resume(self) -> None:
        """Send what a run before left."""
        for (chat,) in self._database.execute("select distinct chat from outbox").fetchall():
            self._send_to(chat)

    def forget(self, user: int) -> None:
        """Delete what the user was to be told."""
        self._database.execute("delete from outbox where user = ?", (user,))

    async def drain(self, seconds: float) -> None:
        """Begin nothing more, and let what is under way arrive, for so many seconds at most; the rest stays."""
        self._is_closed = True
        lanes = set(self._lanes.values())
        for lane in lanes - self._asking:
            lane.cancel()
        if lanes:
            _, late = await asyncio.wait(lanes, timeout=seconds)
            for lane in late:
                lane.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _send_to(self, chat: int) -> None:
        if chat not in self._lanes and not self._is_closed:
            self._lanes[chat] = asyncio.create_task(self._lane(chat))

    async def _lane(self, chat: int) -> None:
        """Send a chat's messages until there are no more."""
        try:
            while not self._is_closed and (entry := self._next(chat)):
                await self._deliver(entry)
        finally:
            del self._lanes[chat]

    def _next(self, chat: int) -> _Entry | None:
        row = self._database.execute(
            f"select id, {_COLUMNS} from outbox where chat = ? order by id limit 1",  # noqa: S608 - names from this code
            (chat,),
        ).fetchone()
        if row is None:
            return None
        key, user, expires, urgent, method, params, attachment, about, question, tries = row
        message = Outgoing(0, user, Method(method), json.loads(params), attachment, bool(urgent), about, question)
        return _Entry(key, expires, tries, message)

    async def _deliver(self, entry: _Entry) -> None:
        """Send a message again and again until it has arrived, is refused, or is too old."""
        faults, message = 0, entry.message
        while not self._is_closed:
            if self._now() > entry.expires:
                self._give_up(entry)
                return
            try:
                confirmation = await self._send(entry, is_repeated=faults + entry.tries > 0)
            except RetryAfter as warning:
                await self._wait(warning, seconds_of(warning) * self._patience.second)
            except ChatMigrated as migration:
                message.params["chat_id"] = migration.new_chat_id
            except (BadRequest, Forbidden) as refusal:
                self._drop(entry, refusal)
                return
            except TelegramError as fault:
                faults += 1
                await self._wait(fault, self._patience.pause(faults))
            else:
                self._confirm(entry, confirmation)
                return

    async def _send(self, entry: _Entry, *, is_repeated: bool) -> Any:  # noqa: ANN401 - as Telegram writes it
        message, task = entry.message, asyncio.current_task()
        if message.chat < 0:
            await self._groups.of(message.chat).acquire()
        attached = {}
        if message.attachment:
            field, name = _ATTACHED[message.method]
            attached[field] = InputFile(message.attachment, name)
        async with nullcontext() if message.urgent else self._few:
            self._database.execute("update outbox set tries = tries + 1 where id = ?", (entry.id,))
            self._metrics.count("messages", "repeated" if is_repeated else "sent")
            self._asking.add(task)
            try:
                return await self._client.do_api_request(message.method, {**message.params, **attached})
            finally:
                self._asking.discard(task)

    async def _wait(self, fault: TelegramError, seconds: float) -> None:
        why = f"{type(fault).__name__}: {fault}"
        logger.warning("a message waits to be sent again", extra={"why": why, "again_in": round(seconds, 1)})
        await asyncio.sleep(seconds)

    def _confirm(self, entry: _Entry, confirmation: Any) -> None:  # noqa: ANN401 - as Telegram writes it
        """Forget a message that has arrived, but for which question it answers: a reply to it may go on from there."""
        number = confirmation.get("message_id") if isinstance(confirmation, dict) else None
        with transaction(self._database):
            self._database.execute("delete from outbox where id = ?", (entry.id,))
            self._database.execute(
                "update questions set message = ? where id = ? and message is null", (number, entry.message.question)
            )

    def _drop(self, entry: _Entry, refusal: TelegramError) -> None:
        """Let a message go that Telegram refuses for good; where that is a fault of ours, apologize."""
        is_gone = not isinstance(refusal, BadRequest) or any(sign in str(refusal).lower() for sign in _GONE)
        self._metrics.count("messages", "gone" if is_gone else "refused")
        if is_gone:
            logger.info("nobody is there any more", extra={"why": str(refusal)})
        else:
            logger.error("Telegram refuses a message", extra={"why": str(refusal)})
        self._replace(entry, None if is_gone else apology(entry.message))

    def _give_up(self, entry: _Entry) -> None:
        self._metrics.count("messages", "given up")
        logger.error("a message could not be sent in time", extra={"method": entry.message.method})
        self._replace(entry, apology(entry.message))

    def _replace(self, entry: _Entry, instead: Outgoing | None) -> None:
        with transaction(self._database):
            self._database.execute("delete from outbox where id = ?", (entry.id,))
            if instead:
                self.put(instead, late=True)
