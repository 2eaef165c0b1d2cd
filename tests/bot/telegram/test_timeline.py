from __future__ import annotations

import shutil
import sys
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib.image import imread

from bot.telegram.librarian import Librarian
from embeddings.encoding.model_files import SHIPPED
from retrieval.library import open_library
from tests.bot.telegram.people import Person, pieces
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.bot.telegram.bot_api import BotApi

HOSTILE = "$\\frac{1}{2}$ <b>_*~|` \u202e新闻 \x1b[31m \ud83d" + "x" * 3000


def test_a_speakers_timeline_is_a_picture_in_answer_to_the_command(api: BotApi, tmp_path: Path, index: Path) -> None:
    own = shutil.copytree(index, tmp_path / "index")
    librarian = Librarian(own, lambda: open_library(own, SHIPPED), None)
    with running(api, tmp_path, librarian):
        reply = Person(api).asks("/timeline Pompeo", 60)
    librarian.close()
    height, width, _ = imread(BytesIO(api.pictures[reply["message_id"]])).shape
    assert (width, height) == (1152, 457)
    assert reply["caption"] == "Mike Pompeo: 4 passages, 0 undated"
    assert not api.refusals()


def test_a_hostile_subject_is_drawn_and_told_as_it_stands(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    librarian.days = [date(2019, 4, 7)]
    with running(api, tmp_path, librarian):
        reply = Person(api).asks(f"/timeline {HOSTILE.replace(chr(0xD83D), '')}", 60)
    assert reply["caption"].startswith("$\\frac{1}{2}$ <b>_*~|` 新闻 [31m")
    assert not api.refusals()


def test_without_the_drawing_library_the_bars_are_letters(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.backends.backend_agg", None)
    librarian = HandLibrarian()
    librarian.days = [date(2010 + month // 12, 1 + month % 12, 1) for month in range(40)] + [date(2013, 4, 2)]
    with running(api, tmp_path, librarian):
        reply = Person(api).asks("/timeline Pompeo")
    chart = pieces(reply, "Pre")[0].splitlines()
    assert reply["text"].startswith("Pompeo: 41 passages, 0 undated\n")
    assert chart[-1] == "2013-04 ██████████████████ 2"
    assert len(chart) == 36
    assert reply["text"].endswith("4 earlier months are left out.")


def test_an_index_that_cannot_be_read_is_said(api: BotApi, tmp_path: Path) -> None:
    missing = tmp_path / "none"
    librarian = Librarian(missing, lambda: open_library(missing, SHIPPED), None)
    with running(api, tmp_path, librarian):
        assert "index cannot be read" in Person(api).asks("/timeline Pompeo")["text"]
