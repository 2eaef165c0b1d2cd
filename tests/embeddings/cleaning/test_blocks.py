"""What a block is, and what its shape says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.blocks import Block, block, blocks
from embeddings.documents import FILLER, Span

PAGES = st.text(alphabet=st.sampled_from([*"aB .,\n\r\t-*#\u2028\u200b“”«。猫ש", FILLER]), max_size=300)


def texts(page: str) -> list[str]:
    return [found.text for found in blocks(page)]


def only(text: str) -> Block:
    return block(text, Span(0, len(text)))


@given(PAGES)
def test_every_visible_character_is_in_exactly_one_block(page: str) -> None:
    held = [place for found in blocks(page) for place in range(*found.span)]
    assert held == sorted(set(held))
    assert {place for place, mark in enumerate(page) if not mark.isspace() and mark != FILLER} <= set(held)


@given(PAGES)
def test_a_block_neither_begins_nor_ends_with_white_space_or_filler(page: str) -> None:
    for found in blocks(page):
        inside = found.span.of(page)
        assert inside == inside.strip().strip(FILLER)


def test_each_line_is_a_block_whatever_ends_it() -> None:
    assert texts("One\r\nTwo\rThree\u2028Four\n\n  Five ") == ["One", "Two", "Three", "Four", "Five"]


def test_a_paragraph_that_was_wrapped_is_one_block() -> None:
    wrapped = (
        "The council met on Monday to talk about the bridge, which has been\n"
        "closed since the spring, and about the money that its repair would\n"
        "take from the budget of the year to come."
    )
    assert len(blocks(f"{wrapped}\n\n{wrapped}")) == 2


def test_headlines_under_one_another_are_not_one_wrapped_paragraph() -> None:
    assert len(blocks("Council votes to close the old bridge for repairs this spring\n" * 3)) == 3


def test_a_headline_over_a_byline_in_small_letters_is_two_blocks() -> None:
    assert len(blocks("Council votes to close the old bridge for repairs this spring\nby Jane Roe and John Doe")) == 2


def test_han_and_kana_count_as_words_though_no_space_parts_them() -> None:
    assert only("先日、橋が閉鎖されたというニュースを耳にしました。").size == 12
    assert only("先日、橋が閉鎖されたというニュースを耳にしました。").prose


@pytest.mark.parametrize(
    "text",
    [
        "The bridge will be closed until the autumn, the council said.",
        "أعلن المجلس يوم الاثنين أن الجسر القديم سيغلق حتى الخريف المقبل.",
        "Мост будет закрыт до осени, сообщил в понедельник городской совет столицы.",
    ],
)
def test_a_sentence_is_prose_in_any_script(text: str) -> None:
    assert only(text).prose


@pytest.mark.parametrize(
    "text", ["Home News Sport Weather Business Culture Travel Food Style Video", "Council closes bridge"]
)
def test_a_menu_and_a_headline_are_not_prose(text: str) -> None:
    assert not only(text).prose
