from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.telegram.errors import BotError
from tests.bot.telegram.bot_api import BOT
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

TALK = ("sendMessage", "editMessageText", "answerCallbackQuery", "answerInlineQuery", "sendChatAction")


def test_a_stranger_gets_nothing_for_a_message_a_button_or_an_inline_query(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_allowed={1001}):
        friend, stranger = Person(api, 1001), Person(api, 666)
        reply = friend.asks("words")
        before = len(api.made(*TALK))
        stranger.says("words")
        stranger.says("/start")
        stranger.sends_file("a.txt", b"text", "/add")
        stranger.presses("Context", reply)
        stranger.types("words")
        after = friend.asks("still there?")
    assert after["reply_to"]
    assert len(api.made(*TALK)) == before + 1


def test_admins_learn_who_was_refused_in_clear_and_the_log_only_hashed(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with running(api, tmp_path, HandLibrarian(), telegram_allowed={1001}, telegram_admins={7}):
        for person in (Person(api, 666), Person(api, 667, group=-200)):
            for _ in range(3):
                person.says("/ask words")
        api.wait(lambda: api.offsets and api.offsets[-1] > 1006)
        stats = Person(api, 7).asks("/stats")["text"]
    assert "refused: user 666 in chat 666, 3×, last " in stats
    assert "refused: user 667 in chat -200, 3×, last " in stats
    refusals = [
        record
        for record in caplog.records
        if record.message == "a stranger was refused: /stats, or verbatim telegram --refused, names who"
    ]
    assert len({record.user for record in refusals}) == len(refusals) == 2  # type: ignore[attr-defined]
    assert "666" not in {record.user for record in refusals}  # type: ignore[attr-defined]
    assert next(record.bot for record in caplog.records if record.message == "hearing") == "@VerbatimBot"  # type: ignore[attr-defined]


def test_whoever_runs_the_bot_learns_at_the_terminal_who_was_refused(api: BotApi, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "telegram", "--refused", "--index", str(tmp_path / "index")]
    asked = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, b"", b"")
    with running(api, tmp_path, HandLibrarian(), telegram_allowed={1001}):
        number = api.push({"message": Person(api, 666).message(text="words")})
        api.wait(lambda: number + 1 in api.offsets)
        Person(api, 1001).asks("words")
        asked = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert asked.returncode == 0
    assert asked.stdout.startswith(b"user 666 in chat 666, 1\xc3\x97, last ")


def test_a_group_on_the_list_lets_its_members_in_and_no_other_group(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_allowed={-100}):
        stranger = Person(api, 666, group=-200)
        asked = stranger.says("/ask words")
        assert Person(api, 7, group=-100).asks("/ask words")["text"]
        assert not stranger.replies_to(asked)


def test_admins_may_ask_without_being_on_the_list(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_allowed={-100}, telegram_admins={7}):
        assert Person(api, 7).asks("words")["text"]


def test_nobody_on_the_list_and_not_public_is_no_way_to_start(api: BotApi, tmp_path: Path) -> None:
    with (
        pytest.raises(BotError, match=r"TELEGRAM_ALLOWED .* TELEGRAM_PUBLIC=true"),
        running(api, tmp_path, HandLibrarian(), telegram_allowed=frozenset()),
    ):
        pass
    assert not api.calls


def test_bots_edits_posts_and_relayed_messages_get_nothing(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        robot = {"id": 5, "is_bot": True, "first_name": "Robot"}
        channel = {"id": -5, "type": "channel", "title": "C"}
        api.push({"message": {**ann.message(text="words"), "from": robot}})
        api.push({"edited_message": {**ann.message(text="words"), "edit_date": 1}})
        api.push({"channel_post": {**ann.message(text="words"), "chat": channel, "sender_chat": channel}})
        api.push({"message": ann.message(text="words", sender_chat=channel, is_automatic_forward=True)})
        api.push({"message": ann.message(text="words", via_bot=BOT)})
        ann.asks("still there?")
    assert len(api.made("sendMessage")) == 1


def test_in_a_group_only_commands_mentions_and_replies_are_answered_in_their_thread(
    api: BotApi, tmp_path: Path
) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann = Person(api, group=-100, thread=77)
        ann.says("just talking")
        ann.says("@VerbatimBot2 is another one")
        ann.says("/ask@OtherBot words")
        ann.says("/unknown")
        ann.says("about verbatimbot")
        replies = [
            ann.asks("/ask words"),
            ann.asks("/ask@VerbatimBot words"),
            ann.asks("😀 @verbatimbot what is new"),
            ann.reply(ann.says("and then?", reply_to_message=ann.message(text="x") | {"from": BOT})),
        ]
    assert {reply["thread"] for reply in replies} == {"77"}
    assert librarian.asked == ["words", "words", "😀  what is new", "and then?"]
    assert len(api.made("sendMessage")) == 4
