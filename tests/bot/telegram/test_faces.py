"""One answer has one content: the same passages, order and marks in Telegram, in JSON and whole on a terminal."""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.output.json_lines import answer_fields
from bot.output.output import Reply
from bot.output.styled_text import StyledText
from bot.settings import load_settings
from bot.telegram.librarian import Librarian
from bot.terminal.screen import Screen
from retrieval.library import open_library
from tests.asking import answer
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from tests.bot.telegram.bot_api import BotApi

    Shown = list[tuple[str, list[str]]]
    """Each passage's words, and those of them that are marked."""

TOP = 5
LINES = (ROOT / "tests" / "quality" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS = [json.loads(line)["question"] for line in LINES][:50]
_RANKED = re.compile(r"^ ?\d+\. (.*?) *$", re.MULTILINE)
_BOLD = re.compile(r"\x1b\[1m(.*?)\x1b\[0m")


def in_telegram(message: dict[str, Any]) -> Shown:
    units: bytes = message["text"].encode("utf-16-le")
    places = [(each["type"]["@type"], each["offset"], each["offset"] + each["length"]) for each in message["entities"]]

    def words(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le")

    quotes = sorted((start, end) for kind, start, end in places if kind.endswith("BlockQuote"))
    bold = sorted((start, end) for kind, start, end in places if kind.endswith("Bold"))
    return [
        (words(start, end), [words(*mark) for mark in bold if start <= mark[0] and mark[1] <= end])
        for start, end in quotes
    ]


def in_json(told: dict[str, Any]) -> Shown:
    def words(source: str, start: int, end: int) -> str:
        return " ".join((ROOT / "seeds" / source).read_bytes().decode("utf-8")[start:end].split())

    return [
        (passage["text"], [words(passage["source"], *mark) for mark in passage["highlights"]])
        for passage in told["passages"]
    ]


def on_a_terminal(told: Answer) -> Shown:
    console = Screen(file=io.StringIO(), force_terminal=True, color_system="standard", width=3000, markup=False)
    (shown,) = StyledText(console).answers([Reply(told, whole=True)])
    passages = [found[1] for found in _RANKED.finditer(shown)]
    if not told.found:
        assert told.notice in shown
        return []
    return [(_BOLD.sub(r"\1", each).strip(), [mark.strip() for mark in _BOLD.findall(each)]) for each in passages]


@pytest.mark.slow
def test_fifty_answers_are_the_same_in_telegram_in_json_and_on_a_terminal(
    api: BotApi, tmp_path: Path, index: Path
) -> None:
    settings = load_settings(index=shutil.copytree(index, tmp_path / "index"), seeds=ROOT / "seeds")
    librarian = Librarian(settings.index, lambda: open_library(settings.index, settings.encoder), None)
    differing, passages, marks = [], 0, 0
    with running(api, tmp_path, librarian, top=TOP), closing(open_library(settings.index, settings.encoder)) as library:
        for number, question in enumerate(QUESTIONS):
            message = Person(api, 2000 + number).asks(question)
            told = answer(question, library, TOP)
            faces = in_telegram(message), in_json(answer_fields(told)), on_a_terminal(told)
            passages += len(faces[1])
            marks += sum(len(marked) for _, marked in faces[1])
            if faces[0] != faces[1] or faces[1] != faces[2] or (not told.found and told.notice not in message["text"]):
                differing.append((question, *faces))
    librarian.close()
    assert differing == []
    assert len(QUESTIONS) == 50
    assert passages > 100
    assert marks > 50
    assert not api.refusals()
