"""Where sentences begin and end."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import FILLER, Span
from embeddings.language.sentences import sentences


def split(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Reed met Gen. Holt of the U.S. Army on Jan. 5 in Washington.",
        "The rate rose to 3.5 percent, J. R. Moss said.",
        "They fought near Tripoli. and then withdrew.",
        "“Will it hold?” the mayor asked.",
        "She paused... then went on.",
    ],
)
def test_a_stop_within_a_sentence_does_not_end_it(whole: str) -> None:
    assert split(whole) == [whole]


def test_a_quote_that_closes_after_the_stop_belongs_to_its_sentence() -> None:
    assert split("“We won.” He left.") == ["“We won.”", "He left."]


def test_sentences_glued_by_a_lost_break_are_two() -> None:
    assert split("He was ousted in 2011.He is backed by Egypt.") == ["He was ousted in 2011.", "He is backed by Egypt."]


def test_an_abbreviation_ends_a_sentence_where_a_common_opening_word_follows() -> None:
    assert split("She moved to the U.S. The family followed.") == ["She moved to the U.S.", "The family followed."]


def test_chinese_stops_need_no_space() -> None:
    assert split("他来了。她走了！好。") == ["他来了。", "她走了！", "好。"]


def test_markup_inside_a_word_is_invisible() -> None:
    assert split(f"The M{FILLER}r{FILLER}. Reed spoke. He left.") == [
        f"The M{FILLER}r{FILLER}. Reed spoke.",
        "He left.",
    ]


@given(st.text(alphabet="aB. !?\"”“'\n\u200b中。" + FILLER, max_size=80), st.integers(0, 5))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str, skipped: int) -> None:
    span = Span(min(skipped, len(text)), len(text))
    found = sentences(text, span)
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(span.of(text).split())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s == s.stripped(text) and len(s) and span.contains(s) for s in found)


def test_twice_the_sentences_of_a_line_take_twice_the_calls() -> None:
    assert calls(2000) <= 2.1 * calls(1000)


def calls(sentences_of_line: int) -> int:
    """Return how many calls it takes to split a line of so many sentences."""
    counts: Counter[str] = Counter()
    line = "He left. " * sentences_of_line
    sys.setprofile(lambda _frame, event, _argument: counts.update([event]))
    try:
        split(line)
    finally:
        sys.setprofile(None)
    return counts["call"] + counts["c_call"]


def test_sentences_are_found_where_they_stand_in_their_document() -> None:
    page = "A heading\n\nHe came. She left.\n\nA footer."
    paragraph = Span(page.index("He"), page.index("left.") + 5)
    assert sentences(page, paragraph) == (Span(11, 19), Span(20, 29))
    assert [page[11:19], page[20:29]] == ["He came.", "She left."]


def test_no_is_an_abbreviation_only_before_a_number() -> None:
    assert split("He said no. She left with No. 10 on it.") == ["He said no.", "She left with No. 10 on it."]
