from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from embeddings.cleaning.furniture import FEW, block_print, fingerprint, furniture
from embeddings.documents import FILLER

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

MENU = ["Home", "World", "Sport"]
FOOTER = "All rights reserved. This page may not be reprinted without leave."


def sentences(subject: str, count: int = 5) -> list[str]:
    return [
        f"{subject} said a thing of its own for the {number}th time on that long day." for number in "abcdefgh"[:count]
    ]


def repeated(documents: Iterable[Iterable[str]]) -> frozenset[int]:
    """Return the fingerprints of the furniture of documents that are given as their blocks."""
    return furniture(map(block_print, blocks) for blocks in documents)


def page(subject: str) -> list[str]:
    return [*MENU, f"News of {subject}", *sentences(subject), FOOTER]


TOWNS = ["Aba", "Bergen", "Cork", "Delft", "Elche", "Fano", "Graz", "Hull"]
FRAME = frozenset(map(fingerprint, [*MENU, FOOTER]))


def test_menus_and_footers_of_unrelated_pages_are_furniture() -> None:
    assert repeated(map(page, TOWNS)) == FRAME


def test_a_reprinted_article_is_none() -> None:
    outlets = [["Home", f"The {town} Post", *sentences("Reuters"), f"Write to {town}."] for town in TOWNS]
    assert repeated(outlets) == frozenset()


def test_a_reprinted_article_is_none_among_pages_with_the_same_frame() -> None:
    assert repeated([*map(page, TOWNS), *(page("Reuters") for _ in range(6))]) == FRAME


def test_few_documents_have_none() -> None:
    assert repeated(page(town) for town in TOWNS[: FEW - 1]) == frozenset()


def test_a_sentence_amid_the_articles_own_is_none() -> None:
    known = "The two countries have been at war since the king was overthrown."
    documents = [[*sentences(town, 3), known, *sentences(f"{town} town", 3)] for town in TOWNS]
    assert repeated(documents) == frozenset()


def test_a_block_repeated_within_one_document_counts_once() -> None:
    assert repeated([["More", "More", "More", "More", *sentences(town)] for town in TOWNS[:2]]) == frozenset()


def test_a_fingerprint_folds_case_space_numbers_and_markup() -> None:
    assert fingerprint("©  2019 The\nPost") == fingerprint(f"© 20 THE P{FILLER}ost")
    assert fingerprint("Home") != fingerprint("Homes")


def test_a_fingerprint_stays_the_same_for_ever() -> None:
    assert fingerprint("Home") == 10613392714040239015


@given(
    st.lists(st.lists(st.sampled_from([*MENU, FOOTER, *sentences("Oslo")])), max_size=9),
    st.randoms(use_true_random=False),
)
def test_the_order_of_documents_is_of_no_matter(documents: list[list[str]], shuffler: random.Random) -> None:
    assert repeated(shuffler.sample(documents, len(documents))) == repeated(documents)


@given(st.text())
def test_any_block_has_64_bits(block: str) -> None:
    assert 0 <= fingerprint(block) < 2**64
