"""Which blocks of a page are the article's body, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from embeddings.cleaning.articles import articles, is_export_line
from embeddings.cleaning.blocks import Block, blocks
from embeddings.cleaning.extent import PARAGRAPH, Extent, article, whole
from embeddings.cleaning.furniture import BlockPrint, block_print
from embeddings.cleaning.headline import headline, same_words, titled
from embeddings.cleaning.set_phrases import attributes_post, opens_story, said_of_itself, speaks_to_reader
from embeddings.documents import Paragraph, Reason

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from embeddings.formats.converted import MainContent


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's blocks, each judged by itself: all that cleaning finds without knowing the page's corpus."""

    blocks: tuple[Block, ...]
    reasons: tuple[Reason, ...]
    prints: tuple[BlockPrint, ...]
    title: str | None = None
    """The headline as the page's markup states it."""
    has_main: bool = False
    """Whether markup told the page's main content from the rest."""


def layouts(text: str, main: MainContent | None = None, title: str | None = None) -> tuple[Layout, ...]:
    """Return the layout of each article of the text: most hold one, an export of a database holds many.

    ``main`` and ``title`` are what the markup of the page tells; of several articles it tells nothing.
    """
    page = blocks(text)
    parts = articles(page, from_markup=main is not None)
    if len(parts) == 1:
        return (_layout(text, page, main, title),)
    return tuple(_layout(text, page[part.start : part.stop], exported=True) for part in parts)


def layout(text: str, main: MainContent | None = None, title: str | None = None) -> Layout:
    """Return the layout of a text that holds one article; ``main`` and ``title`` are what markup tells."""
    return _layout(text, blocks(text), main, title)


def _layout(
    text: str,
    page: Sequence[Block],
    main: MainContent | None = None,
    title: str | None = None,
    *,
    exported: bool = False,
) -> Layout:
    """Return the blocks in order, each judged by itself; of exported ones, what the database says is no article."""
    if main is not None and not any(block.size >= PARAGRAPH and main.holds(block.text) for block in page):
        main = None  # the extractor found another page than the one that is printed
    matter = _front_matter(page)
    of_matter = [place < matter or (exported and is_export_line(block)) for place, block in enumerate(page)]
    return Layout(
        tuple(page),
        tuple(Reason.METADATA if it else _alone(block, main) for it, block in zip(of_matter, page, strict=True)),
        tuple(block_print(block.span.of(text)) for block in page),
        title,
        main is not None,
    )


def paragraphs(page: Layout, furniture: Container[int] = frozenset()) -> tuple[Paragraph, ...]:
    """Return every block of the page in order, kept or dropped; each visible character is in exactly one.

    ``furniture`` holds the fingerprints of blocks that repeat across the corpus.
    """
    return tuple(Paragraph(block.span, why) for block, why in zip(page.blocks, _reasons(page, furniture), strict=True))


def _reasons(page: Layout, furniture: Container[int]) -> list[Reason]:
    """Return for each block why it is kept or dropped."""
    alone = [_in_corpus(why, block, furniture) for why, block in zip(page.reasons, page.prints, strict=True)]
    reasons = list(_among_others(page.blocks, alone))
    extent = whole(page.blocks, reasons) if page.has_main else article(page.blocks, reasons)
    parts = (_before, _inside, _after)
    settled = [why for part in parts for why in part(page.blocks, reasons, extent)]
    for place in _repeated(page.blocks, settled):
        settled[place] = Reason.REPEATED
    title = titled(page.blocks, page.title) if page.title else headline(page.blocks, settled, extent.run)
    return settled if title is None else _titled(page.blocks, settled, title)


def _titled(page: Sequence[Block], reasons: Sequence[Reason], title: int) -> list[Reason]:
    """Return the reasons, with the headline and its repetitions marked as such."""
    again = zip(reasons, same_words(page, title), strict=True)
    return [Reason.TITLE if i == title or (is_same and not why.kept) else why for i, (why, is_same) in enumerate(again)]


def _repeated(page: Sequence[Block], reasons: Sequence[Reason]) -> Iterator[int]:
    """Yield the places of paragraphs that the page prints elsewhere too, as a blurb or as a copy of the article.

    Kept is the first copy, or the first that other paragraphs stand beside.
    """
    prose = [place for place, why in enumerate(reasons) if why is Reason.BODY]
    best: dict[str, int] = {}
    for place in prose:
        if _stands_alone(reasons, best.setdefault(page[place].text, place)) and not _stands_alone(reasons, place):
            best[page[place].text] = place
    again = [best[page[place].text] != place for place in prose]
    for is_again, run in groupby(zip(prose, again, strict=True), key=itemgetter(1)):
        places = [place for place, _ in run]
        if is_again and sum(page[place].size for place in places) >= PARAGRAPH:
            yield from places


def _stands_alone(reasons: Sequence[Reason], place: int) -> bool:
    return Reason.BODY not in (*reasons[max(0, place - 1) : place], *reasons[place + 1 : place + 2])


