"""An answer as messages: each quotation word for word behind its number, and each title once.

A message that would grow too long leaves out whole passages; none is ever cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.saying.checks import check_texts
from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import MOST_UNITS, Rich, bold, italic, joined, plain, shortened
from bot.telegram.saying.wording import heading, other_outlets, source, spoken
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Answer, Citation

_NOTICE = 300
"""Characters of a notice above an answer at most: the longest that retrieval writes has half of them."""


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
    top = [heading(answer.query)]
    if answer.bare_words:
        top.append(bold(answer.bare_words))
    if answer.notice:
        top.append(italic(shortened(answer.notice, _NOTICE)))
    return tuple(_filled(joined(top), answer.citations, most))


def block(rank: int | None, citation: Citation) -> Rich:
    """Return a quotation under its number, and who said it when."""
    others = other_outlets(citation)
    also = f"also in {others[0] if len(others) == 1 else f'{len(others)} other outlets'}" if others else ""
    about = [bold(f"{rank}")] if rank else []
    doubts = [f"{slot} not certain" for slot in citation.doubts]
    about += [plain(part) for part in (spoken(citation), also, *doubts) if part]
    return joined([part for part in (joined(about, " · "), quotation(citation.place, citation.emphasis)) if part.units])


def laid_out(top: Rich, blocks: Sequence[Rich]) -> Rich:
    """Return the blocks under the top, a line free between them."""
    return joined([top, *blocks], "\n\n")


def _nothing(answer: Answer) -> Rich:
    reason = plain(shortened(answer.notice or "Nothing in the articles fits.", MOST_UNITS // 2))
    hint = [italic("The nearest, which do not fit:")] if answer.nearest else []
    return laid_out(heading(answer.query), [reason, *hint])


def _filled(top: Rich, citations: Sequence[Citation], most: int) -> Iterator[Page]:
    first = 0
    while first < len(citations):
        end = first + 1
        while end < min(len(citations), first + most) and _page(top, citations, first, end + 1).fits:
            end += 1
        yield Page(_page(top, citations, first, end), first, end)
        first = end


def _page(top: Rich, citations: Sequence[Citation], first: int, end: int) -> Rich:
    """Return one page: each quotation, and below those of one article its title, once."""
    blocks, printed = [], dict[str, int]()
    for place in range(first, end):
        citation = citations[place]
        document = citation.place.document.source
        ends_here = place + 1 == end or citations[place + 1].place.document.source != document
        shown = block(place + 1, citation)
        if ends_here:
            again = italic(f"the same article as {printed[document]}") if document in printed else None
            shown = joined([shown, again or source(citation.place, citation.highlights)])
            printed.setdefault(document, place + 1)
        blocks.append(shown)
    return laid_out(top, blocks)
