"""Conditions are met exactly, whatever the passages and whatever is asked."""

from __future__ import annotations

import math
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.encoding.encoder import PassageVectors, QuestionVectors, unit
from embeddings.encoding.token_codes import cosines, encode
from embeddings.indexing import vectors
from embeddings.indexing.filters import FilterColumns, FilterColumnsWriter
from embeddings.indexing.local_index import LocalIndex, LocalIndexWriter
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

DIMENSION = 8
OUTLETS = ("Ledger", "Times", "Wire")
WORDS = ("oil", "ports", "truce", "budget", "ferry", "winter")

days = st.integers(0, 40).map(lambda offset: date(2021, 2, 10) + timedelta(days=offset))
periods = st.builds(lambda first, length: Period(first, first + timedelta(days=length)), days, st.integers(0, 10))
any_facts = st.builds(
    Facts,
    title=st.sampled_from(WORDS),
    publisher=st.none() | st.sampled_from(OUTLETS),
    agency=st.none() | st.sampled_from(OUTLETS),
    period=st.none() | periods,
    statements=st.lists(st.tuples(st.integers(0, 4), st.none() | periods), max_size=3),
)
filters = st.builds(
    Filter,
    speakers=st.frozensets(st.integers(0, 6), max_size=3),
    period=st.none() | periods,
    publishers=st.frozensets(st.sampled_from((*OUTLETS, "Elsewhere")), max_size=2),
    spoken=st.booleans(),
)


def meets(facts: Facts, conditions: Filter) -> bool:
    """Return what the columns should say of one passage."""
    if conditions.publishers and conditions.publishers.isdisjoint({facts.publisher, facts.agency}):
        return False
    if not (conditions.speakers or conditions.spoken):
        return conditions.period is None or (facts.period is not None and facts.period.overlaps(conditions.period))
    return any(
        (not conditions.speakers or speaker in conditions.speakers)
        and (conditions.period is None or (said is not None and said.overlaps(conditions.period)))
        for speaker, said in facts.statements
    )


@given(st.lists(any_facts, max_size=25), filters)
@settings(max_examples=300, deadline=None)
def test_the_columns_let_pass_what_meets_every_condition_and_nothing_else(
    rows: list[Facts], conditions: Filter
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer = FilterColumnsWriter()
        for passage, facts in enumerate(rows):
            writer.add(passage, facts)
        writer.write(Path(folder))
        allowed = FilterColumns(Path(folder)).allowed(conditions)
        passing = list(range(len(rows))) if allowed is None else allowed.tolist()
    assert passing == [passage for passage, facts in enumerate(rows) if meets(facts, conditions)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """An index, and what was put in it."""

    index: LocalIndex
    facts: tuple[Facts, ...] = field(repr=False)
    rows: tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], ...] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)


