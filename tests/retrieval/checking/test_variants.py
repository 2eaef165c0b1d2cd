"""One statement, printed in differing words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from embeddings.wording.folding import Wording
from embeddings.wording.variants import versions
from retrieval.checking.checking import check
from retrieval.checking.claims import claims_in_line
from retrieval.checking.variants import all_variants

if TYPE_CHECKING:
    from retrieval.library import Library


def wording(text: str) -> Wording:
    return Wording(text, [Span(0, len(text))])


def test_every_statement_that_outlets_print_differently_is_found_and_no_other(press: Library) -> None:
    (family,) = all_variants(press)
    assert family.first.document.source == "harbor.txt"
    assert [variant.printed.place.document.source for variant in family.others] == ["harbor.txt"]
    assert family.fullest.place.document.source == "ledger.txt"
    assert [variant.differing_words for variant in family.others] == [[("wants", "needs")]]


def test_a_check_has_the_variants_of_what_it_finds(press: Library) -> None:
    (claim,) = claims_in_line("“as long as the council needs”")
    variants = check(claim, press).variants
    assert variants
    assert variants.first.document.source == "harbor.txt"
    (other,) = claims_in_line("“The terminals belong to the state”")
    assert check(other, press).variants is None


def test_the_words_of_two_versions_are_cut_where_they_differ() -> None:
    ours, theirs = (
        wording("We will never give up the port, he said"),
        wording("No: “we'll never, ever give up the port.”"),
    )
    assert versions(ours, theirs) is None
    ours = wording("We have said that we will never give up the port")
    theirs = wording("Yes, we have said that we shall never give up the port, whatever comes")
    found = versions(ours, theirs)
    assert found
    assert [(one.of(ours.text), other.of(theirs.text)) for one, other in found.differences] == [("will", "shall")]
    assert found.theirs.of(theirs.text) == "we have said that we shall never give up the port"


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), min_size=1, max_size=20).map(" ".join)


@given(WORDS, WORDS)
def test_what_does_not_differ_is_equal_and_what_is_equal_does_not_differ(one: str, other: str) -> None:
    found = versions(wording(one), wording(other))
    if found:
        ours, theirs = (Wording(text, [span]).words for text, span in ((one, found.ours), (other, found.theirs)))
        assert (ours == theirs) is (not found.differences) is (found.difference == 0)
