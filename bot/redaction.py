"""Secrets stay secret: in log lines, tracebacks, and what a crash prints."""

from __future__ import annotations

import re
import sys
import threading
import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

HIDDEN = "<redacted>"
_TOKEN = re.compile(r"\d{5,}(?::|%3[aA])[\w-]{20,}")
"""What any bot's token looks like, percent-encoded or not: a stranger's is nobody's business either."""
_SHORTEST = 8
"""Characters; a shorter secret is no secret, and hiding it would hide ordinary words."""


class Redactor:
    """Hides secrets in text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret) if len(form) >= _SHORTEST}
        known = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
        self._pattern = re.compile("|".join([*known, _TOKEN.pattern]))

    def __call__(self, text: str) -> str:
        """Return the text with every secret hidden."""
        return self._pattern.sub(HIDDEN, text)


def holds_token(text: str) -> bool:
    """Return whether any bot's token stands in the text."""
    return _TOKEN.search(text) is not None


def guard_crashes(redact: Redactor) -> None:
    """Hide secrets in what an uncaught exception prints, in whatever thread."""

    def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = show
    threading.excepthook = lambda crash: show(crash.exc_type, crash.exc_value, crash.exc_traceback)
    sys.unraisablehook = lambda crash: show(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _forms(secret: str) -> tuple[str, ...]:
    """Return the ways in which a secret may be written: whole, as in an address, and the part that matters."""
    return (secret, quote(secret, safe=""), secret.partition(":")[2])
