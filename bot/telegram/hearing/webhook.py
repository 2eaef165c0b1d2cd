"""The webhook: Telegram delivers each update to an address of ours."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import Conflict
from telegram.ext import Updater

from bot.telegram.errors import BotError
from bot.telegram.hearing.polling import keep_trying
from bot.telegram.saying.client import ALLOWED_UPDATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.hearing.arrivals import Arrivals
    from bot.telegram.patience import Patience
    from bot.telegram.saying.client import Client


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers, and where that arrives."""

    url: str
    secret: str
    host: str
    port: int


async def receive(
    client: Client, webhook: Webhook, arrivals: Arrivals, patience: Patience, heard: Callable[[], None]
) -> None:
    """Let Telegram deliver updates for ever, and ask now and then whether it still delivers them here.

    Raises BotError as `keep_trying` does, and if nothing can listen at the host and port.
    """

    async def ask() -> None:
        if (await client.get_webhook_info()).url != webhook.url:
            raise Conflict("Telegram delivers to another address")
        heard()
        await asyncio.sleep(patience.poll)

    updater = Updater(client, arrivals)
    await updater.initialize()
    try:
        await keep_trying(partial(_listen, updater, webhook), patience)
        while True:
            await keep_trying(ask, patience)
    finally:
        if updater.running:
            await updater.stop()


async def _listen(updater: Updater, webhook: Webhook) -> None:
    try:
        await updater.start_webhook(
            webhook.host,
            webhook.port,
            urlsplit(webhook.url).path,
            webhook_url=webhook.url,
            secret_token=webhook.secret,
            allowed_updates=ALLOWED_UPDATES,
        )
    except OSError as error:
        raise BotError.at(webhook.host, webhook.port, error) from None
