"""One answer has one content: the same passages, order and marks on a terminal and in JSON."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.output.json_lines import answer_fields
from bot.output.output import Reply
from bot.output.plain_text import plain_answer
from bot.output.styled_text import StyledText, marked
from bot.output.wording import visible
from bot.terminal.screen import Screen
from embeddings.documents import Provenance, Span, fold
from embeddings.storage.records import StoredDocument
from retrieval.answers import Place
from tests.asking import answer

if TYPE_CHECKING:
    from rich.text import Text

    from retrieval.library import Library

WHO = ("Pompeo", "Trump", "Waldhauser", "the US State Department", "Serraj", "AFP", "Russia", "the White House")
WHAT = ("", " about Haftar", " about Tripoli", " about Russia", " about oil", " in April")
FACTS = (
    "Who backs Haftar?",
    "How many people were killed in Tripoli?",
    "when was Qaddafi overthrown",
    "Russian mercenaries in Libya",
)
QUESTIONS = [*(f"what did {who} say{what}" for who in WHO for what in WHAT), *FACTS][:52]


def bold(text: Text) -> list[str]:
    return [text.plain[span.start : span.end].strip() for span in text.spans if span.style == "bold"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_terminal_and_json_show_the_same(library: Library, question: str) -> None:
    answered = answer(question, library, top=5)
    passages: list[dict[str, object]] = answer_fields(answered)["passages"]  # type: ignore[assignment]
    assert len(passages) == len(answered.citations)
    plain = plain_answer(Reply(answered))
    reached = -1
    for passage, citation in zip(passages, answered.citations, strict=True):
        shown = marked(citation.place, citation.highlights)
        assert shown.plain == visible(str(passage["text"]))
        raw = citation.place.document.text
        marks: list[list[int]] = passage["highlights"]  # type: ignore[assignment]
        assert bold(shown) == [visible(fold(raw[start:end])) for start, end in marks]
        following = plain.index(shown.plain, reached + 1)
        assert following > reached
        reached = following


def hostile(text: str) -> Place:
    return Place(StoredDocument(0, "h.txt", text, Provenance(url="javascript:alert(1)"), b""), Span(0, len(text)))


def test_escapes_and_markup_in_a_passage_are_harmless(library: Library) -> None:
    text = "He [bold]said[/bold] \x1b]0;owned\x07\x1b[2J\x9b31m\u202e[link=http://evil]so[/link]\r\nend"
    answered = answer("what did Pompeo say in April", library, top=1)
    citation = replace(answered.citations[0], place=hostile(text), highlights=(Span(3, 20),))
    console = Screen(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=200, markup=False)
    (out,) = StyledText(console).answers([Reply(replace(answered, citations=(citation,)))])
    assert "[bold]said[/bold]" in out
    assert "[link=http://evil]so[/link]" in out
    assert not [bad for bad in ("\x1b]", "\x1b[2J", "\x9b", "\u202e", "\r", "\x07") if bad in out]


@pytest.mark.parametrize("marks", [(), (Span(0, 3),), (Span(2, 9),), (Span(4, 5), Span(6, 8))])
def test_marks_change_no_word(marks: tuple[Span, ...]) -> None:
    assert marked(hostile("ab  cd\n ef "), marks).plain == "ab cd ef"
