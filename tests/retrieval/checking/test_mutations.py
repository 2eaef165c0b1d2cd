"""Nobody fools the check with an altered quotation, and whoever quotes right is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from embeddings.documents import Span
from retrieval.checking.checking import check
from retrieval.checking.checks import Verdict
from retrieval.checking.claims import Claim
from tests.retrieval.checking.mutations import MUTATIONS, is_printed, marked, print_of, quotations

if TYPE_CHECKING:
    from random import Random

    from retrieval.library import Library


@pytest.fixture(scope="module")
def printed(library: Library) -> tuple[list[str], str]:
    return quotations(library), print_of(library)


def verdict(quotation: str, library: Library) -> Verdict:
    whole = Span(0, len(quotation))
    return check(Claim(quotation, whole, whole), library).verdict


def altered(printed: tuple[list[str], str], random: Random) -> str:
    """Return a sentence altered once or twice so that nothing prints it."""
    sentences, print_ = printed
    words = random.choice(sentences).split()
    for _ in range(random.choice([1, 1, 2])):
        words = random.choice(MUTATIONS)(words, random)
    quotation = " ".join(words)
    assume(not is_printed(quotation, print_))
    return quotation


@given(st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_no_altered_quotation_passes(library: Library, printed: tuple[list[str], str], random: Random) -> None:
    assert verdict(altered(printed, random), library) is not Verdict.WORD_FOR_WORD


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
@settings(max_examples=5000)
def test_none_of_five_thousand_altered_quotations_passes(
    library: Library, printed: tuple[list[str], str], random: Random
) -> None:
    assert verdict(altered(printed, random), library) is not Verdict.WORD_FOR_WORD


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_every_quotation_holds_in_other_marks_case_and_spaces(
    library: Library, printed: tuple[list[str], str], random: Random
) -> None:
    assert verdict(marked(random.choice(printed[0]), random), library) is Verdict.WORD_FOR_WORD


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_every_part_of_a_quotation_holds(library: Library, printed: tuple[list[str], str], random: Random) -> None:
    words = random.choice(printed[0]).split()
    start = random.randrange(len(words) - 2)
    end = random.randrange(start + 2, len(words) + 1)
    assert verdict(" ".join(words[start:end]), library) is Verdict.WORD_FOR_WORD
