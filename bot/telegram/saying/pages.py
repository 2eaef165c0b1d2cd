"""An answer as messages: each quotation word for word behind its number, and each title once.

A message that would grow too long leaves out whole passages; none is ever cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.telegram.saying.checks import check_texts
from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import MOST_UNITS, Rich, bold, italic, joined, plain, shortened
from bot.telegram.saying.wording import heading, other_outlets, otherwise, source, spoken, understands
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Answer, Citation

_NOTICE = 300
"""Characters of a notice above an answer at most: the longest that retrieval writes has half of them."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A quotation laid out; below the last of those from one article stands its source."""

    text: Rich
    citation: Citation

    @classmethod
    def of(cls, rank: int, citation: Citation) -> Self:
        """Return the citation as a block under its number."""
        return cls(block(rank, citation), citation)

    @property
    def document(self) -> str:
        """The article's file."""
        return self.citation.place.document.source

    @property
    def source(self) -> Rich:
        """The article's title, outlet and day."""
        return source(self.citation.place, self.citation.highlights)


@dataclass(frozen=True, slots=True)
class Page:
    """One message's worth of an answer: the citations from ``first`` up to, not including, ``end``."""

    text: Rich
    first: int
    end: int


def pages(answer: Answer, most: int) -> tuple[Page, ...]:
    """Return the answer as pages of at most ``most`` citations; every citation stands on one of them.

    Checks of quotations are shown themselves, all citations with each of them.
    """
    if checks := checks_of(answer):
        return tuple(Page(text, 0, len(answer.citations)) for text in check_texts(checks, answer.notice))
    if not answer.citations:
        return (Page(_nothing(answer), 0, 0),)
    top = [bold(answer.bare_words), heading(answer.query, plain)] if answer.bare_words else [heading(answer.query)]
    if answer.notice:
        top.append(italic(shortened(answer.notice, _NOTICE)))
    return tuple(_filled(joined(top), [_Block.of(*ranked) for ranked in enumerate(answer.citations, 1)], most))


def block(rank: int | None, citation: Citation) -> Rich:
    """Return a quotation under its number, and who said it when."""
    others = other_outlets(citation)
    also = f"also in {others[0] if len(others) == 1 else f'{len(others)} other outlets'}" if others else ""
    about = [bold(f"{rank}")] if rank else []
    doubt = f"perhaps {otherwise(citation.doubts)}" if citation.doubts else ""
    about += [plain(part) for part in (spoken(citation), also, doubt) if part]
    return joined([part for part in (joined(about, " · "), quotation(citation.place, citation.emphasis)) if part.units])


def laid_out(top: Rich, blocks: Sequence[Rich]) -> Rich:
    """Return the blocks under the top, a line free between them."""
    return joined([top, *blocks], "\n\n")


def _nothing(answer: Answer) -> Rich:
    reason = plain(shortened(answer.notice or "Nothing in the articles fits.", MOST_UNITS // 2))
    hint = [italic("The nearest, which do not fit:")] if answer.nearest else []
    top = [heading(answer.query)] if understands(answer.query) else []
    return joined([*top, reason, *hint], "\n\n")


def _filled(top: Rich, blocks: Sequence[_Block], most: int) -> Iterator[Page]:
    first = 0
    while first < len(blocks):
        end = min(len(blocks), first + most)
        while not (text := _page(top, blocks, first, end)).fits and end > first + 1:
            end -= 1
        yield Page(text, first, end)
        first = end


def _page(top: Rich, blocks: Sequence[_Block], first: int, end: int) -> Rich:
    """Return one page: each quotation, and below those of one article its title, once."""
    shown, printed = [], dict[str, int]()
    for place in range(first, end):
        made = blocks[place]
        ends_here = place + 1 == end or blocks[place + 1].document != made.document
        below = []
        if ends_here:
            again = printed.setdefault(made.document, place + 1) != place + 1
            below = [italic(f"the same article as {printed[made.document]}") if again else made.source]
        shown.append(joined([made.text, *below]))
    return laid_out(top, shown)
