"""What ends the bot, and what a question may be told instead of an answer."""

from __future__ import annotations

from embeddings.errors import VerbatimError


class TelegramError(VerbatimError):
    """The bot cannot run; its message never holds the token."""


class Busy(Exception):  # noqa: N818 - it is what the asker is told, not a fault
    """No place for the question; its message is for who asked."""


class Late(Exception):  # noqa: N818 - it is what the asker is told, not a fault
    """The question took longer than a question may."""
