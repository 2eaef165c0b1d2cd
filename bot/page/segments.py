"""A paragraph in pieces: which words are marked, and which are somebody's."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.output.wording import visible
from embeddings.documents import FILLER, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.output.output import Reply
    from retrieval.answers import Citation

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that belong together."""

    text: str
    """As a browser shows them: white space folded, and nothing that turns the direction of reading."""
    mark: int | None = None
    """The number of the citation whose words they are."""
    anchor: bool = False
    """Whether they are the first of it, where its link leads."""
    spoken: bool = False
    """Whether somebody says them."""


def segments(
    text: str, whole: Span, marks: Mapping[Span, int], spoken: Sequence[Span], anchored: set[int]
) -> Iterator[Segment]:
    """Yield the span of the text in pieces; ``marks`` maps the words of a citation to its number.

    The first words of a citation that is not yet ``anchored`` are its anchor, and it is from then on.
    """
    inside = [span for span in (*marks, *spoken) if span.overlap(whole)]
    edges = {whole.start, whole.end, *(edge for span in inside for edge in span if whole.start < edge < whole.end)}
    bounds = sorted(edges)
    for first, last in itertools.pairwise(bounds):
        piece = Span(first, last)
        marked = next((span for span in sorted(marks) if span.contains(piece)), None)
        number = marks[marked] if marked else None
        is_anchor = number is not None and number not in anchored
        anchored |= {number} if number is not None else set()
        is_spoken = any(span.contains(piece) for span in spoken)
        yield Segment(shown(piece.of(text)), number, is_anchor, is_spoken)


def shown(text: str) -> str:
    """Return the text as a browser shows it."""
    return visible(_SPACE.sub(" ", text.replace(FILLER, "")))


def marked_words(citation: Citation) -> tuple[Span, ...]:
    """Return the words of the citation that are marked: those that answer, or else the whole passage."""
    return citation.emphasis or (citation.place.span,)


def anchors(replies: Iterable[Reply]) -> dict[int, dict[Span, int]]:
    """Return for each document the first marked words of each citation, and those that follow, by its number.

    Citations are numbered through; words that two of them mark belong to the first.
    """
    marks: dict[int, dict[Span, int]] = {}
    citations = (citation for reply in replies for citation in reply.answer.citations)
    for number, citation in enumerate(citations, 1):
        for span in marked_words(citation):
            marks.setdefault(citation.place.document.id, {}).setdefault(span, number)
    return marks
