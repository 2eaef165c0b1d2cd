"""Where the article stands on its page: the run of blocks that holds the most running text and the least else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import heads_other_stories, introduces_person, opens_story
from embeddings.documents import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.cleaning.blocks import Block

PARAGRAPH = 20
"""Words of a usual paragraph of news; a blurb under another story's headline has fewer."""
_LONG = 3 * PARAGRAPH
"""Words of a paragraph that no blurb has, and beyond which more words prove no more."""
_STORY = 120
"""Words of running text after which a heading over comments or other stories can end an article."""
_REACH = 12
"""Blocks that may stand between two paragraphs of one article: a box of links, a gallery, a player's controls."""

_WEIGHTS = {
    Reason.TEASER: -3.0,
    Reason.RELATED: -12.0,
    Reason.COMMENTS: -60.0,
    Reason.FOOTER: -25.0,
    Reason.PROMOTION: -6.0,
    Reason.CAPTION: -1.0,
    Reason.BYLINE: -8.0,
    Reason.CREDIT: -1.0,
    Reason.DATELINE: -6.0,
    Reason.SOURCE: -4.0,
    Reason.FURNITURE: -1.0,
    Reason.NAVIGATION: -1.0,
    Reason.BOILERPLATE: -3.0,
    Reason.METADATA: -3.0,
}
"""The weight of each kind of block when the article is located, in words of running text; all speak against it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the article stands among the page's blocks."""

    run: range
    """The places between which it stands; empty where nothing reads as one."""
    end: int
    """The place of the heading under which nothing belongs to it any more, else the page's length."""
    lede: int
    """The place from which paragraphs above a byline or a date line still belong to it."""
    apart: frozenset[int] = frozenset()
    """The places of paragraphs that stand together away from it: parts of it beyond a gallery or a long table."""


_OPENING = 200.0
"""What the only block that opens as a story does is worth: more than a page's teasers of other stories."""


def article(page: Sequence[Block], reasons: Sequence[Reason]) -> Extent:
    """Return where the article stands, by what each block is."""
    weights = _weights(page, reasons)
    end = _end(page, reasons, heaviest_run(weights).start)
    run = heaviest_run(weights[:end]) or heaviest_run([1.0 if block.full_stop else -1.0 for block in page])
    if not run:
        return Extent(run, end, 0)
    below = _reached(range(run.stop, end), page, reasons, stops=frozenset())
    above = _reached(range(run.start - 1, -1, -1), page, reasons, stops=_HEAD)
    start = _joined(page, reasons, run.start if above is None else above)
    lede = _reached(range(start - 1, -1, -1), page, reasons, stops=frozenset())
    return Extent(
        range(start, run.stop if below is None else below + 1),
        end,
        start if lede is None else lede,
        frozenset(_apart(page[:end], reasons)),
    )


def whole(page: Sequence[Block], reasons: Sequence[Reason]) -> Extent:
    """Return the story from its first line to its last sentence, where markup has told the rest apart.

    A line behind its last sentence heads nothing; a list there is found when the story is closed.
    """
    first = next((place for place, kind in enumerate(reasons) if kind is Reason.BODY), 0)
    end = _end(page, reasons, first)
    text = [place for place, kind in enumerate(reasons[:end]) if kind in (Reason.BODY, Reason.LINE)]
    prose = [place for place in text if reasons[place] is Reason.BODY or page[place].full_stop]
    run = range(text[0], (prose or text)[-1] + 1) if text else range(0)
    return Extent(run, end, run.start)


_HEAD = frozenset({Reason.BYLINE, Reason.DATELINE})
"""What stands between a standfirst and the article."""


def heaviest_run(weights: Sequence[float]) -> range:
    """Return the run of neighbours with the largest sum, the first of equals; empty where no weight is positive.

    Kadane's maximum subarray: Bentley, "Algorithm Design Techniques", CACM 27 (1984).
    """
    best, best_sum, start, running = range(0), 0.0, 0, 0.0
    for place, weight in enumerate(weights):
        if running <= 0:
            start, running = place, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = range(start, place + 1), running
    return best


