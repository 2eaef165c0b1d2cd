"""Telegram's client, which gives updates as they came and never shows its token."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

if TYPE_CHECKING:
    from telegram.error import RetryAfter

    from bot.telegram.patience import Patience

ALLOWED_UPDATES = ("message", "callback_query", "inline_query")
"""What the bot answers; edits and channel posts are not even asked for."""
_CONNECTIONS = 64
"""To Telegram at once: more than the requests that are under way at the busiest."""
_NO_CONNECTION = 5.0
"""Seconds to wait for a free connection before the request counts as never sent."""
_SLACK = 10.0
"""Seconds beyond a poll's own length before its connection counts as dead."""


class Client(ExtBot[None]):
    """The library's bot."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}[token=<redacted>]"

    async def raw_updates(self, offset: int | None, seconds: float) -> list[object]:
        """Return the updates from ``offset`` on as Telegram wrote them, waiting for the first so long.

        The library's own method reads all of them at once, so one that it cannot read loses the others.
        """
        updates = await self.do_api_request(
            "getUpdates",
            {"offset": offset, "timeout": round(seconds), "allowed_updates": ALLOWED_UPDATES},
            read_timeout=seconds + _SLACK,
        )
        return updates if isinstance(updates, list) else []


def client(token: str, api_url: str, patience: Patience) -> Client:
    """Return the client for a token, talking to the Bot API at that address."""
    # The library warns of its own integers, both kinds of which are read here, and of methods called by name.
    warnings.filterwarnings("ignore", ".*attribute `retry_after`", PTBDeprecationWarning)
    warnings.filterwarnings("ignore", "Please use 'Bot\\.", PTBUserWarning)
    base = api_url.rstrip("/")
    return Client(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=_CONNECTIONS, pool_timeout=_NO_CONNECTION, read_timeout=patience.reply
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
        defaults=Defaults(parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)),
    )


def seconds_of(warning: RetryAfter) -> float:
    """Return how long Telegram wants to be left alone."""
    wait = warning.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
