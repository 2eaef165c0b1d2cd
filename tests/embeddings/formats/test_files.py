"""What is read of the seeds folder, and what is told of the rest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Span
from embeddings.errors import SeedsError
from embeddings.formats.files import FORMATS, read_bytes, read_file, seed_paths, unread_paths
from embeddings.reading.reader import documents_of, draft_of
from tests.embeddings.formats.made import FILES, PARAGRAPHS, TITLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", FILES)
def test_each_format_gives_the_article_that_its_file_prints(name: str) -> None:
    (document,) = documents_of(draft_of(read_bytes(FILES[name], name), name))
    assert [document.quote(span) for span in document.body][:3] == list(PARAGRAPHS)
    assert document.provenance.title == TITLE
    assert document.statements[0].speaker == "Ana Ruiz"


@pytest.mark.parametrize("name", FILES)
def test_spans_of_a_converted_file_count_in_its_text(name: str) -> None:
    page = read_bytes(FILES[name], name).converted
    assert not page.in_file
    start = page.text.index("Ana Ruiz")
    assert Span(start, start + 8).of(page.text) == "Ana Ruiz"


def test_a_plain_text_is_its_file() -> None:
    page = read_bytes("a <b> &amp; “c”".encode(), "a.md").converted
    assert (page.text, page.in_file, page.encoding) == ("a <b> &amp; “c”", True, "utf-8")


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_file_of_any_format_is_told_so(suffix: str) -> None:
    with pytest.raises(SeedsError, match=f"a{suffix} is empty: nothing to index"):
        read_bytes(b" \n", f"a{suffix}")


def test_a_folder_without_documents_says_what_it_could_hold(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(SeedsError, match=r"holds no document: put \.txt, \.md.* or \.eml files there"):
        seed_paths(tmp_path)


def test_documents_are_found_at_any_depth_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/Bridge.PDF", "a.txt", "c.png", ".hidden.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in seed_paths(tmp_path)] == ["a.txt", "Bridge.PDF"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "seeds" / "a.txt").write_text("x")
    (tmp_path / "seeds" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert [path.name for path in seed_paths(tmp_path / "seeds")] == ["a.txt"]


def test_pipes_and_folders_are_no_documents_and_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "a.txt").write_text("x")
    assert [path.name for path in seed_paths(tmp_path)] == ["a.txt"]
    for name in ("pipe.txt", "folder.txt"):
        with pytest.raises(SeedsError, match=f"{name} is no regular file but a folder, a pipe or a device"):
            read_file(tmp_path / name)


def test_files_of_kinds_that_are_not_read_are_named(tmp_path: Path) -> None:
    for name in ("a.txt", "a.toml", "b.doc", "c", ".hidden.doc"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in unread_paths(tmp_path)] == ["b.doc", "c"]


@given(st.binary(max_size=200), st.sampled_from([suffix for suffix in FORMATS if suffix in (".txt", ".md", ".html")]))
def test_any_bytes_are_a_text_or_a_fault_in_one_line(raw: bytes, suffix: str) -> None:
    try:
        said = read_bytes(raw, f"a{suffix}").converted.encoding
    except SeedsError as error:
        said = str(error)
    assert "\n" not in said
