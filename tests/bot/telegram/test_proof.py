"""/proof hands over the page of an answer; and what an edited seed no longer holds is shown nowhere."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from bot.telegram.librarian import Librarian
from embeddings.encoding.model_files import SHIPPED
from retrieval.library import open_library
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

QUESTION = "what did Pompeo say about a military solution"
OLD, NEW = "no military solution", "a  military solution"


def librarian(index: Path, seeds: Path = SEEDS) -> Librarian:
    return Librarian(index, lambda: open_library(index, SHIPPED, seeds=seeds), None)


def test_the_last_answer_comes_as_a_page_with_its_words_marked(api: BotApi, tmp_path: Path, index: Path) -> None:
    with closing(librarian(shutil.copytree(index, tmp_path / "index"))) as opened, running(api, tmp_path, opened):
        reader = Person(api)
        reader.asks(QUESTION)
        sent = reader.asks("/proof")
        page = api.documents[sent["message_id"]].decode()
    assert sent["caption"] == f"“{QUESTION}”: open it in a browser, where the words are marked."
    assert '<mark id="q1"' in page
    assert OLD in page
    assert not api.refusals()


def test_a_reply_names_the_answer_and_nobody_gets_a_strangers(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        reader = Person(api)
        first = reader.asks("who backs Haftar")
        reader.asks("who leads the LNA")
        api.wait(lambda: len(api.made("sendMessage")) == 2)
        replied = {"message_id": first["message_id"], "date": 1, "chat": reader.chat, "from": first["from"]}
        sent = reader.reply(reader.says("/proof", reply_to_message=replied))
        assert b"who backs Haftar" in api.documents[sent["message_id"]]
        assert Person(api, 1002).asks("/proof")["text"] == "Ask something first, or reply /proof to an answer of mine."


def test_an_edited_seeds_old_words_are_in_nothing_that_is_said_then(api: BotApi, tmp_path: Path, index: Path) -> None:
    seeds = shutil.copytree(SEEDS, tmp_path / "copy")
    with (
        closing(librarian(shutil.copytree(index, tmp_path / "index"), seeds)) as opened,
        running(api, tmp_path, opened),
    ):
        reader = Person(api)
        answer = reader.asks(QUESTION)
        assert OLD in answer["text"]
        file = seeds / "004_5754c9ca353e8976.txt"
        file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
        before = len(api.calls)
        reader.presses_and_waits("Context", answer, "editMessageText")
        for words in (QUESTION, "tell me more", "/proof", "/timeline Pompeo"):
            reader.asks(words)
        reader.types(QUESTION)
        api.wait(lambda: api.made("answerInlineQuery"))
        said = json.dumps([call.params for call in api.calls[before:]], default=bytes.decode, ensure_ascii=False)
    assert "has changed since the index was built" in said
    assert OLD not in said
