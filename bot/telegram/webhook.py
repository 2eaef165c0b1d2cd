"""The webhook: Telegram delivers, proves itself, and hears "received" once the update is written down."""

from __future__ import annotations

import hmac
import json
import logging
import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import Conflict

from bot.telegram.saying.client import ALLOWED_UPDATES
from bot.telegram.watching.http_server import Request, Response

if TYPE_CHECKING:
    from bot.telegram.dispatch import Dispatch
    from bot.telegram.saying.client import Client
    from bot.telegram.watching.http_server import Answerer

logger = logging.getLogger(__name__)
_HEADER = "x-telegram-bot-api-secret-token"


def receiver(url: str, secret: str, dispatch: Dispatch) -> Answerer:
    """Return what answers Telegram's deliveries to the address."""
    path = urlsplit(url).path

    def receive(request: Request) -> Response:
        if request.path != path or request.method != "POST":
            return Response(HTTPStatus.NOT_FOUND)
        proof = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(proof.encode("latin-1"), secret.encode()):
            return Response(HTTPStatus.FORBIDDEN)
        return _received(request, dispatch)

    return receive


async def announce(client: Client, url: str, secret: str) -> None:
    """Tell Telegram where to deliver."""
    await client.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)


async def still_ours(client: Client, url: str) -> None:
    """Ask Telegram where it delivers.

    Raises Conflict if that is elsewhere.
    """
    if (await client.get_webhook_info()).url != url:
        raise Conflict("Telegram delivers to another address")


def _received(request: Request, dispatch: Dispatch) -> Response:
    if dispatch.is_full:
        return Response(HTTPStatus.SERVICE_UNAVAILABLE)  # Telegram delivers it again a little later
    try:
        dispatch.receive([json.loads(request.body)])
    except (ValueError, RecursionError):
        return Response(HTTPStatus.BAD_REQUEST)
    except sqlite3.Error:
        logger.exception("a delivery could not be written down")
        return Response(HTTPStatus.SERVICE_UNAVAILABLE)
    return Response(HTTPStatus.OK)
