"""What fits a screen: the words of a long passage around those that answer, and lines broken between words."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_SHOWN = 240
"""Characters that are shown of a long passage: three lines of eighty, so that five and their sources fit a screen."""
_SPARED = 80
"""Characters from which leaving words out is worth it: a line."""
_CUT = "[…]"
"""Stands for words that are left out, as the press prints it."""
_MARGIN = "» "
"""Characters before a line's words."""


def shortened(text: Text) -> Text:
    """Return the words, of a long passage only those around the first that are marked; what is left out shows."""
    if len(text) <= _SHOWN + _SPARED:
        return text
    start = _start(text)
    end = _end(text.plain, start)
    before = Text(f"{_CUT} ", "dim") if start else Text()
    behind = Text(f" {_CUT}", "dim") if end < len(text) else Text()
    return before + text[start:end] + behind


def _end(words: str, start: int) -> int:
    """Return where to end: between two words, and inside one that is longer than all that is shown."""
    if len(words) <= start + _SHOWN:
        return len(words)
    space = words.rfind(" ", start + 1, start + _SHOWN + 1)
    return space if space > 0 else start + _SHOWN


def _start(text: Text) -> int:
    """Return where to begin: at the beginning, unless the first mark would then be cut."""
    mark = min(((span.start, span.end) for span in text.spans), default=(0, 0))
    if mark[1] <= _SHOWN:
        return 0
    latest = max(0, min(mark[0], len(text) - _SHOWN))
    return text.plain.rfind(" ", 0, latest) + 1


def wrapped(line: str, width: int) -> list[str]:
    """Return the line in parts that are no wider than so many columns, letters of two columns counted so."""
    indent = len(line) - len(line.lstrip(_MARGIN))
    parts = Text(line[indent:]).wrap(Console(width=width), max(1, width - indent))
    return [(" " * indent if number else line[:indent]) + part.plain.rstrip() for number, part in enumerate(parts)]
