"""A long passage on a screen: cut between words, around what answers, and never silently."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from bot.output.fitting import shortened

WORDS = "The council closed the old bridge on Monday. " * 12


def test_a_passage_of_four_lines_stays_whole() -> None:
    words = Text(WORDS[:320])
    assert shortened(words) == words


def test_a_long_passage_ends_between_two_words_and_shows_that_it_goes_on() -> None:
    shown = shortened(Text(WORDS)).plain
    kept, cut = shown[:-4], shown[-4:]
    assert (cut, WORDS.startswith(f"{kept} "), 230 < len(kept) <= 240) == (" […]", True, True)


def test_the_words_that_answer_are_shown_wherever_they_stand() -> None:
    words = Text(WORDS)
    words.stylize("bold", 400, 420)
    shown = shortened(words)
    assert shown.plain.startswith("[…] ")
    assert [shown.plain[span.start : span.end] for span in shown.spans if span.style == "bold"] == [WORDS[400:420]]


@given(st.text(alphabet="ab .", max_size=700), st.integers(0, 699), st.integers(1, 200))
def test_what_is_shown_stands_in_the_passage(passage: str, start: int, length: int) -> None:
    words = Text(passage)
    words.stylize("bold", start, start + length)
    shown = shortened(words).plain
    kept = shown.removeprefix("[…] ").removesuffix(" […]")
    assert kept in passage
    assert passage[start : start + length] in kept
    assert len(kept) <= 320
