"""The bot's token: from the environment or a file, never an argument."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.telegram.errors import TelegramError

if TYPE_CHECKING:
    from pathlib import Path

_TOKEN = re.compile(r"\d+:[\w-]{20,}", re.ASCII)


def read_token(given: str | None, file: Path | None) -> str:
    """Return the token.

    Raises TelegramError if there is none or it is none; the message never shows it.
    """
    token = (given or (_content(file) if file else "")).strip()
    if not token:
        raise TelegramError("no token: set TELEGRAM_TOKEN or TELEGRAM_TOKEN_FILE to what @BotFather gave you")
    if not _TOKEN.fullmatch(token):
        raise TelegramError("TELEGRAM_TOKEN is no token: it should be a number, a colon, and some 35 letters")
    return token


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TelegramError(f"TELEGRAM_TOKEN_FILE {file} cannot be read ({type(error).__name__})") from None
