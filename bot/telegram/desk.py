"""The desk: everything that a handler works with."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.telegram.budgets import Budgets
from bot.telegram.database import transaction
from bot.telegram.hearing.admission import Kind
from bot.telegram.saying.outgoing import could_not_answer, reply, typing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.telegram.hearing.admission import Admission
    from bot.telegram.hearing.gate import Gate
    from bot.telegram.hearing.inbox import Inbox
    from bot.telegram.hearing.strangers import Strangers
    from bot.telegram.incoming import Incoming
    from bot.telegram.librarian import Librarian
    from bot.telegram.memory import ConversationKey, Memory
    from bot.telegram.patience import Patience
    from bot.telegram.saying.outbox import Outbox
    from bot.telegram.saying.outgoing import Keyboard, Outgoing
    from bot.telegram.saying.rich import Rich
    from bot.telegram.watching.logs import Anonymizer
    from bot.telegram.watching.metrics import Metrics
    from bot.telegram.watching.watches import Watches

logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_TYPISTS = 8
"""People who are shown at once that somebody is typing: showing it to a crowd costs more than answering it does."""
_NOTES = 1
"""Times a minute that a user is told to be too fast or that the line is full; the rest is passed over in silence."""


class Run(Protocol):
    """Does work in a thread, and returns what it returns."""

    async def __call__(self, work: Callable[[], _Result]) -> _Result:
        """Return the result; raises Busy or Late as `Admission.run` does."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of one running bot."""

    gate: Gate
    librarian: Librarian
    admission: Admission
    inbox: Inbox
    outbox: Outbox
    memory: Memory
    watches: Watches
    strangers: Strangers
    metrics: Metrics
    anonymous: Anonymizer
    patience: Patience
    top: int
    """Passages in one message at most."""
    seeds: Path
    index: Path
    rebuild_command: tuple[str, ...]
    """Runs as a process of its own, for building needs torch and half a gigabyte that the bot should not keep."""
    log_questions: bool = False
    notes: Budgets = field(default_factory=partial(Budgets, _NOTES))
    typists: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, _TYPISTS))
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while what a rebuild has brought is noted: two at once would take the same for news twice."""
    typed: dict[int, int] = field(default_factory=dict)
    """The last inline query of each user who is typing one."""

    @asynccontextmanager
    async def turn(self, kind: Kind, user: int, update: int) -> AsyncIterator[Run]:
        """Wait for the user's turn; what may have crashed the program before is computed without others of its like.

        Raises Busy as `Admission.turn` does.
        """
        async with self.admission.turn(kind, user, alone=self.inbox.crashes(update) > 0):
            yield partial(self.admission.run, kind, user, noted=partial(self.inbox.computing, update))

    @asynccontextmanager
    async def answering(self, incoming: Incoming) -> AsyncIterator[Run]:
        """Wait for the turn of somebody who asks, who is shown that somebody types where that takes long.

        Raises Busy as `Admission.turn` does.
        """
        waiting = typing(incoming.message, self.patience.typing, self.typists)
        async with waiting, self.turn(Kind.QUESTION, incoming.user, incoming.update) as run:
            yield run

    def send(self, message: Outgoing, *, late: bool = False) -> None:
        """Take a message for sending, and with it tick off the update that it answers."""
        with transaction(self.inbox.database):
            self.outbox.put(message, late=late)
            self.inbox.finish(message.update)

    def say(self, incoming: Incoming, text: Rich, keyboard: Keyboard = None) -> None:
        """Answer a message."""
        self.send(reply(incoming, text, keyboard))

    def apologize(self, incoming: Incoming) -> None:
        """Say that a message was given up."""
        self.metrics.count("updates", "given up")
        self.log("a message was given up", incoming.conversation)
        self.send(reply(incoming, could_not_answer(incoming.words or incoming.message.text or "")), late=True)

    def log(self, event: str, key: ConversationKey, **details: Any) -> None:  # noqa: ANN401 - any JSON
        """Log what happened to whom, the ids hashed."""
        logger.info(event, extra={"user": self.anonymous(key.user), "chat": self.anonymous(key.chat), **details})
