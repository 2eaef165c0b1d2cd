"""Every parser reads its beginnings, and any bytes near them, without a crash; atheris tries millions of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzzing.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_reads_what_it_begins_with(name: str) -> None:
    target, beginnings = TARGETS[name]
    assert all(target(raw) for raw in beginnings)


@given(name=st.sampled_from(sorted(set(TARGETS) - {"plain", "html"})), data=st.data())
def test_no_parser_crashes_over_a_damaged_file(name: str, data: st.DataObject) -> None:
    target, beginnings = TARGETS[name]
    raw = bytearray(data.draw(st.sampled_from(beginnings)))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    assert target(bytes(raw[: data.draw(st.integers(0, len(raw)))])) in {True, False}  # read or refused, and no crash
