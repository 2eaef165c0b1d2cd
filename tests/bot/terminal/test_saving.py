"""/save writes the last answer into a new file, in the format that its name ends with."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from bot.formats import BY_SUFFIX
from bot.settings import load_settings
from bot.terminal.repl import turn
from bot.terminal.screen import Screen
from bot.terminal.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.library import Library


@pytest.fixture
def session(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return Session(library, load_settings(), Screen(file=io.StringIO(), width=200))


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_each_format_holds_the_words(session: Session, tmp_path: Path, suffix: str) -> None:
    turn(session, "what did Pompeo say about a military solution")
    turn(session, f"/save answer{suffix}")
    assert "There is no military solution" in (tmp_path / f"answer{suffix}").read_text(encoding="utf-8")


def test_what_was_shown_by_more_is_saved_too(session: Session, tmp_path: Path) -> None:
    turn(session, "/top 1")
    turn(session, "what did Pompeo say in April")
    turn(session, "/more")
    turn(session, "/save answer.json")
    assert len(json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["passages"]) == 2


def test_nothing_is_overwritten_and_what_is_wrong_is_said(session: Session, tmp_path: Path) -> None:
    turn(session, "/save a.md")
    turn(session, "what did Pompeo say in April")
    (tmp_path / "a.md").write_text("mine")
    for name in ("a.md", "a.doc", "nowhere/a.md", ""):
        turn(session, f"/save {name}")
    said = session.console.file.getvalue()  # type: ignore[attr-defined]
    assert "Nothing was answered yet." in said
    assert "a.md is there already, and I never overwrite: name another." in said
    assert said.count("/save takes a new file: .txt, .json, .md, .csv, .bib, .csl, .html.") == 2
    assert "nowhere/a.md cannot be written: No such file or directory." in said
    assert (tmp_path / "a.md").read_text() == "mine"
