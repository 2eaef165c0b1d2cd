"""The log: JSON lines on standard error, ids hashed, secrets hidden, no question unless asked for."""

from __future__ import annotations

import logging
import sys
from hashlib import blake2b
from typing import TYPE_CHECKING

from pythonjsonlogger.json import JsonFormatter

if TYPE_CHECKING:
    from bot.redaction import Redactor

_OURS = ("bot", "retrieval", "embeddings")
"""Whose news is logged; of libraries only warnings are: their lines hold addresses with the token in them."""
_INDISCREET = "telegram"
"""A library whose lines, errors among them, hold whole updates with what people wrote; we log its faults ourselves."""
_NAMES = {"levelname": "level", "name": "from", "message": "event", "exc_info": "trace"}


class RedactedFormatter(JsonFormatter):
    """One JSON object a line; redacted last, so that nothing passes by."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s", rename_fields=_NAMES, timestamp="at")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return self._redact(super().format(record))


class Anonymizer:
    """Ids as short hashes: equal where the person is, worth nothing to who reads the log."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt

    def __call__(self, conversation: int | None) -> str | None:
        """Return the hash of an id."""
        if conversation is None:
            return None
        return blake2b(str(conversation).encode(), key=self._salt, digest_size=5).hexdigest()


def log_to_stderr(redact: Redactor) -> None:
    """Send every log line of this process to standard error, formatted and redacted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactedFormatter(redact))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a broken log line prints its raw arguments otherwise
    logging.captureWarnings(capture=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger(_INDISCREET).setLevel(logging.CRITICAL + 1)
