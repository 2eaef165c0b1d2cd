"""What stands around a question and is not asked for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.understanding.courtesy import asking_sentences, without_courtesy


@pytest.mark.parametrize(
    "polite",
    [
        "Hi there, what did Graham say?",
        "Good morning! Could you kindly tell me what did Graham say?",
        "ok so what did Graham say?",
        "Well, what did Graham say?",
        "Oh wow. What did Graham say?",
        "Would you mind telling me, what did Graham say?",
        "I'd love to know what did Graham say?",
        "I was just wondering: what did Graham say?",
        "Do you happen to know what did Graham say?",
        "what did Graham say, please?",
        "what did Graham say, do you know?",
        "What did Graham say? Thanks in advance!",
    ],
)
def test_courtesy_goes(polite: str) -> None:
    assert asking_sentences(polite)[0].rstrip("?!").lower() == "what did graham say"


@pytest.mark.parametrize(
    "question",
    [
        "what did Merkel say about the far right",
        "well water in the valley",
        "Wells on oil",
        "show US troops",
        "Will Carter on nurses",
        "Good Hope hospital",
        "what can you",
        "Thanksgiving in Ohio",
    ],
)
def test_words_that_only_look_like_courtesy_stay(question: str) -> None:
    assert without_courtesy(question) == question


def test_each_sentence_that_asks_is_kept_the_last_first() -> None:
    assert asking_sentences("I read of it. What did Graham say? Was it true?") == [
        "Was it true?",
        "What did Graham say?",
    ]


@pytest.mark.parametrize("question", ["tell me", "please", "ok", "thanks!", "So?"])
def test_what_is_nothing_but_courtesy_stays_as_it_is(question: str) -> None:
    assert without_courtesy(question) == question


@given(st.text(max_size=300))
def test_nothing_is_made_up(text: str) -> None:
    assert set(re.findall(r"\w+", without_courtesy(text))) <= set(re.findall(r"\w+", text))


_WORDS = ["please", "could", "you", "tell", "me", "so", ",", "and", "I", "was", "wondering", "thanks", "?", ".", "if"]


@given(st.lists(st.sampled_from(_WORDS), max_size=400).map(" ".join))
def test_a_run_of_courtesies_leaves_something(text: str) -> None:
    assert bool(without_courtesy(text).strip()) == bool(text.strip())