def _front_matter(page: Sequence[Block]) -> int:
    """Return how many blocks the page's front matter has, between two lines of three dashes."""
    if not page or page[0].text != _FENCE:
        return 0
    return next((place + 1 for place in range(1, min(_MATTER, len(page))) if page[place].text == _FENCE), 0)


_FENCE = "---"
_MATTER = 60
"""Lines of the longest front matter."""


def _alone(block: Block, main: MainContent | None) -> Reason:
    """Return what the block is by itself."""
    if not block.size:
        return Reason.NAVIGATION
    why = None if block.ended and opens_story(block.text) else said_of_itself(block)
    if why is not None:
        return why
    if main is not None and not main.holds(block.text):
        return Reason.BOILERPLATE
    return Reason.BODY if block.prose else Reason.LINE


def _in_corpus(why: Reason, block: BlockPrint, furniture: Container[int]) -> Reason:
    """Return what the block is in its corpus; what it says of itself counts before that it repeats."""
    return Reason.FURNITURE if why in _REPEATING and block.fingerprint in furniture else why


_REPEATING = frozenset({Reason.BODY, Reason.LINE, Reason.BOILERPLATE})


def _among_others(page: Sequence[Block], reasons: Sequence[Reason]) -> Iterator[Reason]:
    """Yield the reasons, corrected by each block's neighbours.

    The short blocks under a heading over other stories are teasers; a paragraph between two of the text that speaks of
    terms and policies is about them.
    """
    under = False
    around = zip([None, *reasons], reasons, [*reasons[1:], None], strict=False)
    for block, (before, why, after) in zip(page, around, strict=True):
        if why is Reason.COMMENTS or (why is Reason.RELATED and block.size <= _HEADING):
            under = True
        elif why is Reason.BODY and not block.item and _goes_on(block, before, after):
            under = False
        if why is Reason.FOOTER and block.prose and before is after is Reason.BODY:
            yield why if speaks_to_reader(block.text) else Reason.BODY
        else:
            blurb = why is Reason.LINE or (why is Reason.BODY and (block.item or not block.spoken))
            yield Reason.TEASER if under and blurb else why


def _goes_on(block: Block, before: Reason | None, after: Reason | None) -> bool:
    """Return whether the paragraph is no blurb of another story, by itself or by what stands beside it."""
    return block.size >= PARAGRAPH or opens_story(block.text) or Reason.BODY in (before, after)


_HEADING = 6
"""Words of the longest heading over a list of other stories."""


def _before(page: Sequence[Block], reasons: Sequence[Reason], extent: Extent) -> Iterator[Reason]:
    """Yield the reasons of what stands above the article."""
    for place in range(extent.run.start):
        block, why = page[place], reasons[place]
        lede = place >= extent.lede and why is Reason.BODY and block.full_stop and block.size >= PARAGRAPH
        kept = lede or place in extent.apart or _speaks(block, why)
        yield Reason.BODY if kept else _outside(why, Reason.STANDFIRST)


def _inside(page: Sequence[Block], reasons: Sequence[Reason], extent: Extent) -> Iterator[Reason]:
    """Yield the reasons of what stands between the article's first and last paragraph."""
    for place in extent.run:
        around = reasons[max(0, place - 1) : place + 2]
        yield _line_inside(page[place], around) if reasons[place] is Reason.LINE else reasons[place]


def _line_inside(block: Block, around: Sequence[Reason]) -> Reason:
    """Return what a line between the article's paragraphs is; a short one over or under a caption is part of it."""
    if Reason.CAPTION in around and block.size <= _HEADING:
        return Reason.CAPTION
    if block.item and not block.text.startswith("#"):
        return Reason.LIST
    return Reason.BODY if block.ended else Reason.HEADING


def _after(page: Sequence[Block], reasons: Sequence[Reason], extent: Extent) -> Iterator[Reason]:
    """Yield the reasons of what follows the article; its last list and its last short sentences still belong to it."""
    run = extent.run
    joined = bool(run)
    listed = joined and (_introduces(page[run.stop - 1]) or page[run.stop - 1].item)
    for place in range(run.stop, len(page)):
        block, why = page[place], reasons[place]
        line = why is Reason.LINE
        listed = line and ((joined and _introduces(block)) or (listed and (block.item or "://" in block.text)))
        goes_on = (line or why is Reason.BODY) and (block.runs_on or attributes_post(block.text))
        joined = listed or (joined and goes_on)
        if joined or place in extent.apart:
            yield Reason.LIST if block.item else Reason.BODY
        else:
            yield Reason.BODY if place < extent.end and _speaks(block, why) else _outside(why, Reason.TEASER)


def _introduces(block: Block) -> bool:
    return block.text.endswith((":", "："))


def _speaks(block: Block, why: Reason) -> bool:
    """Return whether the block tells somebody's words, which are kept wherever the page prints them."""
    return why is Reason.BODY and block.spoken and block.reporting and block.ended and block.size >= PARAGRAPH


def _outside(why: Reason, prose: Reason) -> Reason:
    """Return what a block away from the article is, where running text there is ``prose``."""
    if why is Reason.LINE:
        return Reason.NAVIGATION
    return prose if why is Reason.BODY else why
