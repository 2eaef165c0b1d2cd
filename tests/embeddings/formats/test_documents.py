"""What word processors, books and e-mails state beside their text."""

from __future__ import annotations

from datetime import date

import pytest

from embeddings.formats.files import read_bytes
from tests.embeddings.formats import made


def test_a_book_is_read_in_the_order_of_its_spine_and_states_who_published_it() -> None:
    page = read_bytes(made.epub(), "a.epub").converted
    assert [line for line in map(str.strip, page.text.split("\n")) if line] == [made.TITLE, *made.PARAGRAPHS]
    assert (page.stated.author, page.stated.publisher) == ("Jane Roe", "The Example")
    assert page.stated.published == date(2019, 11, 16)


@pytest.mark.parametrize(("plain", "html"), [(True, False), (False, True), (True, True)])
def test_an_email_is_its_text_its_sender_and_its_day(*, plain: bool, html: bool) -> None:
    page = read_bytes(made.eml(plain=plain, html=html), "a.eml").converted
    assert [line for line in map(str.strip, page.text.split("\n")) if line] == list(made.PARAGRAPHS)
    assert (page.stated.title, page.stated.author) == (made.TITLE, "Jane Roe")
    assert page.stated.published == date(2019, 11, 16)


@pytest.mark.parametrize("header", [b"Date: never\n", b"Date: 99 Foo 2019\n", b"From: <>\n", b"From: @@\n", b""])
def test_an_email_with_odd_headers_is_read(header: bytes) -> None:
    page = read_bytes(header + b"\n" + made.PARAGRAPHS[0].encode(), "a.eml").converted
    assert page.text.strip() == made.PARAGRAPHS[0]
    assert (page.stated.author, page.stated.published) == (None, None)


def test_the_rows_of_a_table_are_lines() -> None:
    assert read_bytes(made.docx(), "a.docx").converted.text.endswith("\n\nBridge\t1911")


def test_the_pages_of_a_pdf_keep_their_lines() -> None:
    pages = (("The bridge will open", "in May after a re-", "pair."), ("It was closed.",))
    assert read_bytes(made.pdf(pages), "a.pdf").converted.text == (
        "The bridge will open\nin May after a re-\npair.\n\nIt was closed."
    )
