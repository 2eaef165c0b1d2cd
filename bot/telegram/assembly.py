"""Puts a bot together from the settings."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

from bot.telegram.database import open_database, salt
from bot.telegram.desk import Desk
from bot.telegram.errors import BotError
from bot.telegram.hearing.admission import Admission
from bot.telegram.hearing.gate import Gate
from bot.telegram.hearing.inbox import Inbox
from bot.telegram.hearing.strangers import Strangers
from bot.telegram.hearing.webhook import Webhook
from bot.telegram.memory import Memory
from bot.telegram.patience import Patience
from bot.telegram.saying.client import client
from bot.telegram.saying.outbox import Outbox
from bot.telegram.service import Service
from bot.telegram.watching.health import Health
from bot.telegram.watching.logs import Anonymizer
from bot.telegram.watching.metrics import Metrics
from bot.telegram.watching.watches import Watches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import SecretStr

    from bot.settings import Settings
    from bot.telegram.librarian import Librarian

_TOKEN = re.compile(r"\d+:[\w-]{20,}", re.ASCII)
_SECRET = re.compile(r"[\w-]{16,256}", re.ASCII)
"""Telegram takes from 1 (core.telegram.org/bots/api#setwebhook); a short one could be guessed."""


def assemble(
    settings: Settings,
    librarian: Librarian,
    patience: Patience | None = None,
    now: Callable[[], float] = time.time,
) -> Service:
    """Return the bot that the settings describe; ``now`` tells seconds since the epoch.

    Raises BotError if it has no token, lets nobody in, or its database cannot be opened.
    """
    patience = patience or Patience()
    gate = Gate(settings.telegram_allowed, settings.telegram_admins, settings.telegram_public)
    token = _token(_revealed(settings.telegram_token), settings.telegram_token_file)
    webhook = _webhook(settings)
    database = open_database(settings.database)
    bot = client(token, settings.telegram_api_url, patience)
    metrics = Metrics()
    desk = Desk(
        gate=gate,
        librarian=librarian,
        admission=Admission(
            settings.telegram_workers, settings.telegram_wait, settings.telegram_per_minute, settings.telegram_seconds
        ),
        inbox=Inbox(database, now, patience.fresh),
        outbox=Outbox(bot, database, patience, metrics, now),
        memory=Memory(database, now),
        watches=Watches(database, now),
        strangers=Strangers(database, now),
        metrics=metrics,
        anonymous=Anonymizer(salt(database)),
        patience=patience,
        top=settings.top,
        seeds=settings.seeds,
        index=settings.index,
        rebuild_command=settings.rebuild_command,
        log_questions=settings.telegram_log_questions,
    )
    port = settings.telegram_health_port
    monitored_at = (settings.telegram_health_host, port) if port else None
    return Service(bot, database, desk, Health(database), webhook, monitored_at)


def _token(setting: str | None, file: Path | None) -> str:
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


def _webhook(settings: Settings) -> Webhook | None:
    if settings.telegram_webhook_url is None:
        return None
    secret = _revealed(settings.telegram_webhook_secret) or secrets.token_urlsafe(32)
    if not _SECRET.fullmatch(secret):
        raise BotError("TELEGRAM_WEBHOOK_SECRET should have 16 to 256 letters, digits, _ or -")
    return Webhook(
        settings.telegram_webhook_url, secret, settings.telegram_webhook_host, settings.telegram_webhook_port
    )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