def numbers(seed: int, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return unit(np.random.Generator(np.random.PCG64(seed)).normal(size=(count, DIMENSION)).astype(np.float32))


def stack(folder: Path, facts: tuple[Facts, ...]) -> Shelf:
    """Index one passage for each of the facts, with one to three vectors and one or two words."""
    writer = LocalIndexWriter(folder)
    rows = tuple(numbers(passage, 1 + passage % 3) for passage in range(len(facts)))
    words = tuple(f"{WORDS[at % len(WORDS)]} {WORDS[at // 3 % len(WORDS)]}" for at in range(len(facts)))
    for passage, (its, text) in enumerate(zip(facts, words, strict=True)):
        writer.add(passage, text, PassageVectors(rows[passage], encode(rows[passage])), its)
    writer.finish()
    return Shelf(LocalIndex(folder), facts, rows, words)


SHAPES: dict[str, dict[str, int]] = {
    "one by one": {},
    "half precision": {"MOST_COMPARED": 0},
    "codes": {"MOST_COMPARED": 0, "MOST_EXACT": 0},
}
"""What makes so small an index take the shape of a larger one."""


@pytest.fixture(scope="module", params=SHAPES)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SHAPES[request.param].items():
            patch.setattr(vectors, name, value)
        stacked = _shelf(tmp_path_factory.mktemp("shelf"))
        yield stacked
        stacked.index.close()


def _shelf(folder: Path) -> Shelf:
    facts = tuple(
        Facts(
            title="harbor",
            publisher=(None, *OUTLETS)[at % 4],
            period=None if at % 5 == 0 else Period(date(2021, 2, 10), date(2021, 2, 10) + timedelta(days=at % 40)),
            statements=[(at % 5, Period(date(2021, 2, 10 + at % 15), date(2021, 3, 1)))] if at % 3 else [],
        )
        for at in range(200)
    )
    return stack(folder, facts)


def asked(seed: int) -> QuestionVectors:
    rows = numbers(seed + 10_000, 4)
    return QuestionVectors(rows[0], rows, ("word",) * len(rows))


@given(filters, st.integers(0, 50), st.sampled_from(("", *WORDS, "oil truce", "zebra")), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_a_search_finds_only_what_meets_the_conditions_and_counts_all_of_it(
    shelf: Shelf, conditions: Filter, seed: int, terms: str, k: int
) -> None:
    fitting = {passage for passage, facts in enumerate(shelf.facts) if meets(facts, conditions)}
    passages = [candidate.passage for candidate in shelf.index.search(asked(seed), terms, conditions, k)]
    assert shelf.index.count(conditions) == len(fitting)
    assert set(passages) <= fitting
    assert len(passages) == len(set(passages))
    assert len(passages) >= min(k, len(fitting))


@given(filters, st.lists(periods, max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_period_is_held_exactly_if_a_passage_of_it_meets_the_other_conditions(
    shelf: Shelf, conditions: Filter, asked_for: list[Period]
) -> None:
    each_alone = [shelf.index.count(replace(conditions, period=period)) > 0 for period in asked_for]
    assert shelf.index.covers(conditions, asked_for) == each_alone


@given(filters, st.integers(0, 50), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_among_what_a_filter_leaves_the_nearest_half_is_found_exactly(
    shelf: Shelf, conditions: Filter, seed: int, k: int
) -> None:
    question = asked(seed)
    best = {at: float((rows @ question.vector).max()) for at, rows in enumerate(shelf.rows)}
    fitting = sorted((at for at, facts in enumerate(shelf.facts) if meets(facts, conditions)), key=lambda at: -best[at])
    nearest = {candidate.passage: candidate.dense for candidate in shelf.index.search(question, "", conditions, k)}
    assert nearest == {at: pytest.approx(best[at], abs=1e-4) for at in nearest}
    # Codes may leave out the farthest of all, which nobody is shown where there are so many that they are used.
    sure = min(k, (len(fitting) + 1) // 2)
    # Two that are as near as the rounding of what is stored may change places.
    assert sorted(nearest.values(), reverse=True)[:sure] == pytest.approx([best[at] for at in fitting[:sure]], abs=1e-4)


@given(filters, st.sampled_from(WORDS), st.integers(0, 10))
@settings(max_examples=100, deadline=None)
def test_a_passage_has_a_lexical_score_exactly_if_a_term_stands_in_it(
    shelf: Shelf, conditions: Filter, term: str, seed: int
) -> None:
    for candidate in shelf.index.search(asked(seed), term, conditions, 200):
        assert (candidate.lexical > 0) == (term in shelf.words[candidate.passage].split())


@given(st.integers(0, 30), st.lists(st.integers(0, 199), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_how_a_passage_aligns_does_not_depend_on_its_company(shelf: Shelf, seed: int, passages: list[int]) -> None:
    together = shelf.index.alignments(asked(seed), passages)
    alone = [shelf.index.alignments(asked(seed), [passage]) for passage in passages]
    assert np.allclose(together.whole, np.concatenate([each.whole for each in alone]), atol=1e-5)
    assert np.allclose(together.near, np.concatenate([each.near for each in alone]), atol=1e-5)


def test_each_token_of_the_question_is_aligned_with_the_nearest_of_the_passage(shelf: Shelf) -> None:
    question = asked(3)
    nearest = np.stack([cosines(encode(rows), question.tokens).max(axis=0) for rows in shelf.rows[:20]])
    assert np.allclose(shelf.index.alignments(question, range(20)).whole, nearest, atol=1e-5)


def test_sentences_are_scored_in_order_and_a_passage_of_one_has_none(shelf: Shelf) -> None:
    question = asked(1)
    assert shelf.index.sentence_scores(question, 0) == []
    expected = [float(row @ question.vector) for row in shelf.rows[2][1:]]
    assert shelf.index.sentence_scores(question, 2) == pytest.approx(expected, abs=1e-4)


def test_a_rarer_term_weighs_more_and_one_that_stands_nowhere_most(shelf: Shelf) -> None:
    counted = {word: sum(word in text.split() for text in shelf.words) for word in WORDS}
    rare, common = min(WORDS, key=lambda w: counted[w]), max(WORDS, key=lambda w: counted[w])
    known = shelf.index.rarities(f"{rare} {common} zebra")
    by_word = {word: next(iter(shelf.index.rarities(word).values())) for word in (rare, common, "zebra")}
    assert set(known.values()) == set(by_word.values())
    assert by_word["zebra"] > by_word[rare] >= by_word[common]


def test_a_term_of_one_passage_in_four_weighs_its_inverse_document_frequency(tmp_path: Path) -> None:
    writer = LocalIndexWriter(tmp_path)
    for passage, text in enumerate(("oil", "oil truce", "oil", "oil") * 5):
        rows = numbers(passage, 1)
        writer.add(passage, text, PassageVectors(rows, encode(rows)), Facts())
    writer.finish()
    with closing(LocalIndex(tmp_path)) as index:
        weights = [index.rarities(word).popitem()[1] for word in ("oil", "truce", "zebra")]
    by_hand = [math.log(1 + 0.5 / 20.5), math.log(1 + 15.5 / 5.5), math.log(1 + 20.5 / 0.5)]
    assert weights == pytest.approx(by_hand)


def test_words_are_compared_by_their_stems(shelf: Shelf) -> None:
    assert shelf.index.terms_of("Ports, budgeting and the FERRIES") == shelf.index.terms_of("port budget ferry")
