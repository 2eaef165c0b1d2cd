"""Ten thousand turns in one conversation at a terminal: it stays as small as it was after five thousand."""

from __future__ import annotations

import gc
import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from bot.terminal import repl
from bot.terminal.prompting import MOST_LINES, prompt_session
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from embeddings.indexing.passage_index import Filter
from retrieval.answers import Answer
from retrieval.ranking import rank
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library

_FEW, _MANY = 5_000, 10_000
_NAMES = ("Pompeo", "Trump", "Waldhauser", "Erdogan", "the State Department")
_LEANING = ("what did he say about {}?", "and about {}?", "why?", "tell me more", "who else?", "and in November?")
_ORDERS = ("/more", "/open 1", "/sources", "/drop speaker", "/top 3", "/new", "/nothing {}", "/timeline Pompeo")


class OneEncoder:
    """Encodes nothing anew: what a question means is not what is measured."""

    def __init__(self, library: Library) -> None:
        self._encoded = library.encoder.encode("who backs Haftar")

    def encode(self, question: str) -> QuestionVectors:
        """Return the same vectors for every question."""
        del question
        return self._encoded


def line(turn: int) -> str:
    """Return the turn's line; no two turns share their word."""
    if turn % 11 == 0:
        return _ORDERS[turn // 11 % len(_ORDERS)].format(f"w{turn}x")
    if turn % 7 == 0:
        return f"what did {_NAMES[turn % len(_NAMES)]} say about w{turn}x"
    return _LEANING[turn % len(_LEANING)].format(f"w{turn}x")


@pytest.mark.slow
def test_ten_thousand_turns_take_no_more_room_than_five_thousand(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Session(
        library, Settings(state=tmp_path), Screen(file=io.StringIO(), highlight=False, markup=False, emoji=False)
    )
    query = interpret("who backs Haftar", library.vocabulary)
    encoded = library.encoder.encode(query.text)
    hits = rank(query, encoded, library.index.search(encoded, query.text, Filter(), 1), library)[:1]
    # Searching is the same work each time, and nearly all the time that a turn takes.
    monkeypatch.setattr("retrieval.answering.settle", lambda query, _: query)
    monkeypatch.setattr("retrieval.answering._hits", lambda query, *_: hits if len(query.text) % 5 else [])
    monkeypatch.setattr("retrieval.answering._nothing", lambda query, *_: Answer(query, (), 0.9, "", "-"))
    monkeypatch.setattr("retrieval.answering.confidence", lambda *_: 0.9)
    session = Session(replace(library, encoder=OneEncoder(library)), Settings(state=tmp_path), told.console)
    history = prompt_session(tmp_path, library.vocabulary).history
    sizes = dict[int, tuple[int, int]]()
    for turn in range(1, _MANY + 1):
        assert repl._turn(session, line(turn))
        history.append_string(line(turn))
        session.console.file.seek(0)
        session.console.file.truncate()
        if turn in {_FEW, _MANY}:
            gc.collect()
            sizes[turn] = (sys.getallocatedblocks(), len(gc.get_objects()))
    assert sizes[_MANY][0] - sizes[_FEW][0] < 10_000
    assert sizes[_MANY][1] - sizes[_FEW][1] < 2_000
    assert len(history.get_strings()) == MOST_LINES
    kept = (tmp_path / "history").read_text(encoding="utf-8")
    assert kept.count("\n# ") <= 2 * MOST_LINES
