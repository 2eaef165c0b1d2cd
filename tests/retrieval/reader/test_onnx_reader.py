"""The reader that comes with the program."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from retrieval.reader.onnx_reader import OnnxReader, shipped_reader
from retrieval.reader.tokens import paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from retrieval.reader.tokens import Pairs

TOWER = "The tower on the harbour was opened in 1889 by the engineer Ida Holm. It is 62 metres tall."
BREAD = "Two bakers sell rye bread on the market square every morning."


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    reader = shipped_reader()
    assert reader is not None
    return reader


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the tower opened?", "1889"),
        ("Who opened the tower?", "Ida Holm"),
        ("how tall is the tower", "62 metres"),
    ],
)
def test_the_words_that_answer_are_marked(question: str, answer: str, reader: OnnxReader) -> None:
    [marking] = reader.read(question, [TOWER])
    assert marking
    assert answer in marking.words.of(TOWER)
    assert len(marking.words) < len(TOWER) / 2


def test_a_passage_that_answers_is_likelier_than_one_that_does_not(reader: OnnxReader) -> None:
    answers, silent = reader.read("When was the tower opened?", [TOWER, BREAD])
    assert answers
    assert silent
    assert answers.probability > 0.5 > silent.probability


def test_what_else_is_read_changes_nothing(reader: OnnxReader) -> None:
    question = "Who sells bread?"
    together = reader.read(question, [TOWER, BREAD, TOWER * 5])
    assert [reader.read(question, [passage])[0] for passage in (TOWER, BREAD, TOWER * 5)] == together


def test_who_reads_at_the_same_time_changes_nothing(reader: OnnxReader) -> None:
    questions = [f"Who sells bread on day {number}?" for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda question: reader.read(question, [TOWER, BREAD]), questions))
    assert [[reader.read(question, [passage])[0] for passage in (TOWER, BREAD)] for question in questions] == together


def test_nothing_is_read_twice(reader: OnnxReader, monkeypatch: pytest.MonkeyPatch) -> None:
    passes = 0

    def counted(pairs: Sequence[tuple[str, str]], tokenizer: Tokenizer) -> Pairs:
        nonlocal passes
        passes += 1
        return paired(pairs, tokenizer)

    monkeypatch.setattr("retrieval.reader.onnx_reader.paired", counted)
    first = reader.read("Who is the baker's engineer?", [TOWER, BREAD])
    assert reader.read("Who is the baker's engineer?", [BREAD, TOWER]) == first[::-1]
    assert passes == 2


def test_hardly_any_text_and_far_too_much_are_read(reader: OnnxReader) -> None:
    nothing, much = reader.read("who " * 500, ["  ", "word " * 5000])
    assert nothing is None
    assert much
    assert reader.read("who?", []) == []
