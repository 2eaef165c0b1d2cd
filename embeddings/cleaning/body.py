"""Which blocks of a page are the article's body, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.cleaning.blocks import Block, blocks
from embeddings.cleaning.extent import PARAGRAPH, Story, article, whole
from embeddings.cleaning.furniture import fingerprint
from embeddings.cleaning.headline import headline, same_words, titled
from embeddings.cleaning.set_phrases import attributes_post, opens_story, said_of_itself, speaks_to_reader
from embeddings.documents import Paragraph, Reason
from embeddings.formats.html import MainContent, Page

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

BODY = frozenset({"body", "heading", "list"})
"""The reasons for which a block is kept."""


def paragraphs(text: str, furniture: Container[int] = frozenset(), page: Page | None = None) -> tuple[Paragraph, ...]:
    """Return every block of the text in order, kept or dropped; each visible character is in exactly one.

    ``furniture`` holds the fingerprints of blocks that repeat across the corpus; ``page`` is what the markup tells.
    """
    parts = blocks(text)
    return tuple(
        Paragraph(block.span, why in BODY, Reason(why))
        for block, why in zip(parts, _reasons(parts, furniture, page or Page(text)), strict=True)
    )


def _reasons(parts: Sequence[Block], furniture: Container[int], page: Page) -> list[str]:
    """Return for each block the one word that says what it is."""
    matter = _front_matter(parts)
    alone = ["metadata" if place < matter else _alone(block, furniture, page.main) for place, block in enumerate(parts)]
    kinds = list(_among_others(parts, alone))
    story = article(parts, kinds) if page.main is None else whole(kinds)
    found = [*_before(parts, kinds, story), *_inside(parts, kinds, story), *_after(parts, kinds, story)]
    title = titled(parts, page.stated.title) if page.stated.title else headline(parts, found, story.run)
    return _titled(parts, found, title)


def _titled(parts: Sequence[Block], found: list[str], title: int | None) -> list[str]:
    """Return the reasons, with the headline and its repetitions marked as such."""
    if title is None:
        return found
    again = [why not in BODY and same_words(block, parts[title]) for block, why in zip(parts, found, strict=True)]
    return ["title" if place == title or again[place] else why for place, why in enumerate(found)]


def _front_matter(parts: Sequence[Block]) -> int:
    """Return how many blocks the page's front matter has, between two lines of three dashes."""
    if not parts or parts[0].text != _FENCE:
        return 0
    return next((place + 1 for place in range(1, min(_MATTER, len(parts))) if parts[place].text == _FENCE), 0)


_FENCE = "---"
_MATTER = 60
"""Lines of the longest front matter."""


def _alone(block: Block, furniture: Container[int], main: MainContent | None) -> str:
    """Return what the block is by itself; what it says of itself, as a byline does, counts before that it repeats."""
    if not block.size:
        return "navigation"
    kind = None if block.ended and opens_story(block.text) else said_of_itself(block)
    if kind is not None:
        return kind
    if fingerprint(block.text) in furniture:
        return "furniture"
    if main is not None and not main.holds(block.text):
        return "boilerplate"
    return "body" if block.prose else "line"


def _among_others(parts: Sequence[Block], alone: Sequence[str]) -> Iterator[str]:
    """Yield the reasons, with what stands beside each block seen.

    The short blocks under a heading over other stories are teasers; a paragraph between two of the text that speaks of
    terms and policies is about them.
    """
    under = False
    for block, (before, why, after) in zip(
        parts, zip(["", *alone], alone, [*alone[1:], ""], strict=False), strict=True
    ):
        if why == "comments" or (why == "related" and block.size <= _HEADING):
            under = True
        elif why == "body" and (block.size >= PARAGRAPH or opens_story(block.text) or "body" in (before, after)):
            under = False
        if why == "footer" and block.prose and before == after == "body" and not speaks_to_reader(block.text):
            yield "body"
        else:
            yield "teaser" if under and (why == "line" or (why == "body" and not block.spoken)) else why


_HEADING = 6
"""Words of the longest heading over a list of other stories."""


def _before(parts: Sequence[Block], kinds: Sequence[str], story: Story) -> Iterator[str]:
    for place in range(story.run.start):
        block = parts[place]
        lede = place >= story.lede and kinds[place] == "body" and block.full_stop and block.size >= PARAGRAPH
        yield "body" if lede or place in story.apart else _outside(block, kinds[place], "standfirst")


def _inside(parts: Sequence[Block], kinds: Sequence[str], story: Story) -> Iterator[str]:
    for place in story.run:
        around = kinds[max(0, place - 1) : place + 2]
        yield _line_inside(parts[place], around) if kinds[place] == "line" else kinds[place]


def _line_inside(block: Block, around: Sequence[str]) -> str:
    """Return what a line between the article's paragraphs is; a short one over or under a caption is part of it."""
    if "caption" in around and block.size <= _HEADING:
        return "caption"
    if block.item and not block.text.startswith("#"):
        return "list"
    return "body" if block.ended else "heading"


def _after(parts: Sequence[Block], kinds: Sequence[str], story: Story) -> Iterator[str]:
    """Yield the reasons of what follows the article; its last list and its last short sentences still belong to it."""
    run = story.run
    joined = bool(run)
    listed = joined and (_introduces(parts[run.stop - 1]) or parts[run.stop - 1].item)
    for place in range(run.stop, len(parts)):
        block, line = parts[place], kinds[place] == "line"
        listed = line and ((joined and _introduces(block)) or (listed and (block.item or "://" in block.text)))
        joined = listed or (
            joined and (line or kinds[place] == "body") and (block.runs_on or attributes_post(block.text))
        )
        if joined or place in story.apart:
            yield "list" if block.item else "body"
        else:
            yield _outside(block, kinds[place], "teaser", told=place < story.end)


def _introduces(block: Block) -> bool:
    return block.text.endswith((":", "："))


def _outside(block: Block, kind: str, prose: str, *, told: bool = True) -> str:
    """Return what a block away from the article is; what tells somebody's words is kept up to the story's end."""
    if kind == "line":
        return "navigation"
    if kind != "body":
        return kind
    return "body" if told and block.spoken and block.reporting and block.ended and block.size >= PARAGRAPH else prose
