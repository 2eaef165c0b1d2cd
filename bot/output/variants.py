"""Variants of a statement: its fullest printing and another side by side, or stacked in a narrow window."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.output.json_lines import variants_fields
from bot.output.output import Report
from bot.output.wording import counted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.answers import Place
    from retrieval.checking.checks import Piece, Printing
    from retrieval.checking.variants import Variants

_NARROW = 72
"""Columns from which two texts stand side by side: each has five or six words a line then."""
_WIDEST = 120
"""Columns of two texts side by side at most: longer lines are hard to follow."""
_BETWEEN = " │ "


def variants_report(families: Sequence[Variants]) -> Report:
    """Return the statements that outlets print differently, in their order."""
    return Report(partial(_text, families), lambda: [variants_fields(family) for family in families])


def variants_text(variants: Variants, width: int) -> str:
    """Return the fullest printing beside each other one, what differs in marks, with the outlets above."""
    fullest = outlets(variants.fullest, variants.first)
    pairs = (
        _beside(
            (fullest, marked(each.fullest_pieces)), (outlets(each.printed, variants.first), marked(each.pieces)), width
        )
        for each in variants.others
    )
    return "\n\n".join("\n".join(map(visible, lines)) for lines in pairs)


def marked(pieces: Iterable[Piece]) -> str:
    """Return the pieces as one text, with marks around what differs."""
    return "".join(f"‹{piece.text}›" if piece.differs else piece.text for piece in pieces)


def _text(families: Sequence[Variants], width: int) -> str:
    heads = [visible(f"{each.fullest.speaker}:") for each in families]
    blocks = [f"{head}\n{variants_text(each, width)}" for head, each in zip(heads, families, strict=True)]
    return "\n\n".join([*blocks, f"{counted(len(families), 'statement')} printed differently"])


def outlets(printed: Printing, earliest: Place) -> str:
    """Return the outlets that print the words and when, and which of all was the first to print the statement."""
    places = sorted((printed.place, *printed.also_in), key=lambda place: place != earliest)
    return "; ".join(dict.fromkeys(f"{_outlet(place)}{' (first)' if place == earliest else ''}" for place in places))


def _outlet(place: Place) -> str:
    provenance = place.document.provenance
    name = provenance.publisher or provenance.agency or place.document.source
    return f"{name}, {provenance.published}" if provenance.published else name


def _beside(one: tuple[str, str], other: tuple[str, str], width: int) -> Iterator[str]:
    """Yield two texts with their headings side by side, or indented one under the other where the window is narrow."""
    if width < _NARROW:
        for heading, text in (one, other):
            yield from (f"  {line}" for line in (*wrap(heading, width - 2), *wrap(f"“{text}”", width - 2)))
        return
    column = (min(width, _WIDEST) - len(_BETWEEN) - 2) // 2
    left, right = ([line for part in (side[0], f"“{side[1]}”") for line in wrap(part, column)] for side in (one, other))
    for mine, theirs in zip_longest(left, right, fillvalue=""):
        yield f"  {mine:<{column}}{_BETWEEN}{theirs}".rstrip()
