"""The columns let pass exactly what meets every condition, whatever the passages."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.indexing.filters import FilterColumns, FilterColumnsWriter
from tests.embeddings.indexing.contract.shelves import any_facts, filters, meets

if TYPE_CHECKING:
    from embeddings.indexing.passage_index import Filter
    from embeddings.storage.records import Facts


@given(st.lists(any_facts, max_size=25), filters)
@settings(max_examples=300)
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
