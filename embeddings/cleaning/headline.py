"""Which block of a page is its headline."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from embeddings.documents import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.cleaning.blocks import Block

_LONGEST = 30
"""Words of the longest headline."""
_SHORTEST = 3
"""Words of the shortest headline; a shorter line is a label or a menu's."""
_READ = 2000
"""Characters of the article's beginning in which a headline's words come back."""
_SHARED = 0.25
"""Share of a headline's words that come back there; of a menu's line, few do."""
_NEAR_BEST = 0.75
"""The first line this close to the best is the headline: captions and standfirsts follow it and share as many words."""
_NEAR = 8
"""Blocks above the article among which a page prints its headline, whatever its words."""
_WORD = re.compile(r"[^\W_]{4,}|[\u3040-\u30ff\u3400-\u9fff]")
"""A word long enough to mean something."""
_MARKS = re.compile(r"\W+")


def headline(page: Sequence[Block], reasons: Sequence[Reason], run: range) -> int | None:
    """Return the place of the article's headline, None where no line reads as one.

    It is the first line above the article most of whose words come back in it.
    """
    if not run:
        return None
    candidates = [place for place in range(run.start) if reasons[place] in _CANDIDATES and _could_be(page[place])]
    marked = next((place for place in range(run.stop) if page[place].text.startswith("# ")), None)
    if marked is not None:
        return marked
    article = set(_words(" ".join(page[place].text[:_READ] for place in run[:_READ_BLOCKS])[:_READ]))
    printed = Counter(_bare(block.text) for block in page if block.size <= _LONGEST)
    scores = {place: _score(page[place], article, printed[_bare(page[place].text)]) for place in candidates}
    best = max(scores.values(), default=0.0)
    if best:
        return next(place for place in candidates if scores[place] >= _NEAR_BEST * best)
    return next((place for place in candidates if run.start - place <= _NEAR), None)


_CANDIDATES = frozenset({Reason.NAVIGATION, Reason.TEASER, Reason.STANDFIRST})
_READ_BLOCKS = 12
"""Blocks of the article's beginning in which a headline's words come back."""


def titled(page: Sequence[Block], title: str) -> int | None:
    """Return the place of the first block that prints the title, alone or with the site's name left out."""
    stated = _bare(title)
    return next(
        (place for place, block in enumerate(page) if block.size >= _SHORTEST and stated.startswith(_bare(block.text))),
        None,
    )


def same_words(page: Sequence[Block], title: int) -> Iterator[bool]:
    """Yield of each block whether it prints the same as the title, whatever their case, marks and full stop."""
    stated = _bare(page[title].text)
    return (block.size <= _LONGEST + page[title].size and _bare(block.text) == stated for block in page)


def _could_be(block: Block) -> bool:
    return _SHORTEST <= block.size <= _LONGEST and not block.cut and not block.item


def _score(block: Block, article: set[str], printed: int) -> float:
    words = set(_words(block.text))
    shared = len(words & article)
    share = shared / max(1, len(words))
    if share < _SHARED:
        return 0.0
    again = _AGAIN if printed > 1 and block.size >= _TELLING else 1.0
    return shared * share * again * (_SENTENCE if block.full_stop or block.sentences else 1.0)


_AGAIN, _TELLING = 2.0, 5
"""A headline is often printed twice, in the path above it; so is a button, but with fewer words than these."""
_SENTENCE = 0.5
"""A headline seldom has a full stop; a standfirst often does."""


def _words(text: str) -> Iterator[str]:
    """Yield the beginnings of the words that mean something, so that "votes" comes back in "voted"."""
    return (match.group()[:_STEM].casefold() for match in _WORD.finditer(text))


_STEM = 4
"""Letters that a word's forms have in common."""


def _bare(text: str) -> str:
    return _MARKS.sub("", text).casefold()
