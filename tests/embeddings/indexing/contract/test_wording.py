"""Passages are found by their words, and words are weighed by how many passages have them."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import Facts
from tests.embeddings.indexing.contract.shelves import WORDS, asked, filters, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.embeddings.indexing.contract.shelves import Engine, Shelf

SPOKEN = (
    "The ferry sails when the harbor master says it sails.",
    "It is what it is, and it was what it was.",
    "The harbor master said that the ferry sails on Monday whatever the weather does.",
    "Monday was cold; the ferry did not sail, the master said of the weather in the harbor.",
    *["Nobody asked."] * 16,
)
MONDAY = Period(date(2021, 3, 1), date(2021, 3, 1))


@pytest.fixture(scope="module")
def speeches(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Index some sentences that share their words."""
    headlines = {3: ("Cold snap", "Icebound port reopens")}
    facts = [Facts(statements=[(at, MONDAY)], beside=headlines.get(at, ())) for at in range(len(SPOKEN))]
    stored = stacked(engine, tmp_path_factory.mktemp("speeches"), SPOKEN, facts)
    yield stored
    stored.index.close()


@given(filters, st.sampled_from(WORDS), st.integers(0, 10))
@settings(max_examples=30)
def test_a_passage_has_a_lexical_score_exactly_if_a_term_stands_in_it(
    shelf: Shelf, conditions: Filter, term: str, seed: int
) -> None:
    for candidate in shelf.index.search(asked(seed), term, conditions, 200):
        assert (candidate.lexical > 0) == (term in shelf.words[candidate.passage].split())


def test_a_rarer_term_weighs_more_and_one_that_stands_nowhere_most(shelf: Shelf) -> None:
    counted = {word: sum(word in text.split() for text in shelf.words) for word in WORDS}
    rare, common = min(WORDS, key=lambda w: counted[w]), max(WORDS, key=lambda w: counted[w])
    known = shelf.index.rarities(f"{rare} {common} zebra")
    by_word = {word: next(iter(shelf.index.rarities(word).values())) for word in (rare, common, "zebra")}
    assert set(known.values()) == set(by_word.values())
    assert by_word["zebra"] > by_word[rare] >= by_word[common]


def test_a_term_weighs_its_inverse_document_frequency(speeches: Shelf) -> None:
    weights = [speeches.index.rarities(word).popitem()[1] for word in ("harbor", "nobody", "zebra")]
    by_hand = [math.log(1 + 17.5 / 3.5), math.log(1 + 4.5 / 16.5), math.log(1 + 20.5 / 0.5)]
    assert weights == pytest.approx(by_hand)


def test_words_are_compared_by_their_stems(shelf: Shelf) -> None:
    assert shelf.index.terms_of("Ports, budgeting and the FERRIES") == shelf.index.terms_of("port budget ferry")


def test_a_text_is_printed_if_each_of_its_terms_is(speeches: Shelf) -> None:
    assert speeches.index.prints("Masters of the harbors")
    assert not speeches.index.prints("the harbor zebra")
    assert speeches.index.prints("")


@pytest.mark.parametrize("passage", range(4))
def test_the_passage_that_prints_a_quotation_comes_first(speeches: Shelf, passage: int) -> None:
    assert speeches.index.printing(SPOKEN[passage], Filter(), 5)[0] == passage


def test_a_quotation_made_of_common_words_is_found_as_one_with_a_word_altered_is(speeches: Shelf) -> None:
    assert speeches.index.printing("it was what it was", Filter(), 2)[0] == 1
    assert speeches.index.printing("the ferry sails on Sunday whatever the weather does", Filter(), 2)[0] == 2


def test_words_of_a_headline_are_printed_by_the_first_passage_beneath_it(speeches: Shelf) -> None:
    assert speeches.index.printing("Icebound port reopens", Filter(), 2)[0] == 3


def test_no_passage_prints_words_that_stand_nowhere(speeches: Shelf) -> None:
    assert speeches.index.printing("zebra giraffe", Filter(), 5) == []
    assert speeches.index.printing("...", Filter(), 5) == []


def test_of_a_speaker_only_what_they_said_prints_a_quotation(speeches: Shelf) -> None:
    own = Filter(speakers=frozenset({3}), period=MONDAY)
    assert speeches.index.printing("the ferry sails", own, 5) == [3]
    assert speeches.index.printing("the ferry sails", Filter(speakers=frozenset({77})), 5) == []
