from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from retrieval.reader.onnx_reader import shipped_tokenizer
from retrieval.reader.spans import Calibration, best_marking, whole_words
from retrieval.reader.tokens import paired

EVEN = Calibration(1.0, 0.0)
TOKENIZER = shipped_tokenizer()
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize("answer", ["Anna", "in the old town", "Bread"])
def test_the_tokens_of_an_answer_are_its_words(answer: str) -> None:
    passage = "Anna lives in the old town. Bread"
    start = passage.index(answer)
    pairs = paired([("who?", passage)], TOKENIZER)
    first, last = pairs.tokens_of(0, [Span(start, start + len(answer))])
    assert passage[pairs.spans[0][first].start : pairs.spans[0][last].end] == answer


def test_an_answer_beyond_what_is_read_counts_as_none() -> None:
    passage = "word " * 400 + "Anna"
    pairs = paired([("who?", passage)], TOKENIZER)
    assert pairs.tokens_of(0, [Span(len(passage) - 4, len(passage))]) == (0, 0)


def test_the_best_span_is_the_one_with_the_largest_logits() -> None:
    passage = "Anna met Berta"
    pairs = paired([("who?", passage)], TOKENIZER)
    seats = np.flatnonzero(pairs.allowed[0])[1:]
    logits = np.zeros((pairs.allowed.shape[1], 2), np.float32)
    logits[0] = 1, 1
    logits[seats[1], 0] = 4  # "met" begins it
    logits[seats[-1], 1] = 3  # "Berta", or its last part, ends it
    marking = best_marking(logits, pairs, 0, EVEN)
    assert marking
    assert marking.words.of(passage) == "met Berta"
    assert marking.margin == 4 + 3 - 1 - 1
    assert marking.probability == pytest.approx(1 / (1 + np.exp(-5)))


def test_an_answer_does_not_end_before_it_begins() -> None:
    passage = "Anna met Berta"
    pairs = paired([("who?", passage)], TOKENIZER)
    seats = np.flatnonzero(pairs.allowed[0])[1:]
    logits = np.zeros((pairs.allowed.shape[1], 2), np.float32)
    logits[seats[-1], 0] = logits[seats[0], 1] = 5
    marking = best_marking(logits, pairs, 0, EVEN)
    assert marking
    assert marking.words.of(passage) in {"Anna", "Berta", "a", "ta", "bert"} or len(marking.words) < len(passage)


@given(LETTERS, LETTERS, st.integers(0, 2**32 - 1))
def test_marked_words_stand_in_the_passage_whatever_it_is(question: str, passage: str, seed: int) -> None:
    pairs = paired([(question, passage)], TOKENIZER)
    logits = np.random.default_rng(seed).normal(size=(pairs.allowed.shape[1], 2)).astype(np.float32)
    marking = best_marking(logits, pairs, 0, EVEN)
    if marking:
        assert 0 <= marking.words.start < marking.words.end <= len(passage)


def test_a_passage_without_words_has_no_marking() -> None:
    pairs = paired([("who?", "   ")], TOKENIZER)
    assert best_marking(np.zeros((pairs.allowed.shape[1], 2), np.float32), pairs, 0, EVEN) is None


@pytest.mark.parametrize(
    ("marked", "answer"),
    [
        ("5", "12.5%"),
        ("outmaneuver", "outmaneuvered"),
        ("541", "$431,541"),
        (", in May,", "in May"),
        ("10", "l10n"),
        (";", ";"),
    ],
)
def test_an_answer_is_whole_words(marked: str, answer: str) -> None:
    passage = "Deng outmaneuvered 12.5% of them, in May, for $431,541 (l10n) ; so"
    start = passage.index(marked) if marked != "5" else passage.index("5%")
    assert whole_words(Span(start, start + len(marked)), passage).of(passage) == answer


@given(st.data(), st.text(min_size=1))
def test_whole_words_stand_where_the_marked_ones_do(data: st.DataObject, passage: str) -> None:
    start = data.draw(st.integers(0, len(passage) - 1))
    end = data.draw(st.integers(start + 1, len(passage)))
    whole = whole_words(Span(start, end), passage)
    assert 0 <= whole.start < whole.end <= len(passage)
    assert whole_words(whole, passage) == whole
    assert passage[start:end].strip(" ,;:") in whole.of(passage)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_larger_margin_is_never_less_likely(one: float, other: float) -> None:
    calibration = Calibration(0.7, -0.2)
    assert (calibration(one) - calibration(other)) * (one - other) >= 0
    assert 0 < calibration(one) < 1
