"""Where one article ends and the next begins, in a file that holds several: an export of a database, a collection.

The first sign that divides the whole file into articles counts: the lines that databases print above or below each, a
headline with its label, a rule drawn between, or a headline with its byline and its date, again and again.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import is_dateline, said_of_itself
from embeddings.documents import Reason
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from embeddings.cleaning.blocks import Block

_HEAD = 8
"""Blocks of an article's head: headline, byline, outlet, date, time, length, rights, and one more."""
_HEADLINE = 30
"""Words of the longest headline."""
_SHORTEST = 2
"""Words of the shortest headline."""
_STORY = 100
"""Words of prose that make an article where nothing dates it; a blurb has up to 40, and a short report 120."""
_REPORT = 40
"""Words of prose that make an article where its head is dated or a database counts it: a report in brief."""
_RULE = re.compile(r"[-_=*#~–—•·+ ]{3,}")
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\d[/.]\d{1,2}[/.]\d\d")
"""What the line that dates an article has; times of day alone head the rows of a programme."""
_LONG_RULE = 8
"""Marks of a rule that parts articles and not only an article's sections."""


def articles(page: Sequence[Block], *, from_markup: bool = False) -> tuple[range, ...]:
    """Return the places of the blocks of each article, in order; one range of all where not clearly several.

    Of a page with markup, which lists other stories, only the lines of databases are believed.
    """
    if sum(block.size for block in page) < _SEVERAL * _REPORT:
        return (range(len(page)),)
    signs = (_counted, _closed, _labelled) if from_markup else (_counted, _closed, _labelled, _ruled, _headed)
    return next(filter(None, (divided(page) for divided in signs)), (range(len(page)),))


def is_export_line(block: Block) -> bool:
    """Return whether the block is a line that a database prints around an article: "LENGTH: 539 words"."""
    return not block.prose and any(pattern.fullmatch(block.text) for pattern in (_labels(), _opening(), _closing()))


def _counted(page: Sequence[Block]) -> tuple[range, ...]:
    starts = [place for place, block in enumerate(page) if _opening().fullmatch(block.text)]
    return _divided(page, starts, _is_report, _MOST)


def _closed(page: Sequence[Block]) -> tuple[range, ...]:
    starts = [place + 1 for place, block in enumerate(page) if _closing().fullmatch(block.text)]
    return _divided(page, [0, *starts], _is_report, _MOST) if len(starts) >= _SEVERAL else ()


def _labelled(page: Sequence[Block]) -> tuple[range, ...]:
    """Divide where lines with labels stand together and one labels a headline."""
    labels = [not block.prose and bool(_labels().fullmatch(block.text)) for block in page]
    starts = [
        _first_of_run(labels, place)
        for place, block in enumerate(page)
        if labels[place] and _headline_label().match(block.text) and any(labels[place + 1 : place + 2])
    ]
    return _divided(page, [start - (start > 0 and _is_rule(page[start - 1])) for start in starts], _is_report, _MOST)


def _ruled(page: Sequence[Block]) -> tuple[range, ...]:
    """Divide at each rule that is drawn like the first one."""
    rules = [place for place, block in enumerate(page) if _is_rule(block)]
    if not rules:
        return ()
    drawn = page[rules[0]].text[:_LONG_RULE]
    alike = [place for place in rules if page[place].text[:_LONG_RULE] == drawn]
    fits = _is_headed_story if len(drawn) >= _LONG_RULE else _is_dated_report
    return _divided(page, [0, *alike], fits)


def _headed(page: Sequence[Block]) -> tuple[range, ...]:
    """Divide where a headline with a date, and mostly a byline, stands over prose, each time in the same way."""
    heads = [place for place in range(len(page)) if _is_head(page, place)]
    shapes = {tuple(is_dateline(block.text) for block in _head_of(page[place : place + _HEAD + 1])) for place in heads}
    return _divided(page, heads, _is_signed_report) if len(shapes) == 1 else ()


def _divided(
    page: Sequence[Block], starts: Iterable[int], is_article: Callable[[Sequence[Block]], bool], share: float = 1.0
) -> tuple[range, ...]:
    """Return the parts that begin there, if several are articles, and of those between at least the share.

    What stands above the first and what stands below the last without being one, a list of contents or a notice, joins
    its neighbour.
    """
    bounds = [*sorted({start for start in starts if start < len(page)}), len(page)]
    parts = [range(*bound) for bound in pairwise(bounds)]
    fitting = [is_article(page[part.start : part.stop]) for part in parts]
    if fitting.count(True) < _SEVERAL:
        return ()
    first, last = fitting.index(True), len(fitting) - fitting[::-1].index(True)
    if fitting.count(True) < share * (last - first):
        return ()
    head, *others = parts[first:last]
    return (range(head.stop), *others[:-1], range(others[-1].start, len(page)))


_SEVERAL = 2
"""Articles at least that a file holds if it is divided at all."""
_MOST = 0.5
"""Share of the parts that must hold an article where a database's lines divide them: others are captions and tables."""


def _is_report(part: Sequence[Block]) -> bool:
    return _prose(part) >= _REPORT


def _is_dated_report(part: Sequence[Block]) -> bool:
    return _is_report(part) and _opens_with_headline(part) and _is_dated(_head_of(part))


def _is_signed_report(part: Sequence[Block]) -> bool:
    """Return whether the part is an article by its length; without a byline it must be a story."""
    signed = any(map(_is_byline, _head_of(part)))
    return _is_dated_report(part) and (signed or _prose(part) >= _STORY)


def _is_headed_story(part: Sequence[Block]) -> bool:
    return _opens_with_headline(part) and _prose(part) >= (_REPORT if _is_dated(_head_of(part)) else _STORY)


def _prose(part: Sequence[Block]) -> int:
    return sum(block.size for block in part if block.prose)


def _is_head(page: Sequence[Block], place: int) -> bool:
    """Return whether a headline stands there, below no other, and between it and the prose under it a date."""
    if not _is_headline(page[place]) or (place and _is_headline(page[place - 1])):
        return False
    return _is_dated(_head_of(page[place : place + _HEAD + 1]))


def _head_of(part: Sequence[Block]) -> list[Block]:
    """Return what stands above the part's first prose, rules left out."""
    return [block for block in takewhile(lambda block: not block.prose, part[: _HEAD + 1]) if block.size]


def _opens_with_headline(part: Sequence[Block]) -> bool:
    return bool(part) and any(map(_is_headline, _head_of(part)[:1]))


def _is_headline(block: Block) -> bool:
    short = _SHORTEST <= block.size <= _HEADLINE and not block.full_stop and not block.prose
    return short and not is_dateline(block.text) and not _is_byline(block)


def _is_byline(block: Block) -> bool:
    return said_of_itself(block) is Reason.BYLINE


def _is_dated(head: Sequence[Block]) -> bool:
    return any(is_dateline(block.text) and _DAY.search(block.text) for block in head)


def _is_rule(block: Block) -> bool:
    return not block.size and bool(_RULE.fullmatch(block.text))


def _first_of_run(flags: Sequence[bool], place: int) -> int:
    while place and flags[place - 1]:
        place -= 1
    return place


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W*{word_list(__file__, 'opening').pattern}\W*", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"\W*{word_list(__file__, 'closing').pattern}\W*", re.IGNORECASE)


@cache
def _headline_label() -> re.Pattern[str]:
    return re.compile(rf"{word_list(__file__, 'headline').pattern}\s*:", re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    labels = word_list(__file__, "headline", "labels").pattern
    return re.compile(rf"(?P<label>{labels})\s*:\s*(?P<value>.*)", re.IGNORECASE | re.DOTALL)
