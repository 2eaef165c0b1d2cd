"""Answers to take away: each format carries the words, where they stand, and what proves them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.export.citations import citations_in
from bot.output.markdown import Markdown
from bot.output.output import Reply
from bot.output.references import BibTex, Csl
from bot.output.tables import Table, as_printed, csv_row
from bot.output.wording import source_lines
from embeddings.documents import Span
from retrieval.answering import answer
from retrieval.answers import Place
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answers import Answer
    from retrieval.library import Library
    from tests.bot.conftest import Verbatim

HOSTILE = "He *said* [so](http://evil) <script>"


def replied(library: Library) -> Answer:
    return answer(interpret("what did Pompeo say in April", library.vocabulary), library, 2)


def test_a_row_holds_the_words_and_their_digest(library: Library) -> None:
    pieces = Table().answers([Reply(replied(library)), Reply(replied(library))])
    rows = list(csv.DictReader(io.StringIO("\n".join(pieces))))
    assert [row["rank"] for row in rows] == ["1", "2", "1", "2"]
    assert all(hashlib.sha256(row["text"].encode()).hexdigest() == row["digest"] for row in rows)
    assert {row["speaker"] for row in rows} == {"Mike Pompeo"}


def test_a_formula_of_the_corpus_is_text_to_a_spreadsheet_and_is_proven_as_printed(
    library: Library, tmp_path: Path
) -> None:
    found, formula = replied(library), '=HYPERLINK("http://evil", "Read on") is what it says'
    place = found.citations[0].place
    hostile = replace(place, document=replace(place.document, text=formula), span=Span(0, len(formula)))
    answered = replace(found, citations=(replace(found.citations[0], place=hostile),))
    (tmp_path / "a.csv").write_text("\n".join(Table().answers([Reply(answered)])), encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8")))
    assert row["text"] == f"'{formula}"
    assert [each.text for each in citations_in(tmp_path / "a.csv")] == [formula]


@given(st.text() | st.text("'=+-@\t\r\n ＝a"))
def test_no_cell_begins_as_a_formula_and_each_gives_back_its_text(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_row([text, text]), newline=""))
    assert row[0] == row[1]
    assert not row[0].startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert as_printed(row[0]) == text
    assert row[0] in (text, f"'{text}")


def test_a_file_that_prints_the_words_in_several_articles_is_named_once(library: Library) -> None:
    citation = replied(library).citations[0]
    several = replace(citation, also_in=(citation.place, citation.place))
    assert f"also in {citation.place.document.source}" in list(source_lines(several, whole=True))
    assert "".join(source_lines(several, whole=False)).endswith("also in 2 others")


def test_footnotes_are_numbered_through_and_each_is_referred_to(library: Library) -> None:
    text = "".join(Markdown().answers([Reply(replied(library)), Reply(replied(library))]))
    assert [f"[^{number}]\n" in text and f"\n[^{number}]: " in text for number in range(1, 5)] == [True] * 4


def test_markup_of_the_corpus_is_escaped(library: Library) -> None:
    found = replied(library)
    place = found.citations[0].place
    hostile = replace(place, document=replace(place.document, text=HOSTILE), span=Span(0, len(HOSTILE)))
    (text,) = Markdown().answers([Reply(replace(found, citations=(replace(found.citations[0], place=hostile),)))])
    assert r"> He \*said\* \[so\]\(http://evil\) \<script\>[^1]" in text


def test_the_words_that_answer_are_bold_in_markdown_and_nothing_else_changes(library: Library) -> None:
    found = replied(library)
    first = found.citations[0]
    start = first.place.span.start + first.place.text.index("military")
    marked = replace(first, answer=Span(start, start + len("military")))
    (plain,) = Markdown().answers([Reply(replace(found, citations=(first,)))])
    (bold,) = Markdown().answers([Reply(replace(found, citations=(marked,)))])
    assert "**military**" in bold
    assert bold.replace("**military**", "military") == plain


def test_the_format_is_chosen_on_the_command_line(verbatim: Verbatim) -> None:
    assert verbatim("ask", "--format", "csv", "who backs Haftar").out.startswith("question,rank,text,speaker,")
    assert verbatim("ask", "--format", "markdown", "who backs Haftar").out.startswith("## who backs Haftar\n\n> ")


def test_a_bibliography_names_each_article_once_with_all_that_is_quoted(library: Library) -> None:
    replies = [Reply(replied(library)), Reply(replied(library))]
    (entry,) = BibTex().answers(replies)
    (array,) = Csl().answers(replies)
    (item,) = json.loads(array)
    digests = [citation.digest for citation in replied(library).citations]
    assert entry.startswith("@article{004_5754c9ca353e8976.txt,\n  title = {US urges Russia-backed Libyan commander")
    assert (item["type"], item["container-title"]) == ("article-newspaper", "Radio Free Europe/Radio Liberty")
    assert [(text.count(digest)) for text in (entry, item["note"]) for digest in digests] == [1] * 4


@pytest.fixture(scope="module")
def found(library: Library) -> Answer:
    return replied(library)


@given(st.text() | st.text("\\{}%"))
@example("\\")
def test_no_text_of_the_corpus_ends_a_field(found: Answer, words: str) -> None:
    place = found.citations[0].place
    provenance = replace(place.document.provenance, title=words, author=words, url=f"https://a.example/{words}")
    document = replace(place.document, text=words, provenance=provenance)
    citation = replace(found.citations[0], place=Place(document, Span(0, len(words))))
    (entry,) = BibTex().answers([Reply(replace(found, citations=(citation,)))])
    depths = list(accumulate({"{": 1, "}": -1}.get(mark, 0) for mark in entry))  # whatever stands before them
    assert depths[-1] == 0
    assert min(depths[entry.index("{") : -2]) >= 1
