from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from retrieval.reader.examples import Example, Kind, cropped, is_for_development, load

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text("abcdefgh", min_size=1, max_size=8)
SENTENCE = st.lists(WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")


@st.composite
def answerable(draw: st.DrawFn) -> Example:
    passage = " ".join(draw(st.lists(SENTENCE, min_size=1, max_size=12)))
    start = draw(st.integers(0, len(passage) - 2))
    end = draw(st.integers(start + 1, len(passage) - 1))
    return Example("what?", passage, (Span(start, end),))


@given(answerable(), st.integers())
@case(Example("what?", "One two. " * 40, (Span(0, 9),)), 1)
def test_a_cropped_passage_still_holds_the_words_that_answer(example: Example, seed: int) -> None:
    shorter = cropped(example, random.Random(seed))
    assert shorter.passage in example.passage
    wanted = example.answers[0].of(example.passage)
    assert [answer.of(shorter.passage) for answer in shorter.answers] == [wanted]


def test_no_passage_is_both_trained_on_and_kept_for_development(tmp_path: Path) -> None:
    rows = [
        {"context": f"Town {number} lies on a hill.", "questions": [["Where?", [[18, 24]]], ["Why?", []]]}
        for number in range(200)
    ]
    with gzip.open(tmp_path / "towns.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    training, development = load(tmp_path)
    assert len(training) + len(development) == 400
    assert development
    assert {example.passage for example in training}.isdisjoint(example.passage for example in development)
    assert all(is_for_development(example.passage) for example in development)
    assert {example.kind for example in training} == {Kind.WRITTEN, Kind.UNANSWERED}
    assert {example.source for example in training} == {"towns"}


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \*\.jsonl\.gz"):
        load(tmp_path)
