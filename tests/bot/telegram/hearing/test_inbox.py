from __future__ import annotations

import json
import signal
import sqlite3
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.telegram.errors import BotError
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process, running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi
    from tests.bot.telegram.calls import Json

SLOW = ("-m", "tests.bot.telegram.slow_bot")


@pytest.mark.slow
def test_a_kill_with_twenty_questions_queued_loses_none_and_answers_at_most_one_twice(
    api: BotApi, tmp_path: Path
) -> None:
    ann = Person(api)
    killed = False

    def kill_in_the_middle_of_an_answer(message: Json) -> None:
        """Kill at the worst moment: Telegram has the answer, and the bot does not know."""
        nonlocal killed
        if message["text"].startswith("question 5"):
            killed = True
            bot.send_signal(signal.SIGKILL)
            bot.wait(10)

    with process(api, tmp_path, *SLOW, "0.1") as bot:
        api.wait(lambda: api.polled)
        api.on_send = kill_in_the_middle_of_an_answer
        asked = [ann.says(f"question {number}") for number in range(20)]
        api.wait(lambda: killed)
    api.on_send = lambda _: None
    with process(api, tmp_path, *SLOW, "0.1"):
        api.wait(lambda: all(ann.replies_to(question) for question in asked), 20)
        time.sleep(0.5)  # one answer too many would come now
    answered = Counter(message["reply_to"] for message in api.messages.values())
    assert set(answered) == set(asked)
    assert sum(answered.values()) <= 21


@pytest.mark.slow
def test_of_answers_to_twenty_users_at_most_one_comes_twice_too(api: BotApi, tmp_path: Path) -> None:
    people = [Person(api, 2000 + number) for number in range(20)]
    killed = threading.Event()

    def keep_everybody_in_doubt_and_kill(_: Json) -> None:
        """Hold back what Telegram says to the fifth answer and to all that come beside it, then kill."""
        received = len(api.messages)
        if received == 5:
            time.sleep(0.4)
            bot.kill()
            killed.set()
        elif received > 5:
            killed.wait(5)

    with process(api, tmp_path, *SLOW, "0.05", TELEGRAM_WORKERS="4") as bot:
        api.wait(lambda: api.polled)
        api.on_send = keep_everybody_in_doubt_and_kill
        asked = [person.says(f"question {number}") for number, person in enumerate(people)]
        assert killed.wait(15)
    api.on_send = lambda _: None
    with process(api, tmp_path, *SLOW, "0.05"):
        api.wait(lambda: all(p.replies_to(q) for p, q in zip(people, asked, strict=True)), 20)
        time.sleep(0.5)
    assert len(api.messages) <= 21


def test_an_update_that_comes_twice_is_answered_once(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        message = ann.message(text="words")
        number = api.push({"message": message})
        ann.reply(message["message_id"])
        api.redeliver({"update_id": number, "message": message})
        ann.asks("still there?")
    assert len(ann.replies_to(message["message_id"])) == 1


def test_updates_are_confirmed_only_once_they_are_written_down(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        number = Person(api).says("words") and api.push({"message": Person(api).message(text="more words")})
        api.wait(lambda: number + 1 in api.offsets)
        journal = sqlite3.connect(f"file:{tmp_path}/index/telegram.sqlite?mode=ro", uri=True)
        assert journal.execute("select count(*) from updates where id = ?", (number,)).fetchone() == (1,)
        journal.close()


def test_updates_that_cannot_be_read_are_set_aside_and_hold_up_nothing(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        unreadable: list[Json] = [
            {"message": {"message_id": "x"}},
            {"message": 5},
            {"callback_query": {}},
            {"inline_query": []},
        ]
        for broken in unreadable:
            api.push(broken)
        api.redeliver({"update_id": "twelve"})
        asked = ann.says("words")
        ann.reply(asked)
        journal = sqlite3.connect(f"file:{tmp_path}/index/telegram.sqlite?mode=ro", uri=True)
        aside = journal.execute("select count(*) from updates where state = 'unreadable'").fetchone()
        journal.close()
    assert aside[0] >= 3


def test_what_was_said_is_forgotten_once_it_is_answered(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        Person(api).asks("/privacy")
        Person(api).asks("/about")
    journal = sqlite3.connect(tmp_path / "index" / "telegram.sqlite")
    assert journal.execute("select distinct state, payload, user from updates").fetchall() == [("done", None, None)]
    journal.close()


def test_a_question_older_than_ten_minutes_or_tried_twice_is_given_up(api: BotApi, tmp_path: Path) -> None:
    ann = Person(api)
    with running(api, tmp_path, HandLibrarian()):
        ann.asks("words")
    journal = sqlite3.connect(tmp_path / "index" / "telegram.sqlite", isolation_level=None)
    rows = [(1, time.time() - 601, 0, "old"), (2, time.time(), 2, "tried"), (3, time.time() - 590, 1, "once")]
    for number, received, attempts, text in rows:
        payload = f'{{"update_id": {number}, "message": {_json(ann.message(text=text))}}}'
        journal.execute(
            "insert into updates values (?, ?, ?, 'waiting', 1001, ?)", (number, received, attempts, payload)
        )
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        api.wait(lambda: len(api.made("sendMessage")) == 2)
        ann.asks("the end")
    assert librarian.asked == ["once", "the end"]
    assert journal.execute("select id, state, payload from updates where id < 4").fetchall() == [
        (1, "given up", None),
        (2, "given up", None),
        (3, "done", None),
    ]
    journal.close()


def test_a_newer_schema_is_refused(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    journal = sqlite3.connect(tmp_path / "index" / "telegram.sqlite")
    journal.execute("pragma user_version = 99")
    journal.close()
    with pytest.raises(BotError, match="schema 99"), running(api, tmp_path, HandLibrarian()):
        pass


def _json(value: Json) -> str:
    return json.dumps(value)
