"""Files that a stranger made are read in a process of their own, and refused in one line with the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.errors import SeedsError
from embeddings.formats.confined import confined
from embeddings.formats.files import read_bytes
from tests.embeddings.formats import made

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "raw", "fault"),
    [
        ("a.pdf", b"%PDF-1.4 and no more", "a.pdf is broken, or not what its name says: save it anew"),
        ("a.docx", b"Words only.", "a.docx is broken, or not what its name says: save it anew"),
        ("a.epub", made.docx(), "a.epub is broken, or not what its name says: save it anew"),
        ("a.pdf", made.encrypted_pdf(), "a.pdf is encrypted: save it without a password"),
        ("a.pdf", made.bare_pdf([b"0 0 10 10 re f"]), "a.pdf has no text: if it is a scan"),
        ("a.eml", made.eml(plain=False), "a.eml is an e-mail without text"),
    ],
    ids=["cut off", "no zip", "no book", "encrypted", "pictures", "no text"],
)
def test_a_file_without_text_is_refused(name: str, raw: bytes, fault: str) -> None:
    with pytest.raises(SeedsError) as caught:
        read_bytes(raw, name)
    assert str(caught.value).startswith(fault)
    assert "\n" not in str(caught.value)


def test_a_file_that_takes_its_time_is_given_up() -> None:
    with pytest.raises(SeedsError, match=r"a\.pdf cannot be read in 0 s: save its text as \.txt"):
        confined("embeddings.formats.pdf", 0.01)(made.pdf(), "a.pdf")


@pytest.mark.slow
def test_a_pdf_that_unpacks_into_too_much_is_refused() -> None:
    content = b"BT /F1 12 Tf 72 720 Td " + b"(" + b"a" * 5_100_000 + b") Tj ET"
    with pytest.raises(SeedsError, match="holds over 5,000,000 characters"):
        read_bytes(made.bare_pdf([content]), "a.pdf")


@pytest.mark.parametrize("name", ["a.epub", "a.docx"])
def test_a_packed_file_that_unpacks_into_too_much_is_refused(name: str) -> None:
    with pytest.raises(SeedsError, match=f"{name} unpacks into over 100,000,000 bytes"):
        read_bytes(made.epub({"word/document.xml": "a" * 100_000_001}), name)


def test_entities_that_multiply_are_not_followed() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>'
    container = bomb + made.CONTAINER.partition("?>")[2].replace("book/package.opf", "&e11;")
    with pytest.raises(SeedsError, match=r"a\.epub is broken"):
        read_bytes(made.epub(made.CHAPTERS | {"META-INF/container.xml": container}), "a.epub")


def test_no_code_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("json", "zipfile", "email", "select", "docx"):
        (tmp_path / f"{module}.py").write_text("import pathlib; pathlib.Path('ran').touch()")
    monkeypatch.chdir(tmp_path)
    for name, raw in made.FILES.items():
        read_bytes(raw, name)
    assert not (tmp_path / "ran").exists()
