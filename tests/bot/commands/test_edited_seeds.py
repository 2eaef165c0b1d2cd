"""A seed edited after the build: none of its old words is shown as printed."""

from __future__ import annotations

import io
import json
import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.settings import load_settings
from bot.terminal.repl import turn
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from embeddings.encoding.model_files import SHIPPED
from retrieval.answering import answer
from retrieval.browsing.timeline import timeline
from retrieval.library import open_library
from retrieval.understanding.question import interpret
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Verbatim

QUESTION, SOURCE = "what did Pompeo say about a military solution", "004_5754c9ca353e8976.txt"
OLD, NEW = b"no military solution", b"a  military solution"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return shutil.copytree(SEEDS, tmp_path / "copy")


def edit(seeds: Path) -> None:
    """Change words without changing the file's size."""
    file = seeds / SOURCE
    file.write_bytes(file.read_bytes().replace(OLD, NEW))


@pytest.mark.parametrize("change", ["edited", "removed"])
def test_a_changed_seed_is_named_and_its_old_words_are_not_shown(verbatim: Verbatim, seeds: Path, change: str) -> None:
    if change == "edited":
        edit(seeds)
    else:
        (seeds / SOURCE).unlink()
    run = verbatim("ask", "--json", "--seeds", str(seeds), QUESTION)
    told = json.loads(run.out)
    assert OLD.decode() not in run.out
    assert SOURCE not in {passage["source"] for passage in (*told["passages"], *told["nearest"])}
    assert f"{SOURCE} has changed since the index was built" in told["notice"]
    assert "run verbatim rebuild" in told["notice"]


def test_a_seed_that_changes_under_an_open_index_is_noticed(seeds_index: Path, seeds: Path) -> None:
    with closing(open_library(seeds_index, SHIPPED, seeds=seeds)) as library:
        query = interpret(QUESTION, library.vocabulary)
        before = [citation.place.text for citation in answer(query, library, 5).citations]
        edit(seeds)
        after = [citation.place.text for citation in answer(query, library, 5).citations]
        moments = [moment.place.document.source for moment in timeline("Pompeo", library).moments]
    assert any(OLD.decode() in text for text in before)
    assert not any(OLD.decode() in text for text in after)
    assert SOURCE not in moments


def test_a_file_that_is_the_same_again_is_shown_again(seeds_index: Path, seeds: Path) -> None:
    file = seeds / SOURCE
    original = file.read_bytes()
    with closing(open_library(seeds_index, SHIPPED, seeds=seeds)) as library:
        query = interpret(QUESTION, library.vocabulary)
        edit(seeds)
        assert not any(each.place.document.source == SOURCE for each in answer(query, library, 5).citations)
        file.write_bytes(original)
        os.utime(file)
        assert answer(query, library, 5).citations[0].place.document.source == SOURCE


@pytest.mark.parametrize("folder", ["nowhere", "other"])
def test_a_folder_without_these_documents_is_said(verbatim: Verbatim, tmp_path: Path, folder: str) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/else.txt").write_text("Something else.")
    run = verbatim("ask", "--seeds", folder, QUESTION)
    assert run.status == 0
    assert run.err == f"{folder} holds none of these documents: their files are not looked at\n"


def test_a_conversation_shows_none_of_the_old_words(seeds_index: Path, seeds: Path, tmp_path: Path) -> None:
    with closing(open_library(seeds_index, SHIPPED, seeds=seeds)) as library:
        session = Session(library, load_settings(), Screen(file=io.StringIO(), width=200))
        turn(session, QUESTION)
        assert OLD.decode() in shown(session)
        edit(seeds)
        for line in (QUESTION, "tell me more", "/open 1", "/more", "/timeline Pompeo", f"/save {tmp_path}/a.html"):
            turn(session, line)
    assert OLD.decode() not in shown(session)
    assert OLD.decode() not in (tmp_path / "a.html").read_text(encoding="utf-8")


def shown(session: Session) -> str:
    """Return what the session has shown since this was last asked."""
    file = session.console.file
    assert isinstance(file, io.StringIO)
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text
