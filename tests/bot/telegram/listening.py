"""The HTTP of the server that stands for Telegram's."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.bot.telegram.calls import Call, Fault, Json
from tests.bot.telegram.judge import Refused

if TYPE_CHECKING:
    from email.message import Message

    from tests.bot.telegram.bot_api import BotApi


class Listener:
    """Listens on loopback for a server."""

    def __init__(self, api: BotApi, port: int = 0) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.api = api
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def listen(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End, and hang up on everybody."""
        self._server.shutdown()
        self._server.server_close()
        for caller in self._server.callers:
            with suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    api: BotApi
    callers: list[socket.socket]

    def server_activate(self) -> None:
        """Begin with nobody."""
        self.callers = []
        super().server_activate()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the library's signature
        """Remember who calls."""
        self.callers.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a bot that is killed hangs up in the middle."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        _, _, key = self.path.partition("/documents/")
        content = self.server.api.files.get(key)
        self._send(200 if content is not None else 404, content or b"")

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        _, token, method = self.path.split("?")[0].split("/", 2)
        params = {name: _value(value) for name, value in _fields(raw, self.headers.get("Content-Type", ""))}
        api = self.server.api
        with api.changed:
            planned = api.faults[method]
            fault = planned.popleft() if planned else None
        if fault:
            time.sleep(fault.seconds)
        if fault and not fault.late:
            self._fail(fault)
            return
        status, body = self._result(api, token, method, params)
        if fault:
            self._fail(fault)
            return
        self._send(status, json.dumps(body).encode())

    def _result(self, api: BotApi, token: str, method: str, params: Json) -> tuple[int, Json]:
        result, refusal = None, None
        try:
            result = api.answer(token, method, params)
        except Refused as refused:
            refusal = refused
        description = refusal.description if refusal else ""
        with api.changed:
            api.calls.append(Call(method, params, result, description))
            api.changed.notify_all()
        if refusal is None:
            return 200, {"ok": True, "result": result}
        body: Json = {"ok": False, "error_code": refusal.status, "description": description}
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return refusal.status, body

    def _fail(self, fault: Fault) -> None:
        if not fault.status:
            self.close_connection = True
            return
        told: Json = {"ok": False, "error_code": fault.status, "description": fault.description}
        if fault.parameters:
            told["parameters"] = fault.parameters
        self._send(fault.status, fault.body if fault.body is not None else json.dumps(told).encode())

    def _send(self, status: int, body: bytes) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _fields(raw: bytes, kind: str) -> list[tuple[str, str | bytes]]:
    """Return the form's fields; a file, which comes in a form of several parts, as its bytes."""
    if not kind.startswith("multipart/"):
        return [*parse_qsl(raw.decode(), keep_blank_values=True)]
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + raw)
    return [_field(part) for part in form.walk() if not part.is_multipart()]


def _field(part: Message) -> tuple[str, str | bytes]:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    name = str(part.get_param("name", header="content-disposition"))
    return name, content if part.get_filename() else content.decode()


def _value(text: str | bytes) -> Any:  # noqa: ANN401 - whatever the parameter holds
    """Return a parameter: an object or a list is sent as JSON."""
    if isinstance(text, bytes):
        return text
    return json.loads(text) if text[:1] in {"{", "["} and _is_json(text) else text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
