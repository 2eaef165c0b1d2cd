"""Runs of capitalised words in a paragraph: what may hold a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.language.given_names import is_given_name
from embeddings.language.sentences import TITLES
from embeddings.language.word_classes import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import Span

_ABBREVIATED = "|".join(sorted(title.capitalize() for title in TITLES))
_CAPITALISED = (
    rf"(?:(?:[A-Z]\.)+|(?:{_ABBREVIATED}|Jr|Sr)\.|[A-ZÀ-ÖØ-Þ][\w\-¡-¿]*(?:['’][A-ZÀ-ÖØ-Þ]\w+)?|(?:al|el)-\w+)"
)
"""A word of a name; only an initial and an abbreviated title keep a dot, which ends a sentence behind any other."""
RUN = re.compile(
    _CAPITALISED
    + r"(?:[ \u00a0](?:(?:de|da|di|del|della|la|le|van|von|der|den|bin|ibn|of|the)[ \u00a0]){0,2}"
    + _CAPITALISED
    + r"){0,8}"
)
_IN_TIME = re.compile(
    r"\b(?:in|since|until|till|by|during|of|for|from|to|last|next|this|early|mid|late|and|\d+)[\s-]\Z", re.IGNORECASE
)
"""Words before a month, so that "April" is no given name: "In April Ruiz said"."""
_PARTICIPLE = re.compile(r"Given|[A-Z][a-z]{2,}(?:ing|ed)")
"""A participle with the capital of its sentence: "Given Ruiz", "Asked Ruiz"."""
_STOP = re.compile(r"[.!?…]")
_FIRST_WORD = re.compile(r"\S+\s*")
_BEFORE = 24
"""Characters read back from a name: enough for the word before it, however long."""


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words; ``opens`` where they begin a sentence or a quotation, so that their capital tells nothing."""

    start: int
    text: str
    opens: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def runs(text: str, paragraph: Span) -> Iterator[Run]:
    """Yield the runs of the paragraph in order, without the words that only stand before a name."""
    for match in RUN.finditer(text, paragraph.start, paragraph.end):
        start, run = match.start(), match[0]
        while run and _precedes_name(text, paragraph, start, run):
            word = _FIRST_WORD.match(run)
            start, run = (start + word.end(), run[word.end() :]) if word else (start, "")
        if run:
            yield Run(start, run, _opens(text, match.start(), paragraph))


def _precedes_name(text: str, paragraph: Span, start: int, run: str) -> bool:
    """Return whether the run's first word is no part of a name, for all its capital: "But Ruiz", "In April Ruiz"."""
    first, *others = run.split(None, 2)
    is_given = is_given_name(first, *others[:1])
    if others and not is_given and _PARTICIPLE.fullmatch(first) and _opens(text, start, paragraph):
        return True
    if not is_function_word(first.lower()) or first.isupper():
        return False
    return not is_given or _is_month(text, start) or _asks(text, paragraph, start)


def _is_month(text: str, start: int) -> bool:
    return bool(_IN_TIME.search(text, max(0, start - _BEFORE), start))


def _asks(text: str, paragraph: Span, start: int) -> bool:
    """Return whether a question begins at the word: "Will Ruiz go?"."""
    stop = _STOP.search(text, start, paragraph.end)
    return _opens(text, start, paragraph) and stop is not None and stop[0] == "?"


def _opens(text: str, start: int, paragraph: Span) -> bool:
    before = text[max(paragraph.start, start - _BEFORE) : start]
    if before[-1:] in tuple("\"“‘'«"):
        return True
    before = before.rstrip()
    return not before or before[-1] in ".!?…”:―—" or before.endswith(("But", "And", "Meanwhile,", "however,"))
