from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.errors import BotError
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

SECRET = "a-secret-of-some-length"  # noqa: S105 - nobody's
URL = "https://bot.example/verbatim/hook"


def test_deliveries_with_the_secret_are_answered_and_others_are_not(api: BotApi, tmp_path: Path) -> None:
    port = _free_port()
    options: dict[str, Any] = {"telegram_webhook_url": URL, "telegram_webhook_port": port}
    with running(api, tmp_path, HandLibrarian(), telegram_webhook_secret=SECRET, **options):
        announced = api.wait(lambda: api.webhook)
        assert (announced["url"], announced["secret_token"]) == (URL, SECRET)
        assert announced["allowed_updates"] == ["message", "callback_query", "inline_query"]
        ann = Person(api)
        message = ann.message(text="words")
        update = json.dumps({"update_id": 5, "message": message}).encode()
        path = "/verbatim/hook"
        assert _post(port, path, update, None) == 403
        assert _post(port, path, update, "a-secret-of-some-lengtH") == 403
        assert _post(port, path, update, "ü") == 403
        assert _post(port, "/verbatim", update, SECRET) == 404
        assert _post(port, path, b"{", SECRET) == 500
        assert _post(port, path, b'{"update_id": 4, "message": 5}', SECRET) == 400
        assert not api.made("sendMessage")
        assert _post(port, path, update, SECRET) == 200
        assert _post(port, path, update, SECRET) == 200
        ann.reply(message["message_id"])
    assert len(api.made("sendMessage")) == 1
    assert not api.polled


def test_without_a_secret_a_new_one_is_made(api: BotApi, tmp_path: Path) -> None:
    secrets = set()
    for _ in range(2):
        options: dict[str, Any] = {"telegram_webhook_url": URL, "telegram_webhook_port": _free_port()}
        with running(api, tmp_path, HandLibrarian(), **options):
            secrets.add(api.wait(lambda: api.webhook)["secret_token"])
        api.webhook = {}
    assert len(secrets) == 2
    assert min(map(len, secrets)) >= 32


def test_a_webhook_that_somebody_else_took_ends_the_bot(api: BotApi, tmp_path: Path) -> None:
    options: dict[str, Any] = {"telegram_webhook_url": URL, "telegram_webhook_port": _free_port()}
    with running(api, tmp_path, HandLibrarian(), ends=True, **options) as bot:
        api.wait(lambda: api.webhook)
        api.webhook = {"url": "https://other.example/"}
        bot.thread.join(60)
        assert not bot.thread.is_alive()
    assert isinstance(bot.error, BotError)
    assert "another program" in str(bot.error)


@pytest.mark.parametrize(
    "sent", [b"", b"nonsense\r\n\r\n", b"GET " + b"a" * 100_000, b"POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
def test_what_is_no_request_harms_nobody(api: BotApi, tmp_path: Path, sent: bytes) -> None:
    port = _free_port()
    options: dict[str, Any] = {"telegram_webhook_url": URL, "telegram_webhook_port": port}
    with running(api, tmp_path, HandLibrarian(), telegram_webhook_secret=SECRET, **options):
        api.wait(lambda: api.webhook)
        _wait_until_open(port)
        with socket.create_connection(("127.0.0.1", port), 5) as caller:
            caller.sendall(sent)
            caller.shutdown(socket.SHUT_WR)
            caller.recv(1000)
        assert _post(port, "/", b"", None) == 404


def _post(port: int, path: str, body: bytes, secret: str | None) -> int:
    _wait_until_open(port)
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    headers: dict[str, str | bytes] = {"Content-Type": "application/json"}
    if secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret.encode("latin-1")
    connection.request("POST", path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def _wait_until_open(port: int) -> None:
    for _ in range(200):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
