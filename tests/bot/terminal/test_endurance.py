"""Ten thousand turns in one conversation at a terminal: it stays as small as it was after five thousand."""

from __future__ import annotations

import gc
import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.settings import Settings
from bot.terminal import repl
from bot.terminal.prompting import MOST_LINES, prompt_session
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from embeddings.indexing.passage_index import Filter

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.encoder import QuestionVectors
    from embeddings.indexing.passage_index import Candidate, PassageIndex
    from retrieval.library import Library

_FEW, _MANY = 5_000, 10_000
_NAMES = ("Pompeo", "Trump", "Waldhauser", "Erdogan", "the State Department")
_LEANING = ("what did he say about {}?", "and about {}?", "why?", "tell me more", "who else?", "and in November?")
_ORDERS = ("/more", "/open 1", "/sources", "/drop speaker", "/top 3", "/new", "/nothing {}", "/timeline Pompeo")


class OneQuestion:
    """Encodes every question alike: what a question means is not what is measured."""

    def __init__(self, encoded: QuestionVectors) -> None:
        self._encoded = encoded

    def encode(self, question: str) -> QuestionVectors:
        """Return the same vectors for every question."""
        del question
        return self._encoded


class OnePassage:
    """An index that finds the same passage for most questions and none for the others: searching takes the time."""

    def __init__(self, index: PassageIndex, candidates: list[Candidate]) -> None:
        self._index, self._candidates = index, candidates

    def search(self, question: QuestionVectors, terms: str, conditions: Filter, k: int) -> list[Candidate]:
        del question, conditions, k
        return self._candidates if len(terms) % 5 else []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the index has
        return getattr(self._index, name)


def line(turn: int) -> str:
    """Return the turn's line; no two turns share their word."""
    if turn % 11 == 0:
        return _ORDERS[turn // 11 % len(_ORDERS)].format(f"w{turn}x")
    if turn % 7 == 0:
        return f"what did {_NAMES[turn % len(_NAMES)]} say about w{turn}x"
    return _LEANING[turn % len(_LEANING)].format(f"w{turn}x")


@pytest.mark.slow
def test_ten_thousand_turns_take_no_more_room_than_five_thousand(library: Library, tmp_path: Path) -> None:
    encoded = library.encoder.encode("who backs Haftar")
    index = OnePassage(library.index, library.index.search(encoded, "Haftar", Filter(), 1)[:1])
    quick = replace(library, encoder=OneQuestion(encoded), index=index)
    console = Screen(file=io.StringIO(), highlight=False, markup=False, emoji=False)
    session = Session(quick, Settings(state=tmp_path), console)
    history = prompt_session(tmp_path, library.vocabulary).history
    sizes = dict[int, tuple[int, int]]()
    for number in range(1, _MANY + 1):
        assert repl.turn(session, line(number))
        history.append_string(line(number))
        console.file.seek(0)
        console.file.truncate()
        if number in {_FEW, _MANY}:
            gc.collect()
            sizes[number] = (sys.getallocatedblocks(), len(gc.get_objects()))
    assert sizes[_MANY][0] - sizes[_FEW][0] < 10_000
    assert sizes[_MANY][1] - sizes[_FEW][1] < 2_000
    assert len(history.get_strings()) == MOST_LINES
    kept = (tmp_path / "history").read_text(encoding="utf-8")
    assert kept.count("\n# ") <= 2 * MOST_LINES
