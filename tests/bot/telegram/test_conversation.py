from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.settings import load_settings
from bot.telegram.librarian import Librarian
from retrieval.library import open_library
from tests.bot.telegram.bot_api import BOT
from tests.bot.telegram.people import Person, labels, pieces
from tests.bot.telegram.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

QUESTION = "what did Pompeo say in April"
CIVILIANS = "endangering civilians"


@pytest.fixture
def librarian(index: Path, tmp_path: Path) -> Iterator[Librarian]:
    own = shutil.copytree(index, tmp_path / "index")
    settings = load_settings(index=own)
    made = Librarian(own, lambda: open_library(settings.index, settings.encoder), None)
    yield made
    made.close()


def heading(message: dict[str, str]) -> str:
    return message["text"].split("\n")[0]


def test_a_follow_up_is_about_whom_and_when_the_last_question_was(
    api: BotApi, tmp_path: Path, librarian: Librarian
) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        assert "from before" not in ann.asks(QUESTION)["text"]
        told = ann.asks("and about civilians?")
    assert "Pompeo" in heading(told)
    assert "April" in heading(told)
    assert "from before: Mike Pompeo, April 2019" in told["text"].split("\n")
    assert CIVILIANS in pieces(told, "BlockQuote")[0]


def test_new_starts_afresh(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        ann.asks(QUESTION)
        ann.asks("/new")
        told = ann.asks("and about civilians?")
    assert "Pompeo" not in heading(told)
    assert "from before" not in told["text"]


def test_a_conversation_survives_a_restart(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    ann = Person(api)
    with running(api, tmp_path, librarian):
        ann.asks(QUESTION)
        librarian.close()
    with running(api, tmp_path, librarian):
        told = ann.asks("and about civilians?")
    assert "from before: Mike Pompeo, April 2019" in told["text"]


def test_one_conversation_does_not_reach_into_another(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        Person(api, 1001).asks(QUESTION)
        told = Person(api, 1002).asks("and about civilians?")
    assert "from before" not in told["text"]


def test_what_was_carried_over_is_dropped_by_a_button_and_stays_dropped(
    api: BotApi, tmp_path: Path, librarian: Librarian
) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        assert not [name for name in labels(ann.asks(QUESTION)) if name.startswith("✕")]
        told = ann.asks("and about civilians?")
        assert {"✕ Mike Pompeo", "✕ April 2019"} <= set(labels(told))
        ann.presses("✕ Mike Pompeo", told)
        without = ann.sees_changed(told)
        ann.presses("Sources", without)
        ann.presses("‹ Back", ann.sees(without, "Sources\n"))
        back = ann.sees(without, heading(without))
        later = ann.asks("and about the offensive?")
    assert "Pompeo" not in heading(without)
    assert "April" in heading(without)
    assert "✕ Mike Pompeo" not in labels(without)
    assert back["text"] == without["text"]
    assert "Pompeo" not in heading(later)
    assert not api.refusals()


def test_only_who_asked_takes_back_what_was_carried_over(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann, bob = Person(api, 1001, group=-100), Person(api, 1002, group=-100)
        ann.asks(f"/ask {QUESTION}")
        asked = ann.asks("/ask and about civilians?")
        bob.presses_and_waits("✕ Mike Pompeo", asked)
        bob.presses("Sources", asked)
        sources = bob.sees(asked, "Sources\n")
    assert "Only who asked" in api.made("answerCallbackQuery")[0].params["text"]
    assert "Pompeo" not in sources["text"].split("\n")[0]


def test_a_reply_to_an_older_answer_goes_on_from_there(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        older = ann.asks(QUESTION)
        ann.asks("/new")
        ann.asks("what did Trump say in November")
        shown = {"message_id": older["message_id"], "date": older["date"], "chat": ann.chat, "from": BOT}
        resumed = ann.reply(ann.says("and about civilians?", reply_to_message=shown))
    assert "from before: Mike Pompeo, April 2019" in resumed["text"]


def test_a_month_of_a_timeline_asks_for_what_was_said_in_it(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        drawn = ann.asks("/timeline Pompeo", 60)
        ann.presses("Apr 2019 (4)", drawn)
        told = ann.reply(drawn["message_id"])
    assert heading(told) == "Mike Pompeo · April 2019"
    assert len(pieces(told, "BlockQuote")) == 4


def test_a_made_up_press_drops_nothing(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        ann.asks(QUESTION)
        told = ann.asks("and about civilians?")
        for presses, data in enumerate(("d:2:0:99", "d:2:0:3"), 1):
            ann.sends_press(data, told)
            api.wait(partial(_answered, api, presses))
        assert api.messages[told["chat"]["id"], told["message_id"]]["text"] == told["text"]


def _answered(api: BotApi, presses: int) -> bool:
    return len(api.made("answerCallbackQuery")) >= presses
