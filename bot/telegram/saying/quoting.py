"""A passage's words in a message: as they stand in the source, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.saying.rich import MOST_UNITS, Rich, bold, italic, plain, quoted
from embeddings.documents import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Place

_MOST_BOLD = 12
"""Bold pieces in one quote at most; five quotes then stay well below the entities that a message may have."""
_BESIDE = 1200
"""UTF-16 units of a heading, a notice and the lines about a quote at most: twice their characters, and a little."""


def quotation(place: Place, marked: Sequence[Span] = ()) -> Rich:
    """Return a place's words as a quote, the marked ones in bold; what no message holds is left out, and said so."""
    words = _words(place, marked)
    if words.units > MOST_UNITS - _BESIDE:
        return italic(f"A passage of {len(place.text):,} characters, too long for a message.")
    return quoted(words)


def _words(place: Place, marked: Sequence[Span]) -> Rich:
    raw, text = place.span.of(place.document.text), place.text
    whole, at = Rich(), 0
    for start, end in _cuts(raw, place.span.start, marked):
        whole += plain(text[at:start]) + bold(text[start:end])
        at = end
    return whole + plain(text[at:])


def _cuts(raw: str, start: int, marked: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the marked spans as offsets into the folded text, in order, none overlapping another."""
    done = 0
    for span in sorted(marked)[:_MOST_BOLD]:
        inside = Span(max(done, span.start - start), max(done, min(len(raw), span.end - start))).stripped(raw)
        if len(inside):
            yield _folded_length(raw[: inside.start]), _folded_length(raw[: inside.end])
            done = inside.end


def _folded_length(beginning: str) -> int:
    """Return how long the beginning of a text is once folded, when a word follows it."""
    return len(fold(beginning + "x")) - 1
