"""Which blocks of a page are the article's body, and why the others are not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from embeddings.documents import Paragraph
from embeddings.reading.blocks import Block, blocks
from embeddings.reading.furniture import fingerprint
from embeddings.reading.headline import headline, same_words
from embeddings.reading.phrases import heads_other_stories, opens_story, said_of_itself
from embeddings.reading.story import heaviest_run

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

BODY = frozenset({"body", "heading", "list"})
"""The reasons for which a block is kept."""


def paragraphs(text: str, furniture: Container[int] = frozenset()) -> tuple[Paragraph, ...]:
    """Return every block of the text in order, kept or dropped; each visible character is in exactly one.

    ``furniture`` holds the fingerprints of blocks that repeat across the corpus.
    """
    page = blocks(text)
    return tuple(Paragraph(block.span, why in BODY, why) for block, why in zip(page, reasons(page, furniture), strict=True))


def reasons(page: Sequence[Block], furniture: Container[int]) -> list[str]:
    """Return for each block the one word that says what it is."""
    alone = [_alone(block, furniture) for block in page]
    alone = list(_under_headings(page, alone))
    run = heaviest_run(_weights(page, alone))
    found = [*_before(page, alone, run), *_inside(page, alone, run), *_after(page, alone, run)]
    title = headline(page, found, run)
    return [
        "title" if title is not None and same_words(block, page[title]) and why != "body" or place == title else why
        for place, (block, why) in enumerate(zip(page, found, strict=True))
    ]


def _alone(block: Block, furniture: Container[int]) -> str:
    """Return what the block is by itself."""
    if fingerprint(block.text) in furniture:
        return "furniture"
    if not block.size:
        return "navigation"
    if opens_story(block.text) and block.prose:
        return "body"
    return said_of_itself(block.text, block.size, prose=block.prose) or ("body" if block.prose else "line")


def _under_headings(page: Sequence[Block], alone: Sequence[str]) -> Iterator[str]:
    """Yield the reasons, with the short lines under a heading over other stories made teasers."""
    under = False
    for place, (block, why) in enumerate(zip(page, alone, strict=True)):
        if why == "comments" or (why == "related" and block.size <= _HEADING):
            under = True
        elif why == "body" and (block.size >= _PARAGRAPH or opens_story(block.text) or alone[place - 1] == "body"):
            under = False
        yield "teaser" if under and (why == "line" or (why == "body" and not block.spoken)) else why


def _weights(page: Sequence[Block], alone: Sequence[str]) -> list[float]:
    """Return how much each block speaks for the article being there."""
    seen = Counter(block.text for block, why in zip(page, alone, strict=True) if why == "line")
    weights = []
    prose_before = 0
    for place, (block, why) in enumerate(zip(page, alone, strict=True)):
        after = alone[place + 1] if place + 1 < len(page) else ""
        before = alone[place - 1] if place else ""
        weight = _WEIGHTS.get(why, -3.0)
        if why == "body":
            weight = max(1.0, min(block.size, _PARAGRAPH * 3) - _PARAGRAPH / 2)
            if opens_story(block.text):
                weight += 30
            if "body" not in (before, after):
                weight /= 2
            if block.cut:
                weight /= 4
            prose_before += block.size
        elif why == "line":
            weight = -1.0 if block.ended else -3.0
            if seen[block.text] > 2:
                weight -= 5
        elif why == "comments" or (why == "related" and heads_other_stories(block.text) and after == "body"):
            if prose_before > 120:
                weight = -1000.0
        weights.append(weight)
    return weights


_WEIGHTS = {"navigation": -1.0, "line": -3.0, "teaser": -4.0, "related": -25.0, "comments": -60.0, "footer": -25.0, "promotion": -6.0, "caption": -1.0, "byline": -8.0, "dateline": -6.0, "source": -4.0, "furniture": -1.0}
_PARAGRAPH = 20
_HEADING = 6


def _before(page: Sequence[Block], alone: Sequence[str], run: range) -> Iterator[str]:
    for place in range(run.start):
        yield _outside(page[place], alone[place], "standfirst")


def _after(page: Sequence[Block], alone: Sequence[str], run: range) -> Iterator[str]:
    for place in range(run.stop, len(page)):
        yield _outside(page[place], alone[place], "teaser")


def _outside(block: Block, why: str, prose: str) -> str:
    if why == "body":
        return prose
    return "navigation" if why == "line" else why


def _inside(page: Sequence[Block], alone: Sequence[str], run: range) -> Iterator[str]:
    for place in run:
        block, why = page[place], alone[place]
        if why == "line":
            yield "list" if block.item else "body" if block.ended else "heading"
        else:
            yield why
