"""What there is: a timeline's months, and the articles that the bot has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.timelines import bars, headline
from bot.telegram.saying.pages import laid_out
from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import Rich, bold, joined, plain, preformatted, shortened
from bot.telegram.saying.views import fitting
from bot.telegram.saying.wording import LONGEST_NAME, imprint, said_when, source
from embeddings.documents import fold
from retrieval.browsing.timeline import by_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.librarian import Shelf
    from retrieval.browsing.selection import Excerpt
    from retrieval.browsing.timeline import Timeline

_CAPTION = 500
"""Characters of a picture's caption; Telegram takes 1,024 units (core.telegram.org/bots/api#sendphoto)."""
_MONTHS = 36
"""Months of a timeline in letters at most: three years, a line each."""
_COUNTED = ("documents", "passages", "statements")
"""What of an index its readers care for."""
_TOLD = 5
"""Passages of one message at most: more news than that is not read in one go."""
_PHONE = 28
"""Characters of one width that a phone shows in a line."""


def timeline_caption(moments: Timeline) -> Rich:
    """Return what stands under a timeline's picture."""
    return plain(shortened(fold(headline(moments)), _CAPTION))


def timeline_bars(moments: Timeline) -> Rich:
    """Return the timeline as a bar for each month, the latest that a screen holds."""
    months = list(by_month(moments.moments).items())
    shown = dict(months[-_MONTHS:])
    left_out = f"\n{len(months) - len(shown)} earlier months are left out." if len(months) > len(shown) else ""
    chart = preformatted("\n".join(bars(shown, _PHONE)))
    return joined([timeline_caption(moments), chart]) + plain(left_out)


def news_page(subject: str, excerpts: Sequence[Excerpt]) -> tuple[Rich, int]:
    """Return the first of the excerpts that a message holds, and how many those are."""
    count = min(len(excerpts), _TOLD)
    while True:
        rest = len(excerpts) - count
        later = f" ({rest:,} more will follow)" if rest else ""
        page = laid_out(plain("New on ") + bold(subject) + plain(later), [_told(each) for each in excerpts[:count]])
        if page.fits or count == 1:
            return page, count
        count -= 1


def _told(excerpt: Excerpt) -> Rich:
    said = [shortened(excerpt.speaker or "", LONGEST_NAME), said_when(excerpt.said) if excerpt.said else ""]
    said += [] if excerpt.certain else ["speaker not certain"]
    who = plain(", ".join(filter(None, said)) if excerpt.speaker else "")
    return joined([part for part in (who, quotation(excerpt.place), source(excerpt.place)) if part.units])


def shelf_page(shelf: Shelf) -> Rich:
    """Return what the index holds, its documents as far as a message holds them."""
    counts = plain(", ".join(f"{shelf.counts[name]:,} {name}" for name in _COUNTED if name in shelf.counts))
    return fitting(joined([bold("What I have read"), counts]), [imprint(document) for document in shelf.documents])
