"""The desk: everything that a handler works with."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.hearing.admission import Admission
    from bot.telegram.hearing.gate import Gate
    from bot.telegram.hearing.inbox import Inbox
    from bot.telegram.librarian import Librarian
    from bot.telegram.memory import ConversationKey, Memory
    from bot.telegram.patience import Patience
    from bot.telegram.saying.outbox import Outbox
    from bot.telegram.watching.logs import Anonymizer
    from bot.telegram.watching.metrics import Metrics

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of one running bot."""

    gate: Gate
    librarian: Librarian
    admission: Admission
    inbox: Inbox
    outbox: Outbox
    memory: Memory
    metrics: Metrics
    anonymous: Anonymizer
    patience: Patience
    top: int
    """Passages in one message at most."""
    seeds: Path
    rebuild_command: tuple[str, ...]
    """Runs as a process of its own, for building needs torch and half a gigabyte that the bot should not keep."""
    log_questions: bool = False
    unsent: set[int] = field(default_factory=set)
    """Updates whose reply never left: they stay in the inbox until the network is back."""
    typed: dict[int, int] = field(default_factory=dict)
    """The last inline query of each user who is typing one."""

    def log(self, event: str, key: ConversationKey, **details: Any) -> None:  # noqa: ANN401 - any JSON
        """Log what happened to whom, the ids hashed."""
        logger.info(event, extra={"user": self.anonymous(key.user), "chat": self.anonymous(key.chat), **details})
