from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.telegram.errors import BotError
from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import QUICK, running
from tests.bot.telegram.shelves import HandLibrarian
from tests.bot.telegram.test_webhook import _free_port
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi


def test_healthz_and_metrics_tell_how_the_bot_is(api: BotApi, tmp_path: Path, index: Path) -> None:
    port = _free_port()
    shutil.copytree(index, tmp_path / "index")
    patience = replace(QUICK, stale=0.5, poll=0.2)
    with running(api, tmp_path, HandLibrarian(), patience, telegram_health_port=port):
        Person(api).asks("words")
        well = api.wait(lambda: _get(port, "/healthz")[0] == 200 and _get(port, "/healthz")[1])
        assert "well" in json.loads(well)
        # The reply is out a moment before it is counted.
        counted = 'verbatim_telegram_questions_total{kind="answered"} 1.0'
        api.wait(lambda: counted in _get(port, "/metrics")[1].splitlines())
        api.wait(lambda: "verbatim_telegram_up 1.0" in _get(port, "/metrics")[1].splitlines())
        assert _get(port, "/")[0] == 404
        api.fail("getUpdates", *[Fault(0)] * 500)
        api.wait(lambda: _get(port, "/healthz")[0] == 503)
        assert "last heard" in _get(port, "/healthz")[1]


def test_health_asks_the_running_bot_and_the_index(api: BotApi, tmp_path: Path, index: Path) -> None:
    told = _health(tmp_path)
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 2)
    shutil.copytree(index, tmp_path / "index")
    with running(api, tmp_path, HandLibrarian()):
        Person(api).asks("words")
        told = _health(tmp_path)
        assert (told.returncode, told.stderr) == (0, b"")
        assert json.loads(told.stdout)["well"] is True
    (tmp_path / "index" / "CURRENT").write_text("nonsense")
    told = _health(tmp_path)
    assert told.returncode == 1
    assert b"names no generation" in told.stderr


def test_a_port_that_is_taken_ends_the_bot_with_its_number(api: BotApi, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(api, tmp_path, HandLibrarian(), ends=True, telegram_health_port=port) as bot:
            bot.thread.join(60)
    assert isinstance(bot.error, BotError)
    assert f"127.0.0.1:{port}" in str(bot.error)


def _health(folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "telegram", "--health", "--json", "--index", str(folder / "index")]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False)


def _get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
