from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from embeddings.speech.quotations import is_speech, quotations
from tests.pages import document, paragraph


def quoted(*paragraphs: str) -> list[str]:
    page = document(*paragraphs)
    return [quotation.span.of(page.text) for quotation in quotations(page.text, page.paragraphs)]


@pytest.mark.parametrize(
    "words", ["“We go”", '"We go"', "‘We go’", "«We go»", "»We go«", "''We go''", "'We go’", "「我们走」", "”We go”"]
)
def test_every_style_of_marks_makes_a_quotation(words: str) -> None:
    assert quoted(f"Then: {words}, he said.") == [words]


def test_apostrophes_are_no_quote_marks() -> None:
    assert quoted("The ministers’ plan isn’t Reed's, nor of the '90s.") == []


def test_a_double_mark_closes_a_single_one_where_print_mixed_the_pair() -> None:
    assert quoted("Then: ‘We go,” he said. “We stay,” she said.") == ["‘We go,”", "“We stay,”"]


def test_a_single_mark_closes_no_double_one() -> None:
    assert quoted("Then: “We go,’ he said, and stay,” he added.") == ["“We go,’ he said, and stay,”"]


def test_a_quotation_within_a_quotation_is_part_of_it() -> None:
    assert quoted("“I asked, ‘Are we?’ and left,” she said.") == ["“I asked, ‘Are we?’ and left,”"]


def test_a_lost_closing_mark_costs_one_sentence() -> None:
    assert quoted("“We lost one. Time went on. “We won,” he said.") == ["“We lost one.", "“We won,”"]


def test_a_quotation_goes_on_while_paragraphs_open_with_a_mark() -> None:
    assert quoted("“First part. It goes on.", "“Last part,” he said.") == ["“First part. It goes on.", "“Last part,”"]


def test_a_title_of_a_work_is_not_speech() -> None:
    text = "In “Gone Home Again” he said “we must go home now” twice."
    first, second = quotations(text, [paragraph(text, Span(0, len(text)))])
    assert (is_speech(text, first.span), is_speech(text, second.span)) == (False, True)


@given(st.text(alphabet="ab .,“”\"'’‘«»\n", max_size=60))
def test_quotations_lie_in_their_paragraph_in_order(text: str) -> None:
    found = quotations(text, [paragraph(text, Span(0, len(text)))])
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
