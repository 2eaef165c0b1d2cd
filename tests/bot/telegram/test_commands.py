from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from embeddings.storage.generations import rebuild_lock
from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

ARTICLE = b"A headline\n\nThe mayor said on Tuesday that the bridge would open in May. It was closed for two years.\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Verbatim"),
        ("/help", "/privacy – what I store"),
        ("/ask", "Write what you would like to know"),
        ("/ask words", "They said: words."),
        ("/timeline", "Name a speaker or a topic after the command"),
        ("/timeline words", "nothing of a known day"),
        ("/ask\nwords", "They said: words."),
        ("/new", "A new conversation"),
        ("/sources", "A <b>title</b>"),
        ("/about", "character for character"),
        ("/privacy", "30 days"),
        ("/forget", "I know nothing about you"),
        ("/nonsense", "/help lists"),
        ("/rebuild", "/help lists"),
    ],
)
def test_every_command_is_answered(api: BotApi, tmp_path: Path, command: str, words: str) -> None:
    with running(api, tmp_path, HandLibrarian()):
        assert words in Person(api).asks(command)["text"]
    assert not api.refusals()


def test_menus_are_set_for_each_scope_and_failing_to_is_not_fatal(api: BotApi, tmp_path: Path) -> None:
    api.fail("setMyCommands", Fault(400, "Bad Request: chat not found"))
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        menus = api.wait(lambda: len(api.made("setMyCommands")) == 2 and api.made("setMyCommands"))
        assert Person(api).asks("words")["text"]
    assert [menu.params["scope"]["type"] for menu in menus] == ["all_group_chats", "chat"]
    assert "rebuild" in {command["command"] for command in menus[1].params["commands"]}
    assert "rebuild" not in {command["command"] for command in menus[0].params["commands"]}


def test_forget_deletes_every_word_of_a_user_and_none_of_another(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann, bob = Person(api, 1001), Person(api, 1002)
        ann.asks("my secret")
        bob.asks("bob's question")
        ann.asks("/forget")
        while_running = b"".join(path.read_bytes() for path in (tmp_path / "index").iterdir())
    assert b"my secret" not in while_running
    stored = b"".join(path.read_bytes() for path in (tmp_path / "index").iterdir())
    assert b"my secret" not in stored
    assert b"bob's question" in stored


def test_an_added_file_joins_the_seeds_and_nothing_is_ever_overwritten(api: BotApi, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)

        def sends(name: str, content: bytes) -> str:
            return str(admin.reply(admin.sends_file(name, content, "/add"))["text"])

        assert "Added bridge.txt" in sends("bridge.txt", ARTICLE)
        assert "never overwrite" in sends("bridge.txt", ARTICLE + b"More of it was said on Monday.")
        assert "same content" in sends("again.txt", ARTICLE)
        assert "Not added: a.txt is binary" in sends("a.txt", b"\0\1\2")
        assert "empty" in sends("a.txt", b"  ")
        assert "not what I read" in sends("a.exe", ARTICLE)
        assert "characters that I do not take" in sends("../a.txt", ARTICLE)
        assert "characters that I do not take" in sends(".hidden.txt", ARTICLE)
        assert "5,000,000 are the most" in sends("a.txt", b"a" * 5_000_001)
        assert "as its caption" in admin.reply(admin.sends_file("b.txt", ARTICLE))["text"]
    assert [path.name for path in seeds.iterdir()] == ["bridge.txt"]
    assert (seeds / "bridge.txt").read_bytes() == ARTICLE


def test_a_download_that_fails_is_said_with_the_remedy_which_works(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        for status in (400, 502, 0):
            api.fail("getFile", Fault(status, "Bad Request: file is temporarily unavailable"))
            told = admin.reply(admin.sends_file("bridge.txt", ARTICLE, "/add"))["text"]
            assert told.startswith("Not added: Telegram did not hand the file over (")
            assert told.endswith("). Send it again.")
        assert "Added bridge.txt" in admin.reply(admin.sends_file("bridge.txt", ARTICLE, "/add"))["text"]


def test_only_admins_add_files(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        ann = Person(api)
        assert "in text only" in ann.reply(ann.sends_file("bridge.txt", ARTICLE))["text"]
        assert ann.reply(ann.sends_file("bridge.txt", ARTICLE, "/add"))["text"]
    assert not (tmp_path / "seeds").exists()


def test_a_rebuild_waits_for_one_that_a_killed_bot_has_left(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}) as bot:
        assert bot.service is not None
        begun = tmp_path / "begun"
        command = (sys.executable, "-c", f"import pathlib; pathlib.Path({str(begun)!r}).touch()")
        object.__setattr__(bot.service.desk, "rebuild_command", command)
        admin = Person(api, 7)
        with rebuild_lock(tmp_path / "index"):
            told = admin.asks("/rebuild")
            admin.sees(told, "Another rebuild still runs")
            assert not begun.exists()
        api.wait(lambda: len(admin.replies_to(told["reply_to"])) == 2)
    assert admin.replies_to(told["reply_to"])[1]["text"].startswith("Done.")
    assert begun.exists()


@pytest.mark.parametrize(("status", "outcome"), [(0, "Done."), (2, "That failed.")])
def test_a_rebuild_tells_its_progress_in_one_message_while_questions_are_answered(
    api: BotApi, tmp_path: Path, status: int, outcome: str
) -> None:
    said = "print('embedding: 12 <of> 40', file=sys.stderr, flush=True)"
    script = f"import sys, time; {said}; time.sleep(1); sys.exit({status})"
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}) as bot:
        assert bot.service is not None
        object.__setattr__(bot.service.desk, "rebuild_command", (sys.executable, "-c", script))
        admin = Person(api, 7)
        told = admin.asks("/rebuild")
        admin.sees(told, "embedding: 12 <of> 40")
        assert Person(api).asks("words")["text"]
        api.wait(lambda: len(admin.replies_to(told["reply_to"])) == 2)
        assert admin.replies_to(told["reply_to"])[1]["text"].startswith(outcome)
    assert len(api.made("sendMessage")) == 3
    assert not api.refusals()
