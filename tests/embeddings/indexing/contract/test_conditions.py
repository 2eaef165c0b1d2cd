"""Conditions are met exactly, whatever is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import Facts
from tests.embeddings.indexing.contract.shelves import WORDS, Shelf, asked, filters, periods, stacked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.embeddings.indexing.contract.shelves import Engine

FEB, MAR = Period(date(2021, 2, 3), date(2021, 2, 3)), Period(date(2021, 3, 4), date(2021, 3, 4))


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


def test_who_and_when_are_asked_of_one_statement(engine: Engine, tmp_path: Path) -> None:
    crossed = [Facts(statements=[(1, FEB), (2, MAR)]), Facts(statements=[(1, MAR), (2, FEB)])]
    index = stacked(engine, tmp_path, ["oil"] * 20, crossed * 10).index
    first = Filter(speakers=frozenset({1}), period=FEB)
    assert {candidate.passage for candidate in index.search(asked(0), "oil", first, 20)} == set(range(0, 20, 2))
    assert index.covers(first, [FEB, MAR, Period(date(2021, 2, 4), date(2021, 3, 3))]) == [True, True, False]
    assert index.count(replace(first, speakers=frozenset({1, 2}))) == 20
    index.close()


def test_a_period_without_end_holds_all_that_is_dated(shelf: Shelf) -> None:
    ever = Period(date.min, date.max)
    for conditions in (Filter(period=ever), Filter(period=ever, spoken=True)):
        assert shelf.index.count(conditions) == len(shelf.fitting(conditions))


def test_what_outlets_call_themselves_stays_a_name(engine: Engine, tmp_path: Path) -> None:
    hostile = ('a"] or passage >= 0 or publisher in ["', "\\", "' or 1 == 1", "日報 {x}")
    index = stacked(engine, tmp_path, ["oil"] * 20, [Facts(publisher=name) for name in hostile * 5]).index
    for passage, name in enumerate(hostile):
        passing = index.search(asked(0), "oil", Filter(publishers=frozenset({name})), 20)
        assert {candidate.passage for candidate in passing} == set(range(passage, 20, len(hostile)))
    index.close()
