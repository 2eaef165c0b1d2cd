"""A small HTTP server: whole requests in, whole responses out, nothing kept open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import h11

from bot.telegram.errors import TelegramError

LARGEST = 1_000_000
"""Bytes of a request's body at most; an update has a few thousand."""
_AT_ONCE = 65_536
_SECONDS = 10.0
"""For one request: whoever is slower is not Telegram."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request, read to its end."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back."""

    status: HTTPStatus
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


Answerer = Callable[[Request], Response]


async def serve(host: str, port: int, answerer: Answerer) -> asyncio.Server:
    """Return a server that listens and answers.

    Raises TelegramError if it cannot listen there.
    """

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_SECONDS):
                await _converse(reader, writer, answerer)
        writer.close()

    try:
        return await asyncio.start_server(converse, host, port)
    except OSError as error:
        raise TelegramError(f"cannot listen at {host}:{port} ({error.strerror}): set another port") from None


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answerer: Answerer) -> None:
    connection = h11.Connection(h11.SERVER)
    try:
        request = await _read(connection, reader)
        response = answerer(request) if request else Response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except h11.RemoteProtocolError as error:
        response = Response(HTTPStatus(error.error_status_hint))
    if connection.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
        writer.write(_written(connection, response))
        await writer.drain()


async def _read(connection: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    """Return the request, None if it is too large."""
    head, body = None, bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(_AT_ONCE))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > LARGEST:
                return None
        elif head is not None and isinstance(event, h11.EndOfMessage):
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
            path = head.target.decode("latin-1").partition("?")[0]
            return Request(head.method.decode("latin-1"), path, headers, bytes(body))
        else:
            raise h11.RemoteProtocolError("no request")


def _written(connection: h11.Connection, response: Response) -> bytes:
    body = response.body.encode()
    headers = [("Content-Type", response.content_type), ("Content-Length", str(len(body))), ("Connection", "close")]
    told = h11.Response(status_code=response.status.value, headers=headers, reason=response.status.phrase)
    sent = [connection.send(event) for event in (told, h11.Data(data=body), h11.EndOfMessage())]
    return b"".join(part for part in sent if part)
