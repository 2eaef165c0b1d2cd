from __future__ import annotations

import threading
import time
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.people import Person
from tests.bot.telegram.running import QUICK, process, running
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from tests.bot.telegram.bot_api import BotApi

QUESTIONS = ("what did Pompeo say in April", "who attacked Tripoli", "what is the operation called", "who is Haftar")


@pytest.mark.slow
def test_two_hundred_questions_at_once_leave_help_quick_nobody_unanswered_and_no_memory_behind(
    api: BotApi, tmp_path: Path, index: Path
) -> None:
    with process(api, tmp_path, "-m", "bot", "telegram", "--index", str(index)) as bot:
        api.wait(lambda: api.polled, 30)
        for first in (2000, 3000, 6000):  # by then every thread has the room that it works in
            _storm(api, first)
        before = _resident(bot.pid)
        slowest = max(_storm(api, 4000), _storm(api, 5000))
        api.wait(lambda: _resident(bot.pid) < before + 15_000_000, 10)
    assert slowest <= 100
    assert not api.refusals()
    assert not [call for call in api.made("sendMessage") if "went wrong" in call.result["text"]]


@pytest.mark.slow
def test_help_is_quick_while_every_worker_computes(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, "-m", "tests.bot.telegram.slow_bot", "0.2", TELEGRAM_WAIT="1"):
        api.wait(lambda: api.polled)
        people = [Person(api, 2000 + number) for number in range(30)]
        asked = [person.says("words") for person in people]
        passed = [_answers_before_help(api, Person(api, 1)) for _ in range(5)]
        replies = [person.reply(question) for person, question in zip(people, asked, strict=True)]
    busy = [reply for reply in replies if "Too many people" in reply["text"]]
    assert 0 < len(busy) <= 30 - 10 - 2
    assert max(passed[1:]) <= 6


def test_replies_to_a_crowd_let_help_pass(api: BotApi, tmp_path: Path) -> None:
    api.on_send = lambda message: time.sleep(0.0 if "In a group" in message["text"] else 0.5)
    with running(api, tmp_path, HandLibrarian(), telegram_wait=0.01):
        asked = [(person, person.says("words")) for person in (Person(api, 2000 + number) for number in range(20))]
        assert _answers_before_help(api, Person(api, 1)) <= 5
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))


def test_one_user_has_one_question_at_work_and_gets_the_answers_in_order(api: BotApi, tmp_path: Path) -> None:
    at_work, most = 0, 0
    lock = threading.Lock()

    def watched(question: str) -> Answer:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.05)
        with lock:
            at_work -= 1
        return answer(question, citation(question))

    with running(api, tmp_path, HandLibrarian(watched), telegram_workers=4):
        ann = Person(api)
        asked = [ann.says(f"question {number}") for number in range(6)]
        api.wait(lambda: all(ann.replies_to(question) for question in asked))
    assert most == 1
    assert [call.result["reply_to"] for call in api.made("sendMessage")] == asked


def test_who_asks_too_fast_is_told_so(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_per_minute=2):
        ann = Person(api)
        replies = [ann.asks("words")["text"] for _ in range(3)]
        assert Person(api, 1002).asks("words")["text"] == replies[0]
    assert "faster than I can read" in replies[2]


def test_a_question_that_takes_too_long_is_given_up_and_its_thread_is_not_forgotten(
    api: BotApi, tmp_path: Path
) -> None:
    release = threading.Event()

    def stuck(question: str) -> Answer:
        if question == "stuck":
            release.wait(10)
        return answer(question, citation("Words."))

    with running(api, tmp_path, HandLibrarian(stuck), telegram_seconds=0.3, telegram_workers=2) as bot:
        assert bot.service is not None
        admission = bot.service.desk.admission
        ann, bob = Person(api, 1001), Person(api, 1002)
        assert "too long" in ann.asks("stuck")["text"]
        assert "still at your last question" in ann.asks("words")["text"]
        assert "Words." in bob.asks("words")["text"]
        release.set()
        api.wait(lambda: not admission.running)
        assert "Words." in ann.asks("words")["text"]


def test_typing_is_shown_for_slow_answers_only(api: BotApi, tmp_path: Path) -> None:
    def sometimes_slow(question: str) -> Answer:
        time.sleep(1.5 if question == "slow" else 0.0)
        return answer(question, citation("Words."))

    with running(api, tmp_path, HandLibrarian(sometimes_slow), replace(QUICK, typing=1.0)):
        Person(api, 1001).asks("quick")
        assert not api.made("sendChatAction")
        Person(api, 1002, group=-100, thread=7).asks("/ask slow")
    assert [(call.params["chat_id"], call.params["message_thread_id"]) for call in api.made("sendChatAction")] == [
        ("-100", "7")
    ]


def _answers_before_help(api: BotApi, helper: Person) -> int:
    """Ask for /help, and return how many other messages the bot sends until its reply is there."""
    before = len(api.made("sendMessage"))
    assert "In a group" in helper.asks("/help")["text"]
    return len(api.made("sendMessage")) - before - 1


def _storm(api: BotApi, first: int) -> int:
    """Ask 200 questions as 50 users at once; return how many answers the slowest /help waited for meanwhile."""
    people = [Person(api, first + number) for number in range(50)]
    asked = [(person, person.says(question)) for question in QUESTIONS for person in people]
    helpers = (Person(api, first + number) for number in count(100))  # one alone would ask faster than anybody may
    slowest, pending = 0, asked
    while pending:
        slowest = max(slowest, _answers_before_help(api, next(helpers)))
        pending = [(person, question) for person, question in pending if not person.replies_to(question)]
    return slowest


def _resident(pid: int) -> int:
    """Return a process's resident memory, in bytes."""
    with open(f"/proc/{pid}/statm") as statm:  # noqa: PTH123 - no file
        return int(statm.read().split()[1]) * 4096
