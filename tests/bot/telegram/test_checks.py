"""Quotations in messages are checked, each at once: in a private chat unasked, in a group when somebody asks."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.settings import load_settings
from bot.telegram.librarian import Librarian
from embeddings.rebuild import rebuild
from retrieval.library import open_library
from tests.bot.telegram.people import Person, labels, pieces
from tests.bot.telegram.running import running
from tests.fakes import Silence
from tests.places import SEEDS
from tests.retrieval.checking.conftest import PRESS
from tests.retrieval.newsroom import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from embeddings.encoding.onnx_encoder import OnnxEncoder
    from tests.bot.telegram.bot_api import BotApi

PRINTED = "There is no military solution to the Libya conflict"
ALTERED = "There is a military solution to the Libya conflict"
MESSAGE = (
    f"“{PRINTED},” Pompeo said on Sunday.\n\n"
    f"Others heard it differently: “{ALTERED},” Pompeo said.\n\n"
    "“Nobody ever printed these very words anywhere,” a reader claimed."
)
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Bob", "date": 1}}


@contextmanager
def bot(api: BotApi, folder: Path, index: Path) -> Iterator[None]:
    settings = load_settings(index=shutil.copytree(index, folder / "index"), seeds=SEEDS)
    librarian = Librarian(settings.index, lambda: open_library(settings.index, settings.encoder), None)
    with closing(librarian), running(api, folder, librarian, telegram_admins={7}):
        yield


def test_three_quotations_of_a_forwarded_message_get_three_verdicts_in_one_message(
    api: BotApi, tmp_path: Path, index: Path
) -> None:
    with bot(api, tmp_path, index):
        ann = Person(api)
        said = ann.reply(ann.says(MESSAGE, **FORWARDED))
    text = said["text"]
    assert text.startswith("1 of 3 quotations are printed as claimed.")
    assert [text.count(verdict) for verdict in ("word for word", "altered", "not found")] == [1, 1, 1]
    assert text.index("word for word") < text.index("altered") < text.index("not found")
    assert pieces(said, "Strikethrough") == ["a"]
    assert "no" in pieces(said, "Bold")
    quotes = pieces(said, "BlockQuote")
    assert quotes[:2] == [PRINTED, "There is a no military solution to the Libya conflict"]
    assert len(api.made("sendMessage")) == 1
    assert not api.refusals()


@pytest.mark.parametrize(
    "message",
    [f"Pompeo: “{ALTERED}”", f"📢 POMPEO “{ALTERED}” 🇱🇾 https://t.example/x", f"“{ALTERED}”\n\n– Mike Pompeo"],
)
def test_a_forwarded_message_that_quotes_somebody_is_checked_however_it_is_written(
    api: BotApi, tmp_path: Path, index: Path, message: str
) -> None:
    with bot(api, tmp_path, index):
        ann = Person(api, 7)
        said = ann.reply(ann.says(message, **FORWARDED))
        asked = ann.reply(ann.says("what did Pompeo say in April", **FORWARDED))
        counted = ann.asks("/stats")["text"]
    assert said["text"].startswith("❌ altered")
    assert asked["text"].startswith("Mike Pompeo · April 2019")
    assert "questions answered: 2" in counted


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (f"did Pompeo say “{ALTERED}”?", "❌ altered"),
        (f"who said '{PRINTED}'?", "✅ word for word"),
        (f"Trump said “{PRINTED}”", "❌ word for word, wrong speaker"),
        (f"/check {PRINTED}", "✅ word for word"),
        ("/check", "Reply with /check"),
    ],
)
def test_a_question_that_holds_a_quotation_is_a_check(
    api: BotApi, tmp_path: Path, index: Path, question: str, verdict: str
) -> None:
    with bot(api, tmp_path, index):
        assert Person(api).asks(question)["text"].startswith(verdict)


def test_a_group_is_left_alone_until_somebody_asks(api: BotApi, tmp_path: Path, index: Path) -> None:
    with bot(api, tmp_path, index):
        reader = Person(api, 1002, group=-100)
        unasked = reader.says(MESSAGE, **FORWARDED)
        shown = reader.message(text=MESSAGE)
        asked = reader.reply(reader.says("/check", reply_to_message=shown))
        mentioned = reader.reply(reader.says("@VerbatimBot", reply_to_message=shown))
    assert reader.replies_to(unasked) == []
    assert asked["text"] == mentioned["text"]
    assert asked["text"].startswith("1 of 3")


def test_the_passage_around_an_altered_quotation_is_one_tap_away(api: BotApi, tmp_path: Path, index: Path) -> None:
    with bot(api, tmp_path, index):
        ann = Person(api)
        said = ann.asks(f"did Pompeo say “{ALTERED}”?")
        button = next(label for label in labels(said) if "Pompeo" in label)
        ann.presses(button, said)
        shown = ann.sees_changed(said)["text"]
    assert "This is why the United States continues" in shown
    assert "something else" not in shown


def test_many_quotations_fill_several_pages(api: BotApi, tmp_path: Path, index: Path) -> None:
    with bot(api, tmp_path, index):
        ann = Person(api)
        said = ann.asks("\n\n".join([f"“{PRINTED},” Pompeo said on Sunday."] * 30))
        ann.presses("›", said)
        second = ann.sees_changed(said)
    assert "30 of 30 quotations are printed as claimed." in said["text"]
    assert "1 · " in said["text"]
    assert "30 · " in second["text"]
    assert not api.refusals()


def test_a_button_shows_how_outlets_print_it_differently(api: BotApi, tmp_path: Path, encoder: OnnxEncoder) -> None:
    seeds, index = write(PRESS, tmp_path / "press"), tmp_path / "index"
    rebuild(seeds, index, lambda: encoder, "cl100k_base", Silence())
    settings = load_settings(index=index, seeds=seeds)
    librarian = Librarian(index, lambda: open_library(index, settings.encoder), None)
    with closing(librarian), running(api, tmp_path, librarian):
        ann = Person(api)
        said = ann.asks("who said “as long as the council needs”?")
        ann.presses("Variants", said)
        shown = ann.sees_changed(said)
        assert "Harbor Times, 2019-02-14 (first)" in shown["text"]
        assert (pieces(shown, "Strikethrough"), pieces(shown, "Bold")[-1]) == (["wants"], "needs")
        ann.presses("‹ Back", shown)
        assert ann.sees_changed(shown)["text"] == said["text"]
    assert not api.refusals()
