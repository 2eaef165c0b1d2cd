"""The class of each word, by which clauses are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import FILLER, Span
from embeddings.language.word_classes import QUOTED, TaggedWords, is_function_word, is_headline, tagged_words, windows


def tag(text: str, *quotations: Span) -> TaggedWords:
    return tagged_words(text, Span(0, len(text)), quotations)


@pytest.mark.parametrize(
    ("sentence", "letters"),
    [
        ("The mayor said that oil is cheap.", "dnEtnxn."),
        ("Hope Hicks said so.", "NNEs."),
        ("Will Ruiz go?", "xNv."),
        ("They'll tell Reed’s aides.", "rxVNzn."),
        ("He was afraid; afraid men left.", "rxJ;nnv."),
    ],
)
def test_each_word_has_its_class(sentence: str, letters: str) -> None:
    assert tag(sentence).letters == letters


def test_a_quotation_is_one_word() -> None:
    text = "“We won. He left,” she said."
    tagged = tag(text, Span(0, 18))
    assert tagged.words == (QUOTED, "she", "said", ".")
    assert tagged.span(0, 1) == Span(0, 18)


def test_markup_inside_a_word_is_no_part_of_it() -> None:
    assert tag(f"s{FILLER}aid").words == ("said",)


def test_capitals_tell_nothing_in_a_headline() -> None:
    assert is_headline("Senate Rejects Plan to Raise Taxes")
    assert not is_headline("The Senate rejects a plan to raise taxes.")


def test_a_month_that_is_a_verb_too_is_no_function_word() -> None:
    assert [word for word in ("may", "march", "will", "the") if is_function_word(word)] == ["will", "the"]


@given(st.text(alphabet="aB Ad'’s.-1“\n" + FILLER, max_size=60), st.integers(0, 5))
def test_words_stand_in_order_within_their_span(text: str, start: int) -> None:
    span = Span(min(start, len(text)), len(text))
    tagged = tagged_words(text, span)
    ends = [edge for pair in tagged.spans for edge in pair]
    assert len(tagged.words) == len(tagged.letters) == len(tagged.spans)
    assert ends == sorted(ends)
    assert all(span.start <= edge <= span.end for edge in ends)


def test_a_page_without_stops_is_read_in_windows() -> None:
    tagged = tag("a " * 500)
    pieces = list(windows(tagged))
    assert max(len(piece.words) for piece in pieces) <= 200
    assert sum((piece.words for piece in pieces), ()) == tagged.words
