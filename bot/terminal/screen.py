"""An answer on a terminal: the words that answer in bold, under each passage where it stands."""

from __future__ import annotations

import shutil
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.rendering import plain_answer, source_lines, understood_line, visible
from embeddings.documents import FILLER, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from retrieval.answers import Answer, Citation, Place

_INDENT = 4
_MARGIN = "» "
"""Characters before a line's words."""


class Screen(Console):
    """A console that tells its caller, and not the whole program, that whoever read it has stopped."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, where the library would end the program."""
        raise BrokenPipeError


def screen() -> Screen:
    """Return standard output as a screen; without colours or a terminal that knows them, plain text."""
    console = Screen(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if console.no_color or console.is_dumb_terminal:
        # The library takes every dumb terminal to be 80 columns wide.
        width, height = shutil.get_terminal_size() if console.is_dumb_terminal else (None, None)
        return Screen(
            file=sys.stdout,
            highlight=False,
            markup=False,
            emoji=False,
            color_system=None,
            width=width,
            height=height,
        )
    return console


def show(answer: Answer, console: Console, first: int = 1) -> None:
    """Print the answer; unwrapped plain text where no terminal reads it. ``first`` is the first passage's rank."""
    if not console.is_terminal:
        console.print(plain_answer(answer), soft_wrap=True, end="\n\n")
        return
    for part in _parts(answer, first):
        console.print(part)


def show_text(text: str, console: Console) -> None:
    """Print what is not an answer, by way of the pager where it is longer than the screen."""
    told = [visible(line) for line in text.split("\n")]
    if not console.is_terminal:
        console.print(Text("\n".join(told)), soft_wrap=True)
        return
    lines = [wrapped for line in told for wrapped in _hanging(line, console)]
    with console.pager() if len(lines) >= console.height else nullcontext():
        console.print(Text("\n").join(lines))


def _hanging(line: str, console: Console) -> list[Text]:
    """Return the line wrapped, what goes on as far to the right as it began."""
    begun = len(line) - len(line.lstrip(_MARGIN))
    parts = Text(line[begun:]).wrap(console, max(1, console.width - begun))
    return [Text(line[:begun] if not at else " " * begun) + part for at, part in enumerate(parts)]


def marked(place: Place, marks: Sequence[Span]) -> Text:
    """Return the place's words, white space folded, those of the marks in bold, nothing that steers a terminal."""
    text = Text()
    for piece, bold in _pieces(place, marks):
        told = " ".join(piece.replace(FILLER, "").split(" "))
        folded = " ".join(told.split())
        opens = piece[:1].isspace() and len(text) and not text.plain.endswith(" ")
        closes = piece[-1:].isspace() and folded
        text.append(visible((" " if opens else "") + folded + (" " if closes else "")), "bold" if bold else "")
    text.rstrip()
    return text


def _pieces(place: Place, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the raw text of the place in pieces, with whether each is marked."""
    at, document = place.span.start, place.document.text
    for mark in sorted(marks):
        start, end = max(at, mark.start), min(place.span.end, mark.end)
        if start < end:
            yield document[at:start], False
            yield document[start:end], True
            at = end
    yield document[at : place.span.end], False


def _parts(answer: Answer, first: int) -> Iterator[RenderableType]:
    understood = understood_line(answer.query)
    if understood:
        yield Text(visible(understood), "dim")
    if answer.notice:
        yield Text(visible(answer.notice), "italic")
    yield from _blocks(answer.citations, first)
    if answer.nearest:
        yield Text("Nearest:", "italic")
        yield from _blocks(answer.nearest, 1)


def _blocks(citations: Sequence[Citation], first: int) -> Iterator[RenderableType]:
    for rank, citation in enumerate(citations, first):
        passage = Table.grid(padding=(0, 1))
        passage.add_column()
        passage.add_column(overflow="fold")  # else a word longer than the line is cut
        passage.add_row(f"{rank:2}.", marked(citation.place, citation.highlights))
        yield passage
        url = citation.place.document.provenance.url
        for number, line in enumerate(source_lines(citation)):
            told = Text(visible(line), "dim")
            if number == 0 and url and url.startswith(("http://", "https://")):
                told.stylize(f"link {visible(url)}")
            yield Padding(told, (0, 0, 0, _INDENT))
        yield Text()
