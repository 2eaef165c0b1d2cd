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
from bot.telegram.hearing.inbox import MOST_CRASHES
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process, running
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from tests.bot.telegram.bot_api import BotApi
    from tests.bot.telegram.calls import Json

SLOW = ("-m", "tests.bot.telegram.slow_bot")
OLDER = """
create table updates (
    id integer primary key, received real not null, attempts integer not null default 0,
    state text not null check (state in ('waiting', 'done', 'given up', 'unreadable')), user integer, payload text
) strict;
create table questions (
    id integer primary key autoincrement, chat integer not null, user integer not null,
    question text not null, conversation text not null, generation text not null, asked real not null
) strict;
create table conversations (
    chat integer not null, thread integer not null, user integer not null,
    state text not null, changed real not null, primary key (chat, thread, user)
) strict, without rowid;
create table facts (name text primary key, value text not null) strict, without rowid;
pragma user_version = 1;
"""


@pytest.mark.slow
@pytest.mark.parametrize("kills", [1, 2, 3])
def test_kills_with_forty_questions_waiting_lose_none(api: BotApi, tmp_path: Path, kills: int) -> None:
    people = [Person(api, 2000 + number) for number in range(10)]
    asked: list[tuple[Person, int]] = []
    for _ in range(kills):
        with process(api, tmp_path, *SLOW, "0.1") as bot:
            asked = asked or [(person, person.says(f"question {number}")) for number in range(4) for person in people]
            before = len(api.made("sendMessage"))
            api.wait(lambda: len(api.made("sendMessage")) > before + 3)  # noqa: B023 - waits at once
            bot.kill()
    with process(api, tmp_path, *SLOW, "0.01"):
        api.wait(lambda: all(person.replies_to(question) for person, question in asked), 240)
        Person(api).asks("the end")
    answered = Counter(message["reply_to"] for message in api.messages.values())
    assert len(answered) == 41
    assert sum(answered.values()) <= 41 + 4 * kills


@pytest.mark.slow
def test_a_kill_in_the_middle_of_an_answer_repeats_at_most_that_one(api: BotApi, tmp_path: Path) -> None:
    ann = Person(api)
    killed = False

    def kill_in_the_middle_of_an_answer(message: Json) -> None:
        """Kill at the worst moment: Telegram has the answer, and the bot does not know."""
        nonlocal killed
        if message["text"].startswith("question 5"):
            killed = True
            bot.send_signal(signal.SIGKILL)
            bot.wait(60)

    with process(api, tmp_path, *SLOW, "0.05") as bot:
        api.wait(lambda: api.polled)
        api.on_send = kill_in_the_middle_of_an_answer
        asked = [ann.says(f"question {number}") for number in range(20)]
        api.wait(lambda: killed)
    api.on_send = lambda _: None
    with process(api, tmp_path, *SLOW, "0.01"):
        api.wait(lambda: all(ann.replies_to(question) for question in asked))
        ann.asks("the end")
    answered = Counter(message["reply_to"] for message in api.messages.values())
    assert len(answered) == 21
    assert sum(answered.values()) <= 22


@pytest.mark.slow
def test_a_kill_while_many_chats_are_answered_repeats_four_answers_at_most(api: BotApi, tmp_path: Path) -> None:
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
            killed.wait(60)

    with process(api, tmp_path, *SLOW, "0.05", TELEGRAM_WORKERS="4") as bot:
        api.wait(lambda: api.polled)
        api.on_send = keep_everybody_in_doubt_and_kill
        asked = [person.says(f"question {number}") for number, person in enumerate(people)]
        assert killed.wait(60)
    api.on_send = lambda _: None
    with process(api, tmp_path, *SLOW, "0.01"):
        api.wait(lambda: all(p.replies_to(q) for p, q in zip(people, asked, strict=True)))
        Person(api).asks("the end")
    assert len(api.messages) <= 25


@pytest.mark.slow
def test_a_question_that_kills_the_program_is_given_up_its_asker_told_and_its_neighbours_answered(
    api: BotApi, tmp_path: Path
) -> None:
    ann, others = Person(api), [Person(api, 2000 + number) for number in range(10)]
    deadly = ann.says("die")
    asked = [(person, person.says("words")) for person in others]
    died = 0
    while not ann.replies_to(deadly):
        with process(api, tmp_path, *SLOW, "0.05") as bot:
            api.wait(lambda: bot.poll() is not None or ann.replies_to(deadly))
            died += bot.poll() is not None
        assert died <= MOST_CRASHES
    assert died == MOST_CRASHES
    assert ann.replies_to(deadly)[0]["text"] == "I could not answer “die”. Please ask again."
    with process(api, tmp_path, *SLOW, "0.01"):
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    assert len(api.messages) <= 11 + 4 * MOST_CRASHES


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


