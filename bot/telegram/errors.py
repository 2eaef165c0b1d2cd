"""What ends the bot, and what an asker may be told instead of an answer."""

from __future__ import annotations

from typing import Self

from embeddings.errors import VerbatimError


class BotError(VerbatimError):
    """The bot cannot run; its message never holds the token."""

    @classmethod
    def at(cls, host: str, port: int, error: OSError) -> Self:
        """Return the error that says that nothing can listen there."""
        return cls(f"cannot listen at {host}:{port} ({error.strerror}): set another port")


class Busy(Exception):  # noqa: N818 - it is what the asker is told, not a fault
    """There is no place for the question; its message is for the asker."""


class Late(Exception):  # noqa: N818 - it is what the asker is told, not a fault
    """The question took longer than a question may take."""
