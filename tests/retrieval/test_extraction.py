"""Which words of a passage are marked, and what ranks a passage."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from retrieval.spans import share, union
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.library import Library

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))


def marked(question: str, library: Library) -> list[str]:
    first = answer(question, library, 5).citations[0]
    return [span.of(first.place.document.text) for span in first.highlights]


def letters(marks: tuple[Span, ...] | list[Span]) -> set[int]:
    return {at for span in marks for at in range(span.start, span.end)}


def test_where_words_were_asked_for_they_are_marked_and_not_who_said_them(newsroom: Library) -> None:
    assert marked("what did Helen Marsh say about the ferry", newsroom) == ["“The ferry will run every ten minutes,”"]


def test_where_a_fact_was_asked_for_the_sentence_is_marked(newsroom: Library) -> None:
    assert marked("when did Graham meet Turkish officials", newsroom) == [
        "Graham met Turkish officials in Ankara on June 3 to discuss the safe zone along the border."
    ]


def test_of_several_sentences_the_one_that_answers_is_marked(library: Library) -> None:
    (sentence,) = marked("how many people were killed and wounded on April 7", library)
    assert "11 people were killed and 23 wounded" in sentence
    assert "did not give details" not in sentence


@given(st.lists(spans, max_size=8))
def test_marks_that_overlap_are_made_one_and_no_letter_is_lost_or_gained(marks: list[Span]) -> None:
    joined = union(marks)
    assert letters(joined) == letters(marks)
    assert all(before.end < after.start for before, after in pairwise(joined))


@pytest.mark.parametrize(
    ("contents", "filled"),
    [([], 0.0), ([(0, 10)], 0.5), ([(0, 10), (5, 15)], 0.75), ([(0, 99)], 1.0), ([(50, 60)], 0.0)],
)
def test_a_passage_is_as_much_somebodys_own_words_as_they_fill_it(
    contents: list[tuple[int, int]], filled: float
) -> None:
    assert share(Span(0, 20), [Span(*content) for content in contents]) == filled
