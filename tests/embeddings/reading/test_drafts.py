"""What a rebuild keeps of each file between its two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.formats.files import read_bytes
from embeddings.reading.drafts import DraftFile, as_line, from_line
from embeddings.reading.reader import documents_of, draft_of, glimpse, read_draft
from embeddings.reading.survey import survey
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.reading.drafts import Draft

DATES = (
    "since 2014, on Monday of last week, two weeks ago, in the past two years, three years earlier, early in 2019, at "
    "the end of May, from May 3 to May 5, in the 1990s, in summer, on 5/4/2019, at Christmas, in the last week of "
    "July, in the week of April 10, next June, before May, the first quarter of 2018, tomorrow"
)


def drafted(page: str, name: str = "a.txt") -> Draft:
    draft = draft_of(read_bytes(page.encode(), name), name)
    glimpse(draft)
    return draft


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_seeds_draft_is_the_same_when_it_comes_back(path: Path) -> None:
    draft = read_draft(path, path.name)
    glimpse(draft)
    assert from_line(as_line(draft)) == draft


def test_every_form_of_date_comes_back() -> None:
    draft = drafted(f"The council met {DATES}, and it met again {DATES}, as the mayor said on Tuesday to the press.")
    assert from_line(as_line(draft)) == draft


@given(st.text(alphabet="Ab.\n\r\u2028\ud800\ufdd0“é中", max_size=60))
def test_a_draft_is_one_line_whatever_its_file_holds(page: str) -> None:
    draft = draft_of(read_bytes(f"x{page}".encode("utf-8", "replace"), "a.txt"), "a.txt")
    assert len(as_line(draft).splitlines()) == 1
    assert from_line(as_line(draft)) == draft


def test_drafts_come_back_in_order_and_leave_no_file(tmp_path: Path) -> None:
    with DraftFile(tmp_path) as drafts:
        for line in "bca":
            drafts.add(line)
        assert [line.strip() for line in drafts] == ["b", "c", "a"]
        assert drafts.count == 3
    assert list(tmp_path.iterdir()) == []


def test_the_dates_of_a_file_are_looked_for_once() -> None:
    path = next(SEEDS.glob("001_*"))
    draft = drafted(path.read_text(encoding="utf-8"))
    searched = set(draft.findings.by_stretch)
    documents_of(draft, survey([glimpse(draft)]))
    assert set(draft.findings.by_stretch) == searched != set()
