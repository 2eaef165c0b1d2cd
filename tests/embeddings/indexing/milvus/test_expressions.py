"""A filter as Milvus reads it says what the filter says: its expressions are valid Python of the same meaning."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.indexing.milvus.conditions import columns_of, expression
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import Facts
from tests.embeddings.indexing.contract.shelves import any_facts, filters, meets

if TYPE_CHECKING:
    from collections.abc import Sequence

spans = st.builds(
    lambda one, other: Period(min(one, other), max(one, other)), st.dates(), st.dates()
)  # over all the calendar
near = st.dates(date(2019, 12, 1), date(2021, 3, 31))
short = st.builds(lambda one, other: Period(min(one, other), max(one, other)), near, near)


def passes(facts: Facts, conditions: Filter) -> bool:
    """Return what the expression says of a row that has the facts' columns."""
    known = {"array_contains_any": _share_one, **columns_of(facts)}
    return bool(eval(expression(conditions) or "True", {"__builtins__": {}}, known))  # noqa: S307 - made here


def _share_one(some: Sequence[int], others: Sequence[int]) -> bool:
    return not set(some).isdisjoint(others)


@given(any_facts, filters)
@settings(max_examples=300)
def test_an_expression_lets_pass_exactly_what_the_filter_does(facts: Facts, conditions: Filter) -> None:
    assert passes(facts, conditions) == meets(facts, conditions)


@given(spans | short, spans | short)
@settings(max_examples=300)
def test_two_spans_of_any_length_share_a_key_exactly_if_they_overlap(said: Period, asked_for: Period) -> None:
    facts = Facts(statements=[(3, said)])
    for conditions in (Filter(speakers=frozenset({3}), period=asked_for), Filter(spoken=True, period=asked_for)):
        assert passes(facts, conditions) == said.overlaps(asked_for)


@given(st.lists(st.tuples(st.integers(-1, 2**31 - 1), spans), max_size=20))
@settings(max_examples=50)
def test_the_keys_of_a_passage_fit_into_one_array_of_numbers(statements: list[tuple[int, Period]]) -> None:
    keys = columns_of(Facts(statements=statements))["said"]
    assert len(keys) <= 4096
    assert all(0 <= key < 2**63 for key in keys)
