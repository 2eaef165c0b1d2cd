"""A month that is asked for holds what was said in it, and behind that what was only news in it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from retrieval.library import open_library
from retrieval.understanding.query import Slot
from tests.asking import answer
from tests.fakes import Silence
from tests.retrieval.newsroom import Article, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from embeddings.encoding.onnx_encoder import OnnxEncoder
    from retrieval.library import Library

TIMES = "Harbor Times"
SAID = "“The {} will hold,” Mayor Ana Ruiz said {}."
ARTICLES = (
    Article("a", TIMES, "2021-03-02", "The dam holds", (SAID.format("dam", "on February 27"),)),
    Article("b", TIMES, "2021-03-10", "The roof holds", (SAID.format("roof", "on Tuesday"),)),
    Article("c", TIMES, "2021-06-10", "The bridge held", (SAID.format("bridge", "in March"),)),
    Article("d", TIMES, "2021-07-10", "Old words", (SAID.format("wall", "in a 2018 interview"),)),
    Article("e", TIMES, "2021-08-10", "Two", ("“It is safe,” Mayor Ana Ruiz and Judge Leo Reed said on Monday.",)),
    Article("f", TIMES, "2021-09-10", "One", ("“The law is clear,” Judge Leo Reed said on Monday.",)),
)


@pytest.fixture(scope="module")
def town(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("town")
    rebuild(write(ARTICLES, folder / "seeds"), folder / "index", lambda: encoder, "cl100k_base", Silence())
    with closing(open_library(folder / "index", SHIPPED)) as opened:
        yield opened


def found(question: str, library: Library) -> list[tuple[str, bool]]:
    reply = answer(question, library, 5)
    return [(each.place.document.source, Slot.PERIOD in each.doubts) for each in reply.citations]


def test_words_said_and_printed_in_the_month_come_first_and_its_mere_news_last_in_doubt(town: Library) -> None:
    assert found("what did Ruiz say in March 2021", town) == [("b.txt", False), ("c.txt", False), ("a.txt", True)]


def test_news_of_the_month_is_of_the_month_in_which_it_was_said_without_doubt(town: Library) -> None:
    assert found("what did Ruiz say in February 2021", town) == [("a.txt", False)]


def test_old_words_and_the_news_of_one_day_are_not_of_that_time(town: Library) -> None:
    assert found("what did Ruiz say in July 2021", town) == []
    assert found("what did Ruiz say on March 2, 2021", town) == [("c.txt", True)]


def test_who_once_spoke_with_another_is_not_asked_for_by_the_others_name(town: Library) -> None:
    assert [source for source, _ in found("what did Reed say", town)] == ["f.txt"]
