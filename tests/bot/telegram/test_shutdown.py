from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.bot.telegram.bot_api import BotApi

SLOW = ("-m", "tests.bot.telegram.slow_bot")


@pytest.mark.slow
def test_sigterm_under_load_exits_in_time_and_the_rest_is_answered_by_the_next(api: BotApi, tmp_path: Path) -> None:
    people = [Person(api, 2000 + number) for number in range(30)]
    with process(api, tmp_path, *SLOW, "0.5") as bot:
        api.wait(lambda: api.polled)
        asked = [person.says("words") for person in people]
        api.wait(lambda: len(api.made("sendMessage")) >= 3)
        bot.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0
    answered = len(api.made("sendMessage"))
    assert answered < 30
    with process(api, tmp_path, *SLOW, "0.01"):
        api.wait(lambda: all(p.replies_to(q) for p, q in zip(people, asked, strict=True)))
    assert len(api.made("sendMessage")) == 30


@pytest.mark.slow
def test_a_question_that_never_ends_cannot_keep_the_process(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW, "60") as bot:
        api.wait(lambda: api.polled)
        Person(api).says("words")
        api.wait(lambda: api.made("sendChatAction"))
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0


def test_an_interrupted_bot_says_so_by_its_exit_status(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW, "0") as bot:
        api.wait(lambda: api.polled)
        bot.send_signal(signal.SIGINT)
        assert bot.wait(60) == 130


def test_sigterm_before_telegram_answers_ends_the_bot(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW, "0", TELEGRAM_API_URL="http://127.0.0.1:9") as bot:
        api.wait(lambda: "cannot be reached" in (tmp_path / "log").read_text())
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0


@pytest.mark.slow
def test_sigterm_in_the_first_build_ends_it_with_the_bot(api: BotApi, tmp_path: Path) -> None:
    options = ("--index", str(tmp_path / "index"), "--seeds", str(ROOT / "seeds"))
    with process(api, tmp_path, "-m", "bot", "telegram", *options) as bot:
        children = Path(f"/proc/{bot.pid}/task/{bot.pid}/children")
        api.wait(children.read_text)
        builds = [Path("/proc", child) for child in children.read_text().split()]
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0
        assert not [build for build in builds if build.exists()]
    assert "Traceback" not in (tmp_path / "log").read_text()
    assert not api.calls
