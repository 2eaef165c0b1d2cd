"""Answers to take away: each format carries the words, where they stand, and what proves them."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.output.markdown import Markdown
from bot.output.output import Reply
from bot.output.tables import Table
from embeddings.documents import Span
from retrieval.answering import answer
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
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


def test_footnotes_are_numbered_through_and_each_is_referred_to(library: Library) -> None:
    text = "".join(Markdown().answers([Reply(replied(library)), Reply(replied(library))]))
    assert [f"[^{number}]\n" in text and f"\n[^{number}]: " in text for number in range(1, 5)] == [True] * 4


def test_markup_of_the_corpus_is_escaped(library: Library) -> None:
    found = replied(library)
    place = found.citations[0].place
    hostile = replace(place, document=replace(place.document, text=HOSTILE), span=Span(0, len(HOSTILE)))
    (text,) = Markdown().answers([Reply(replace(found, citations=(replace(found.citations[0], place=hostile),)))])
    assert r"> He \*said\* \[so\]\(http://evil\) \<script\>[^1]" in text


def test_the_format_is_chosen_on_the_command_line(verbatim: Verbatim) -> None:
    assert verbatim("ask", "--format", "csv", "who backs Haftar").out.startswith("question,rank,text,speaker,")
    assert verbatim("ask", "--format", "markdown", "who backs Haftar").out.startswith("## who backs Haftar\n\n> ")
