"""No answer is lost: each is sent again as long as its question is young."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import QUICK, running
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from tests.bot.telegram.bot_api import BotApi

GIVEN_UP = "a message could not be sent in time"
MINUTE = 1 / 300
"""A second of Telegram's lasts so long in these tests: two minutes pass in less than half a second."""


def ask(api: BotApi, people: int, each: int) -> list[tuple[Person, int]]:
    """Let so many people ask so many questions each; return who asked which."""
    askers = [Person(api, 2000 + number) for number in range(people)]
    return [(person, person.says(f"question {number}")) for number in range(each) for person in askers]


def answered(api: BotApi, asked: list[tuple[Person, int]], seconds: float = 60.0) -> Counter[int]:
    """Wait until every question has its answer; return how often each was answered."""
    api.wait(lambda: all(person.replies_to(question) for person, question in asked), seconds)
    return Counter(message["reply_to"] for message in api.messages.values())


@pytest.mark.parametrize(
    "fault",
    [
        Fault(502, body=b"<html>Bad Gateway</html>"),
        Fault(500, "Internal Server Error"),
        Fault(0),
        Fault(200, body=b"{"),
        Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    ],
    ids=["502", "500", "reset", "nonsense", "flood"],
)
def test_a_burst_of_faults_costs_no_answer_and_doubles_none(api: BotApi, tmp_path: Path, fault: Fault) -> None:
    api.fail("sendMessage", *[fault] * 60)
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, second=MINUTE)):
        counts = answered(api, ask(api, 10, 4))
    assert (len(counts), sum(counts.values())) == (40, 40)


def test_a_network_that_is_away_costs_no_answer_and_doubles_only_what_was_under_way(
    api: BotApi, tmp_path: Path
) -> None:
    away = threading.Event()

    def answering(question: str) -> Answer:
        if question != "question 0":
            away.wait(60)
        return answer(question, citation(f"They said: {question}."))

    librarian, asked = HandLibrarian(answering), ask(api, 10, 4)
    with running(api, tmp_path, librarian):
        api.wait(lambda: librarian.asked)
        api.go_away()
        away.set()
        api.wait(lambda: len(librarian.asked) == 40)
        before = len(api.made("sendMessage"))
        api.come_back()
        counts = answered(api, asked)
    assert before <= 10
    assert len(counts) == 40
    assert sum(counts.values()) <= 44


def test_who_is_to_be_left_alone_for_two_minutes_is_asked_once_and_answered_then(api: BotApi, tmp_path: Path) -> None:
    api.hush(2003, 120, MINUTE)
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, second=MINUTE)):
        counts = answered(api, ask(api, 10, 4))
    assert (len(counts), sum(counts.values())) == (40, 40)
    assert len(api.refusals()) <= 2
    assert {call.params["chat_id"] for call in api.refusals()} == {"2003"}


def test_an_answer_whose_confirmation_is_lost_comes_twice_and_no_other_does(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", *[Fault(0, late=True)] * 5)
    with running(api, tmp_path, HandLibrarian()):
        counts = answered(api, ask(api, 10, 4))
        Person(api).asks("the end")
    assert len(counts) == 40
    assert sum(counts.values()) <= 45


def test_a_chat_has_one_message_under_way_and_all_chats_together_have_few(api: BotApi, tmp_path: Path) -> None:
    under_way = Counter[int]()
    most = [0, 0]

    def sending(message: dict[str, dict[str, int]]) -> None:
        """Count what is under way, and take a moment."""
        chat = message["chat"]["id"]
        with api.changed:
            under_way[chat] += 1
            most[0] = max(most[0], under_way[chat])
            most[1] = max(most[1], under_way.total())
            api.changed.wait(0.02)
            under_way[chat] -= 1

    api.on_send = sending
    with running(api, tmp_path, HandLibrarian()):
        answered(api, ask(api, 20, 2))
    assert most[0] == 1
    assert most[1] <= 4


def test_an_answer_that_cannot_be_sent_in_time_is_given_up_and_its_asker_told(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", *[Fault(502)] * 1000)
    with running(api, tmp_path, HandLibrarian(), replace(QUICK, fresh=1.0), telegram_admins={7}):
        ann = Person(api)
        asked, helped = ann.says("what is new"), ann.says("/help")
        api.wait(lambda: caplog.messages.count(GIVEN_UP) == 2)
        api.faults["sendMessage"].clear()
        told = ann.reply(asked)["text"]
        stats = Person(api, 7).asks("/stats")["text"]
    assert told == "I could not answer “what is new”. Please ask again."
    assert len(ann.replies_to(asked)) == 1
    assert not ann.replies_to(helped)
    assert "messages given up: 2" in stats


def test_what_waits_to_be_sent_survives_a_restart_and_is_not_computed_again(api: BotApi, tmp_path: Path) -> None:
    first, second = HandLibrarian(), HandLibrarian()
    api.fail("sendMessage", *[Fault(502)] * 1000)
    with running(api, tmp_path, first):
        asked = ask(api, 5, 2)
        api.wait(lambda: len(first.asked) == 10)
    api.faults["sendMessage"].clear()
    with running(api, tmp_path, second):
        counts = answered(api, asked)
    assert (len(counts), sum(counts.values())) == (10, 10)
    assert second.asked == []


def test_an_answer_to_a_group_that_has_moved_follows_it(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", Fault(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100500}))
    with running(api, tmp_path, HandLibrarian()):
        Person(api, group=-200).says("/ask words")
        api.wait(lambda: api.made("sendMessage"))
    assert api.made("sendMessage")[0].result["chat"]["id"] == -100500
