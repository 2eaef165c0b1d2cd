from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.people import Person
from tests.bot.telegram.running import QUICK, process, running
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from tests.bot.telegram.bot_api import BotApi
    from tests.bot.telegram.calls import Json

QUESTIONS = ("what did Pompeo say in April", "who attacked Tripoli", "what is the operation called", "who is Haftar")


@pytest.mark.slow
def test_two_hundred_questions_at_once_leave_nobody_unanswered_and_no_memory_behind(
    api: BotApi, tmp_path: Path, index: Path
) -> None:
    with process(api, tmp_path, "-m", "bot", "telegram", "--index", str(index)) as bot:
        api.wait(lambda: api.polled)
        for first in (2000, 3000, 6000):  # by then every thread has the room that it works in
            _storm(api, first)
        before = _resident(bot.pid)
        _storm(api, 4000)
        api.wait(lambda: _resident(bot.pid) < before + 15_000_000)
    assert not api.refusals()
    assert not [call for call in api.made("sendMessage") if "went wrong" in call.result["text"]]


@pytest.mark.slow
def test_help_waits_for_no_question_while_every_worker_computes(api: BotApi, tmp_path: Path) -> None:
    with process(api, tmp_path, "-m", "tests.bot.telegram.slow_bot", "0"):
        asked = [(person, person.says("words until go")) for person in (Person(api, 2000 + n) for n in range(30))]
        api.wait(lambda: api.made("sendChatAction"))  # half a second after the first question began
        helped = [Person(api, 1 + number).asks("/help")["text"] for number in range(5)]
        answered = [question for person, question in asked if person.replies_to(question)]
        (tmp_path / "go").touch()
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    assert all("In a group" in text for text in helped)
    assert answered == []


def test_who_finds_the_line_full_is_told_at_once_and_nobody_else_is_sent_away(api: BotApi, tmp_path: Path) -> None:
    go = threading.Event()

    def held(question: str) -> Answer:
        go.wait(60)
        return answer(question, citation("Words."))

    # A question is expected to take a tenth of a second, so a line of ten seconds at one worker has 100 places.
    asked = [(person, person.says("words")) for person in (Person(api, 2000 + number) for number in range(106))]
    with running(api, tmp_path, HandLibrarian(held), telegram_wait=10, telegram_workers=1):
        api.wait(lambda: len(api.made("sendMessage")) == 106 - 100 - 1)
        go.set()
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    texts = [call.result["text"] for call in api.made("sendMessage")]
    assert ["Too many people" in text for text in texts] == [True] * 5 + [False] * 101


def test_a_first_question_that_takes_long_sends_nobody_of_the_crowd_behind_it_away(api: BotApi, tmp_path: Path) -> None:
    go = threading.Event()

    def held(question: str) -> Answer:
        if question == "first":
            time.sleep(1)  # as the index is opened
        else:
            go.wait(60)
        return answer(question, citation("Words."))

    # At a tenth of a second each a line of ten seconds has 100 places; the first question alone would make that 53.
    with running(api, tmp_path, HandLibrarian(held), telegram_wait=10, telegram_workers=1):
        Person(api).asks("first")
        asked = [(person, person.says("words")) for person in (Person(api, 2000 + number) for number in range(80))]
        Person(api, 5000).asks("/help")
        go.set()
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    assert not [call for call in api.made("sendMessage") if "Too many people" in call.result["text"]]


def test_help_passes_the_answers_to_a_crowd(api: BotApi, tmp_path: Path) -> None:
    helped = threading.Event()

    def hold_answers(message: Json) -> None:
        if "In a group" not in message["text"]:
            helped.wait(60)

    api.on_send = hold_answers
    with running(api, tmp_path, HandLibrarian()):
        asked = [(person, person.says("words")) for person in (Person(api, 2000 + number) for number in range(20))]
        api.wait(lambda: api.messages)
        Person(api, 1).asks("/help")
        before = len(api.made("sendMessage"))
        helped.set()
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    assert before == 1


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
            release.wait(60)
        return answer(question, citation("Words."))

    with running(api, tmp_path, HandLibrarian(stuck), telegram_seconds=1, telegram_workers=2) as bot:
        assert bot.service is not None
        admission = bot.service.desk.admission
        ann, bob = Person(api, 1001), Person(api, 1002)
        assert "too long" in ann.asks("stuck")["text"]
        assert "still at your last question" in ann.asks("words")["text"]
        assert "Words." in bob.asks("words")["text"]
        release.set()
        api.wait(lambda: not admission.running)
        assert "Words." in ann.asks("words")["text"]


def test_typing_is_shown_until_a_slow_answer_comes_and_not_for_a_quick_one(api: BotApi, tmp_path: Path) -> None:
    def as_slow_as_typing(question: str) -> Answer:
        api.wait(lambda: question == "quick" or api.made("sendChatAction"))
        return answer(question, citation("Words."))

    with running(api, tmp_path, HandLibrarian(as_slow_as_typing), replace(QUICK, typing=60.0)):
        Person(api, 1001).asks("quick")
    assert not api.made("sendChatAction")
    with running(api, tmp_path, HandLibrarian(as_slow_as_typing), replace(QUICK, typing=0.01)):
        Person(api, 1002, group=-100, thread=7).asks("/ask slow")
    assert {(call.params["chat_id"], call.params["message_thread_id"]) for call in api.made("sendChatAction")} == {
        ("-100", "7")
    }


def test_a_crowd_is_not_told_that_somebody_types(api: BotApi, tmp_path: Path) -> None:
    def held_until_eight_see_typing(question: str) -> Answer:
        api.wait(lambda: len({call.params["chat_id"] for call in api.made("sendChatAction")}) >= 8)
        return answer(question, citation("Words."))

    asked = [(person, person.says("words")) for person in (Person(api, 2000 + number) for number in range(40))]
    with running(api, tmp_path, HandLibrarian(held_until_eight_see_typing), replace(QUICK, typing=0.01)):
        api.wait(lambda: all(person.replies_to(question) for person, question in asked))
    assert len(api.made("sendChatAction")) == 8


def _storm(api: BotApi, first: int) -> None:
    """Ask 200 questions as 50 users at once, and for help; wait for all the replies."""
    people = [Person(api, first + number) for number in range(50)]
    asked = [(person, person.says(question)) for question in QUESTIONS for person in people]
    assert "In a group" in Person(api, first + len(people)).asks("/help")["text"]
    api.wait(lambda: all(person.replies_to(question) for person, question in asked), 240)


def _resident(pid: int) -> int:
    """Return a process's resident memory, in bytes."""
    with open(f"/proc/{pid}/statm") as statm:  # noqa: PTH123 - no file
        return int(statm.read().split()[1]) * 4096
