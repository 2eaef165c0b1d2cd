from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.errors import BotError
from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import QUICK, running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

CONFLICT = Fault(409, "Conflict: terminated by other getUpdates request", seconds=0.05)
FLOOD = "Too Many Requests: retry after"


def test_a_flood_warning_is_respected_and_the_answer_still_comes(api: BotApi, tmp_path: Path) -> None:
    api.hush(1001, 1)
    with running(api, tmp_path, HandLibrarian()):
        Person(api, 1001).asks("words")
    assert len(api.refusals()) == 1
    assert len(api.made("sendMessage")) == 1


def test_a_flood_warning_for_one_chat_holds_up_no_other(api: BotApi, tmp_path: Path) -> None:
    api.hush(1001, 1, lasting=3600)
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, second=0.01)):
        ann = Person(api, 1001)
        asked = ann.says("words")
        api.wait(api.refusals)
        Person(api, 1002).asks("/help")
        Person(api, 1003).asks("words")
        api.hush(1001, 0)
        ann.reply(asked)
    assert [call.result["chat"]["id"] for call in api.made("sendMessage")] == [1002, 1003, 1001]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(403, "Forbidden: bot was blocked by the user"),
        Fault(403, "Forbidden: bot was kicked from the supergroup chat"),
        Fault(400, "Bad Request: chat not found"),
        Fault(400, "Bad Request: not enough rights to send text messages to the chat"),
        Fault(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100500}),
    ],
)
def test_who_has_gone_is_let_go_quietly(
    api: BotApi, tmp_path: Path, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", fault)
    with running(api, tmp_path, HandLibrarian()):
        asked = Person(api).says("words")
        api.wait(lambda: not api.faults["sendMessage"])
        Person(api, 1002).asks("words")
    assert not Person(api).replies_to(asked)
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


def test_a_message_that_telegram_is_slow_to_confirm_comes_twice_at_most(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", Fault(0, late=True, seconds=1.5))
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, reply=1.0)):
        ann = Person(api)
        asked = ann.says("words")
        ann.reply(asked)
        ann.asks("still there?")
    assert len(ann.replies_to(asked)) <= 2


def test_a_handler_that_raises_apologizes_and_the_bot_lives_on(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    answering = librarian.answering
    librarian.answering = lambda question: answering(question) if question != "fail" else answering(1 / 0)  # type: ignore[arg-type]
    with running(api, tmp_path, librarian):
        assert "not your fault" in Person(api).asks("fail")["text"]
        assert "They said" in Person(api).asks("words")["text"]


def test_a_refused_token_ends_the_bot_at_once(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), ends=True) as bot:
        Person(api).asks("words")
        api.token = "1:revoked"  # noqa: S105 - nobody's
        bot.thread.join(60)
        assert not bot.thread.is_alive()
    assert isinstance(bot.error, BotError)
    assert "check TELEGRAM_TOKEN" in str(bot.error)


def test_somebody_else_fetching_for_a_moment_is_borne(api: BotApi, tmp_path: Path) -> None:
    api.fail("getUpdates", *[CONFLICT] * 3)
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, conflict=60.0)):
        assert Person(api).asks("words")["text"]


def test_somebody_else_fetching_for_long_ends_the_bot(api: BotApi, tmp_path: Path) -> None:
    api.fail("getUpdates", *[CONFLICT] * 100)
    with running(api, tmp_path, HandLibrarian(), ends=True) as bot:
        bot.thread.join(60)
        assert not bot.thread.is_alive()
    assert isinstance(bot.error, BotError)
    assert "another program" in str(bot.error)


def test_a_network_that_is_away_at_the_start_is_waited_for(api: BotApi, tmp_path: Path) -> None:
    api.fail("getMe", *[Fault(0)] * 5)
    with running(api, tmp_path, HandLibrarian()):
        assert Person(api).asks("words")["text"]


@pytest.mark.slow
def test_an_hour_of_polling_faults_ends_with_the_bot_answering(api: BotApi, tmp_path: Path) -> None:
    scale = 1 / 300  # an hour passes in 12 seconds: every pause of the bot is that much shorter
    patience = replace(QUICK, first=1.0 * scale, longest=30.0 * scale, conflict=60.0, poll=1.0)
    draw = random.Random(11)
    kinds = [
        Fault(0),
        Fault(500, "Internal Server Error"),
        Fault(502, body=b"<html>Bad Gateway</html>"),
        Fault(200, body=b"{"),
        Fault(200, body=b'{"ok": true, "result": "nonsense"}'),
        Fault(200, body=b'{"ok": true, "result": [1, null, {}, {"update_id": "x"}, {"update_id": -1}]}'),
        Fault(429, f"{FLOOD} 1", {"retry_after": 1}),
        Fault(409, "Conflict: terminated by other getUpdates request"),
        Fault(0, seconds=0.5),
    ]
    with running(api, tmp_path, HandLibrarian(), patience):
        ann = Person(api)
        asked: list[int] = []
        for _ in range(15):
            api.fail("getUpdates", *draw.choices(kinds, [6, 4, 4, 2, 2, 2, 1, 1, 2], k=6))
            asked.append(ann.says(f"question {len(asked)}"))
            api.wait(lambda: not api.faults["getUpdates"])
        api.wait(lambda: all(ann.replies_to(question) for question in asked))
        assert "They said" in ann.asks("the end")["text"]
    assert all(len(ann.replies_to(question)) == 1 for question in asked)