def test_what_is_too_old_or_crashed_the_program_too_often_is_given_up_and_its_asker_told(
    api: BotApi, tmp_path: Path
) -> None:
    ann = Person(api)
    with running(api, tmp_path, HandLibrarian()):
        ann.asks("words")
    journal = sqlite3.connect(tmp_path / "index" / "telegram.sqlite", isolation_level=None)
    now = time.time()
    rows = [
        (1, now - 601, 0, 0, "old"),
        (2, now, 2, 1, "deadly"),
        (3, now - 590, 1, 1, "unlucky"),
        (4, now, 0, 0, "new"),
        (5, now - 601, 0, 0, "/rebuild"),
    ]
    messages = {}
    for number, received, crashes, computing, text in rows:
        messages[text] = ann.message(text=text)
        payload = json.dumps({"update_id": number, "message": messages[text]})
        statement = "insert into updates (id, received, crashes, state, user, payload, computing)"
        journal.execute(
            f"{statement} values (?, ?, ?, 'waiting', 1001, ?, ?)",
            (number, received, crashes, payload, computing),
        )
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        told = {text: ann.reply(message["message_id"])["text"] for text, message in messages.items()}
        ann.asks("the end")
    assert librarian.asked == ["new", "unlucky", "the end"]
    assert told["old"] == "I could not answer “old”. Please ask again."
    assert told["deadly"] == "I could not answer “deadly”. Please ask again."
    assert told["/rebuild"] == "I could not answer “/rebuild”. Please ask again."
    assert journal.execute("select distinct state, payload from updates").fetchall() == [("done", None)]
    journal.close()


def test_a_flood_of_one_user_is_told_once_and_holds_up_nobody(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian, telegram_per_minute=1):
        flooder = Person(api, 666)
        for number in range(1100):
            flooder.says(f"question {number}")
        assert Person(api, 1001).asks("/help")["text"]
        assert Person(api, 1002).asks("words")["text"]
    notes = [call for call in api.made("sendMessage") if "faster than I can read" in call.result["text"]]
    assert len(notes) == 1
    assert librarian.asked == ["question 0", "words"]
    assert len(api.made("sendMessage")) == 4


@pytest.mark.slow
def test_a_database_that_is_locked_for_a_while_costs_no_answer(api: BotApi, tmp_path: Path) -> None:
    def locked_meanwhile(question: str) -> Answer:
        other = sqlite3.connect(tmp_path / "index" / "telegram.sqlite", check_same_thread=False)
        other.execute("begin immediate")
        threading.Timer(6, other.close).start()  # longer than SQLite waits by itself
        return answer(question, citation("Words."))

    with running(api, tmp_path, HandLibrarian(locked_meanwhile)):
        assert "Words." in Person(api).asks("words")["text"]


def test_a_damaged_database_is_set_aside_and_a_new_one_begins(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "telegram.sqlite").write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    with running(api, tmp_path, HandLibrarian()):
        assert Person(api).asks("words")["text"]
    aside = [path for path in (tmp_path / "index").iterdir() if ".damaged-" in path.name]
    assert len(aside) == 1
    assert aside[0].read_bytes().endswith(b"nonsense")
    message = next(message for message in caplog.messages if "damaged" in message)
    assert f"sqlite3 {aside[0]} .recover" in message
    assert "\n" not in message


def test_a_database_of_the_schema_before_keeps_what_it_holds(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    older = sqlite3.connect(tmp_path / "index" / "telegram.sqlite", isolation_level=None)
    older.executescript(OLDER)
    ann = Person(api)
    payload = json.dumps({"update_id": 5, "message": ann.message(text="asked before")})
    older.execute("insert into updates values (5, ?, 2, 'waiting', 1001, ?)", (time.time(), payload))
    older.close()
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        api.wait(lambda: api.made("sendMessage"))
    assert librarian.asked == ["asked before"]


def test_a_newer_schema_is_refused(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    journal = sqlite3.connect(tmp_path / "index" / "telegram.sqlite")
    journal.execute("pragma user_version = 99")
    journal.close()
    with pytest.raises(BotError, match="schema 99"), running(api, tmp_path, HandLibrarian()):
        pass