def _end(page: Sequence[Block], reasons: Sequence[Reason], start: int) -> int:
    """Return the place of the heading under which no more of the article can follow, else the page's length."""
    read = gap = 0
    for place in range(start, len(page)):
        gap = 0 if reasons[place] == Reason.BODY else gap + 1
        read = 0 if gap > _REACH else read + page[place].size * (gap == 0)
        if read > _STORY and _closes(page[place], reasons[place], reasons[place + 1 : place + 5]):
            return place
    return len(page)


def _closes(block: Block, why: Reason, following: Sequence[Reason]) -> bool:
    if why is Reason.COMMENTS:
        return following.count(Reason.BODY) < _GOES_ON
    return why is Reason.RELATED and heads_other_stories(block.text) and following[:1] == [Reason.BODY]


_GOES_ON = 3
"""Paragraphs among the next four blocks that show an article going on; comments have names and dates between."""


def _weights(page: Sequence[Block], reasons: Sequence[Reason]) -> list[float]:
    """Return for each block how much it speaks for the article being there, in words of running text."""
    printed = Counter(block.text for block, why in zip(page, reasons, strict=True) if why is Reason.LINE)
    opening = _OPENING if sum(opens_story(block.text) for block in page) == 1 else 0.0
    around = zip([None, *reasons], reasons, [*reasons[1:], None], strict=False)
    return [
        _prose_weight(block, alone=Reason.BODY not in (before, after)) + opening * opens_story(block.text)
        if why is Reason.BODY
        else _line_weight(block, printed[block.text])
        if why is Reason.LINE
        else _WEIGHTS[why]
        for block, (before, why, after) in zip(page, around, strict=True)
    ]


def _line_weight(block: Block, printed: int) -> float:
    if block.row:
        return _ROW
    weight = _ENDED_LINE if block.ended else _LINE
    return 2 * weight if printed > _OFTEN else weight


_ROW, _ENDED_LINE, _LINE = 1.0, -1.0, -3.0
"""What a table's row, a line that ends as a sentence does, and another line speak for the article, as above."""
_OFTEN = 2
"""A line printed more often on its page is a button's label."""


def _prose_weight(block: Block, *, alone: bool) -> float:
    weight = max(1.0, min(block.size, _LONG) - PARAGRAPH / 2)
    if block.cut:
        return weight * _CUT
    return weight * _ALONE if alone else weight


_ALONE, _CUT = 0.5, 0.25
"""Paragraphs stand together; blurbs of other stories stand alone under their headlines, and some break off."""


def _reached(
    places: Iterable[int], page: Sequence[Block], reasons: Sequence[Reason], stops: frozenset[Reason]
) -> int | None:
    """Return the last place to which paragraphs follow one another without a long gap."""
    reached, credit = None, _REACH
    for place in places:
        if reasons[place] in stops or credit < 0:
            break
        if reasons[place] == Reason.BODY and _whole(page[place]):
            beside = Reason.BODY in (reasons[max(0, place - 1)], *reasons[place + 1 : place + 2])
            reached, credit = place, _REACH if beside or page[place].size >= _LONG else credit - 1
        else:
            credit -= 1
    return reached


def _apart(page: Sequence[Block], reasons: Sequence[Reason]) -> Iterator[int]:
    """Yield the places of whole paragraphs that stand directly under one another, more than a blurb has."""
    whole = (place for place, block in enumerate(page) if reasons[place] == Reason.BODY and _whole(block))
    for _, places in groupby(enumerate(whole), key=lambda pair: pair[1] - pair[0]):
        together = [place for _, place in places]
        if len(together) >= _TOGETHER:
            yield from together


_TOGETHER = 3
"""Paragraphs that only an article has directly under one another; a blurb or a notice has one or two."""


def _joined(page: Sequence[Block], reasons: Sequence[Reason], start: int) -> int:
    """Return the place of the first of the short sentences that stand directly above the paragraphs."""
    while start and reasons[start - 1] in (Reason.LINE, Reason.BODY) and page[start - 1].full_stop:
        start -= 1
    return start


def _whole(block: Block) -> bool:
    return block.full_stop and not introduces_person(block.text)
