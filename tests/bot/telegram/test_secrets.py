from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest
from telegram.ext import ApplicationBuilder

from bot.redaction import HIDDEN, Redactor
from bot.telegram.patience import Patience
from bot.telegram.saying.client import client
from bot.telegram.watching.logs import Anonymizer, RedactedFormatter
from tests.bot.telegram.bot_api import TOKEN
from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

SLOW = ("-m", "tests.bot.telegram.slow_bot", "0.0")
KEY = TOKEN.partition(":")[2]


@pytest.mark.slow
def test_a_run_with_a_failing_handler_and_a_revoked_token_shows_the_token_nowhere(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW) as bot:
        api.wait(lambda: api.polled)
        api.fail("sendMessage", Fault(0, late=True))
        Person(api, 1001).says("words")
        assert "not your fault" in Person(api, 1002).asks("fail")["text"]
        api.token = "1:revoked"  # noqa: S105 - nobody's
        assert bot.wait(60) not in {0, None}
    log = (tmp_path / "log").read_text()
    assert "RuntimeError" in log
    assert "check TELEGRAM_TOKEN" in log
    assert KEY not in log
    assert "revoked" not in log


def test_a_run_that_is_refused_at_the_start_shows_the_token_nowhere(api: BotApi, tmp_path: Path) -> None:
    api.token = "1:other"  # noqa: S105 - nobody's
    with process(api, tmp_path, *SLOW, TELEGRAM_TOKEN=TOKEN) as bot:
        assert bot.wait(60) not in {0, None}
    assert KEY not in (tmp_path / "log").read_text()


@pytest.mark.slow
def test_a_run_without_a_connection_shows_the_token_nowhere(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW, TELEGRAM_API_URL="http://127.0.0.1:9", PYTHONASYNCIODEBUG="1") as bot:
        api.wait(lambda: "cannot be reached" in (tmp_path / "log").read_text())
        bot.terminate()
        assert bot.wait(60) == 0
    assert KEY not in (tmp_path / "log").read_text()


@pytest.mark.slow
@pytest.mark.parametrize(
    "variable",
    ["TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_DATABASE", "VERBATIM_SEEDS"],
)
def test_a_token_in_another_setting_ends_the_bot_and_is_shown_nowhere(
    api: BotApi, tmp_path: Path, variable: str
) -> None:
    with process(api, tmp_path, *SLOW, **{variable: f"https://bot.example/bot{TOKEN}/x"}) as bot:
        assert bot.wait(60) not in {0, None}
    log = (tmp_path / "log").read_text()
    assert f"{variable} holds a bot's token" in log
    assert KEY not in log
    assert not api.calls


def test_log_lines_are_json_without_ids_or_questions(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW) as bot:
        api.wait(lambda: api.polled)
        Person(api, 424242).asks("my secret question")
        bot.terminate()
        bot.wait(60)
    log = (tmp_path / "log").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    asked = next(line for line in lines if line["event"] == "question")
    assert (asked["outcome"], len(asked["user"])) == ("answered", 10)
    assert "424242" not in log
    assert "secret" not in log


def test_questions_are_logged_when_asked_for(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, *SLOW, TELEGRAM_LOG_QUESTIONS="true") as bot:
        api.wait(lambda: api.polled)
        Person(api).asks("my question")
        bot.terminate()
        bot.wait(60)
    assert '"question": "my question"' in (tmp_path / "log").read_text()


def test_the_token_may_come_from_a_file(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    with process(api, tmp_path, *SLOW, TELEGRAM_TOKEN="", TELEGRAM_TOKEN_FILE=str(tmp_path / "token")):
        assert api.wait(lambda: api.polled)


def test_no_repr_shows_the_token() -> None:
    made = client(TOKEN, "http://127.0.0.1:9", Patience())
    app: object = ApplicationBuilder().bot(made).updater(None).build()
    assert KEY not in repr(made) + str(made) + repr(app)


@pytest.mark.parametrize(
    "text",
    [f"x{TOKEN}y", TOKEN.replace(":", "%3A"), f"/bot{TOKEN}/getMe", KEY, "987654321:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
)
def test_a_token_is_hidden_however_it_is_written(text: str) -> None:
    shown = Redactor((TOKEN, "webhook-secret-1"))(f"before {text} after")
    assert HIDDEN in shown
    assert KEY not in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")


def test_tracebacks_in_the_log_are_redacted() -> None:
    try:
        int(TOKEN)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed at %s", (TOKEN,), sys.exc_info())
    line = RedactedFormatter(Redactor((TOKEN,))).format(record)
    assert KEY not in line
    assert "ValueError" in json.loads(line)["trace"]


def test_hashed_ids_tell_people_apart_and_depend_on_the_salt() -> None:
    one, other = Anonymizer(b"1"), Anonymizer(b"2")
    assert one(5) == one(5) != one(6)
    assert one(5) != other(5)
    assert one(None) is None
