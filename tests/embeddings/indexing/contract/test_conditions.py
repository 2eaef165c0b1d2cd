"""Conditions are met exactly, whatever is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import Facts
from tests.embeddings.indexing.contract.shelves import WORDS, Shelf, asked, filters, periods, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.embeddings.indexing.contract.shelves import Engine

HOSTILE = ('a"] or passage >= 0 or publisher in ["', "\\", "' or 1 == 1", "日報 {x}")
FEB, MAR = Period(date(2021, 2, 3), date(2021, 2, 3)), Period(date(2021, 3, 4), date(2021, 3, 4))


@pytest.fixture(scope="module")
def crossed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Index two speakers who speak on the same two days, each on the other's in every second passage."""
    said = ([(1, FEB), (2, MAR)], [(1, MAR), (2, FEB)])
    facts = [Facts(publisher=HOSTILE[at % 4], statements=said[at % 2]) for at in range(20)]
    stored = stacked(engine, tmp_path_factory.mktemp("crossed"), ["oil"] * 20, facts)
    yield stored
    stored.index.close()


@given(filters, st.integers(0, 50), st.sampled_from(("", *WORDS, "oil truce", "zebra")), st.integers(1, 60))
@settings(max_examples=40)
def test_a_search_finds_only_what_meets_the_conditions_and_counts_all_of_it(
    shelf: Shelf, conditions: Filter, seed: int, terms: str, k: int
) -> None:
    fitting = shelf.fitting(conditions)
    passages = [candidate.passage for candidate in shelf.index.search(asked(seed), terms, conditions, k)]
    assert shelf.index.count(conditions) == len(fitting)
    assert set(passages) <= fitting
    assert len(passages) == len(set(passages))
    assert len(passages) >= min(k, len(fitting))


@given(filters, st.lists(periods, max_size=5))
@settings(max_examples=40)
def test_a_period_is_held_exactly_if_a_passage_of_it_meets_the_other_conditions(
    shelf: Shelf, conditions: Filter, asked_for: list[Period]
) -> None:
    each_alone = [bool(shelf.fitting(replace(conditions, period=period))) for period in asked_for]
    assert shelf.index.covers(conditions, asked_for) == each_alone


def test_who_and_when_are_asked_of_one_statement(crossed: Shelf) -> None:
    first = Filter(speakers=frozenset({1}), period=FEB)
    passing = crossed.index.search(asked(0), "oil", first, 20)
    assert {candidate.passage for candidate in passing} == set(range(0, 20, 2))
    assert crossed.index.covers(first, [FEB, MAR, Period(date(2021, 2, 4), date(2021, 3, 3))]) == [True, True, False]
    assert crossed.index.count(replace(first, speakers=frozenset({1, 2}))) == 20


def test_a_period_without_end_holds_all_that_is_dated(shelf: Shelf) -> None:
    ever = Period(date.min, date.max)
    for conditions in (Filter(period=ever), Filter(period=ever, spoken=True)):
        assert shelf.index.count(conditions) == len(shelf.fitting(conditions))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_outlets_call_themselves_stays_a_name(crossed: Shelf, name: str) -> None:
    passing = crossed.index.search(asked(0), "oil", Filter(publishers=frozenset({name})), 20)
    assert {candidate.passage for candidate in passing} == set(range(HOSTILE.index(name), 20, len(HOSTILE)))
