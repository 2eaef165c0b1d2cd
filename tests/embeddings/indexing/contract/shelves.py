"""Small indexes of which everything is known, and what may be asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from embeddings.documents import Period
from embeddings.encoding.encoder import PassageVectors, QuestionVectors, unit
from embeddings.encoding.token_codes import encode
from embeddings.indexing.passage_index import Filter
from embeddings.storage.records import NOBODY, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from embeddings.indexing.passage_index import PassageIndex, PassageIndexWriter

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
    statements=st.lists(st.tuples(st.integers(NOBODY, 4), st.none() | periods), max_size=3),
)
filters = st.builds(
    Filter,
    speakers=st.frozensets(st.integers(NOBODY, 6), max_size=3),
    period=st.none() | periods,
    publishers=st.frozensets(st.sampled_from((*OUTLETS, "Elsewhere")), max_size=2),
    spoken=st.booleans(),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """How an index is written into a folder, and opened from there."""

    write: Callable[[Path], PassageIndexWriter]
    open: Callable[[Path], PassageIndex]


@dataclass(frozen=True, slots=True)
class Shelf:
    """An index, and what was put in it."""

    index: PassageIndex
    facts: tuple[Facts, ...] = field(repr=False)
    rows: tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], ...] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    def fitting(self, conditions: Filter) -> set[int]:
        """Return the passages that meet the conditions."""
        return {passage for passage, facts in enumerate(self.facts) if meets(facts, conditions)}


def meets(facts: Facts, conditions: Filter) -> bool:
    """Return whether a passage with these facts meets the conditions, in the plainest words."""
    if conditions.publishers and conditions.publishers.isdisjoint({facts.publisher, facts.agency}):
        return False
    if not (conditions.speakers or conditions.spoken):
        return conditions.period is None or (facts.period is not None and facts.period.overlaps(conditions.period))
    return any(
        (not conditions.speakers or speaker in conditions.speakers)
        and (conditions.period is None or (said is not None and said.overlaps(conditions.period)))
        for speaker, said in facts.statements
    )


def numbers(seed: int, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return unit(np.random.Generator(np.random.PCG64(seed)).normal(size=(count, DIMENSION)).astype(np.float32))


def asked(seed: int) -> QuestionVectors:
    rows = numbers(seed + 10_000, 4)
    return QuestionVectors(rows[0], rows, ("word",) * len(rows))


def stacked(engine: Engine, folder: Path, texts: Sequence[str], facts: Sequence[Facts]) -> Shelf:
    """Index one passage for each of the texts, with one to three vectors."""
    writer = engine.write(folder)
    rows = tuple(numbers(passage, 1 + passage % 3) for passage in range(len(texts)))
    for passage, (text, its) in enumerate(zip(texts, facts, strict=True)):
        writer.add(passage, text, PassageVectors(rows[passage], encode(rows[passage])), its)
    writer.finish()
    return Shelf(engine.open(folder), tuple(facts), rows, tuple(texts))


def various(engine: Engine, folder: Path) -> Shelf:
    """Index 200 passages of one or two words, by several outlets, of several days, with up to two statements."""
    texts = [f"{WORDS[at % len(WORDS)]} {WORDS[at // 3 % len(WORDS)]}" for at in range(200)]
    return stacked(engine, folder, texts, [_facts(at) for at in range(200)])


def _facts(at: int) -> Facts:
    speaking = [(at % 5, Period(date(2021, 2, 10 + at % 15), date(2021, 3, 1))), (at % 4 - 1, None)]
    return Facts(
        title="harbor",
        publisher=(None, *OUTLETS)[at % 4],
        agency=OUTLETS[0] if at % 7 == 0 else None,
        period=None if at % 5 == 0 else Period(date(2021, 2, 10), date(2021, 2, 10) + timedelta(days=at % 40)),
        statements=speaking[: at % 3],
    )
