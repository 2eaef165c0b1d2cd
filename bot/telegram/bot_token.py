"""The bot's token: from the environment or a file, never from an argument."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from pathlib import Path

_TOKEN = re.compile(r"\d+:[\w-]{20,}", re.ASCII)


def read_token(setting: str | None, file: Path | None) -> str:
    """Return the token from the setting, else from the file.

    Raises BotError if there is none or it has another form; the message never shows it.
    """
    token = (setting or (_content(file) if file else "")).strip()
    if not token:
        raise BotError("no token: set TELEGRAM_TOKEN or TELEGRAM_TOKEN_FILE to what @BotFather gave you")
    if not _TOKEN.fullmatch(token):
        raise BotError("TELEGRAM_TOKEN is no token: it should be a number, a colon, and some 35 letters")
    return token


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(f"TELEGRAM_TOKEN_FILE {file} cannot be read ({type(error).__name__})") from None
