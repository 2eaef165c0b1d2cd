"""Standard output as a screen, and which output is shown on it."""

from __future__ import annotations

import shutil
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.formats import FORMATS, Format
from bot.output.fitting import wrapped
from bot.output.styled_text import StyledText
from bot.output.wording import visible

if TYPE_CHECKING:
    from bot.output.output import Output


class Screen(Console):
    """A console that tells its caller, and not the whole program, that whoever read it has stopped."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, where the library would end the program."""
        raise BrokenPipeError


def screen() -> Screen:
    """Return standard output as a screen; without colours or a terminal that knows them, without emphasis."""
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


def output_on(console: Console, format_: Format) -> Output:
    """Return the output of that format; text has emphasis on a terminal."""
    if format_ is Format.TEXT and console.is_terminal:
        return StyledText(console)
    return FORMATS[format_]()


def show_text(text: str, console: Console) -> None:
    """Print what is not an answer, by way of the pager where it is longer than the screen."""
    lines = [visible(line) for line in text.split("\n")]
    if not console.is_terminal:
        console.print(Text("\n".join(lines)), soft_wrap=True)
        return
    parts = [part for line in lines for part in wrapped(line, console.width)]
    with console.pager() if len(parts) >= console.height else nullcontext():
        console.print(Text("\n".join(parts)))
