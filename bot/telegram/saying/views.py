"""One passage by itself: its surroundings, its sources, and short forms for buttons and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.saying.pages import block, laid_out
from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import Rich, bold, harmless, italic, joined, plain, preformatted, shortened, units
from bot.telegram.saying.wording import day, days, heading, other_outlets, otherwise, outlet, source, spoken
from embeddings.documents import Span, fold
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.saying.pages import Page
    from retrieval.answers import Answer, Citation, Place
    from retrieval.understanding.query import Query

_MANY_OUTLETS = 10
"""Other outlets named under one passage at most; more say nothing more."""
_COPIED = 256
"""Characters that a button copies at most (core.telegram.org/bots/api#copytextbutton)."""


def context(query: Query, citation: Citation, before: Sequence[Place], after: Sequence[Place]) -> Rich:
    """Return the cited passage between its neighbours, as many of them on both sides as fit.

    Who spoke stands above the cited passage alone: the neighbours may be somebody else's words.
    """
    whole, first, last = _surrounded(query, citation, [], []), len(before), 0
    while whole.fits and (first or last < len(after)):
        first, last = max(0, first - 1), last + 1
        wider = _surrounded(query, citation, before[first:], after[:last])
        if not wider.fits:
            break
        whole = wider
    return whole


def sources(answer: Answer, page: Page) -> Rich:
    """Return the articles that the page quotes, each with the numbers of its passages, and who else printed them."""
    by_document: dict[str, list[int]] = {}
    for place in range(page.first, page.end):
        by_document.setdefault(answer.citations[place].place.document.source, []).append(place)
    return fitting(bold("Sources"), [_article(answer, places) for places in by_document.values()])


def near(answer: Answer, citation: Citation) -> Rich:
    """Return what was nearest to a question that nothing answers, and what it misses; of a check, what is printed."""
    misses = () if checks_of(answer) else citation.misses
    missing = [italic(f"This is {otherwise(misses)}.")] if misses else []
    return laid_out(heading(answer.query), [*missing, _alone(citation)])


def single(query: Query, citation: Citation) -> Rich:
    """Return one passage under its heading, for a message that somebody else sends."""
    return laid_out(heading(query), [_alone(citation)])


def fitting(top: Rich, entries: Sequence[Rich]) -> Rich:
    """Return as many of the entries under the top as a message holds."""
    end = len(entries)
    while end and not laid_out(top, entries[:end]).fits:
        end -= 1
    return laid_out(top, entries[:end])


def label(citation: Citation, most: int) -> str:
    """Return who and what a citation comes from, for the title of a result."""
    provenance = citation.place.document.provenance
    names = [citation.speaker, days(citation.said) if citation.said else None, outlet(provenance), provenance.title]
    return shortened(harmless(fold(" · ".join(name for name in names if name) or citation.place.document.source)), most)


def gist(citation: Citation, most: int) -> str:
    """Return a citation in a few words, for a button: who, when, and how the words begin that matter."""
    who = " · ".join(part for part in (citation.speaker, days(citation.said) if citation.said else None) if part)
    return shortened(harmless(": ".join(part for part in (fold(who), beginning(citation)) if part)), most)


def beginning(citation: Citation) -> str:
    """Return the passage from its first highlighted word on."""
    words = min(citation.highlights, default=citation.place.span)
    return harmless(fold(Span(words.start, citation.place.span.end).of(citation.place.document.text)))


def copied(citation: Citation) -> str | None:
    """Return the passage with who said and printed it, for the clipboard; None where a button cannot hold that."""
    words = _signed(citation, spoken(citation), _printer(citation))
    return words if units(words) <= _COPIED else None


def copying(citation: Citation) -> Rich:
    """Return the passage with who said and printed it as letters of one width, which a tap on them copies whole."""
    provenance = citation.place.document.provenance
    printed = day(provenance.published) if provenance.published else ""
    words = _signed(citation, spoken(citation), provenance.title or "", _printer(citation), printed)
    whole = joined([italic("Tap the words to copy them."), preformatted(words)], "\n\n")
    return whole if whole.fits else quotation(citation.place)


def _printer(citation: Citation) -> str:
    return outlet(citation.place.document.provenance) or citation.place.document.source


def _signed(citation: Citation, *origin: str) -> str:
    return harmless(f"{fold(citation.place.text)}\n— {', '.join(fold(part) for part in origin if part)}")


def _alone(citation: Citation) -> Rich:
    return joined([block(None, citation), source(citation.place, citation.highlights)])


def _surrounded(query: Query, citation: Citation, before: Sequence[Place], after: Sequence[Place]) -> Rich:
    above = [italic("before it"), *map(quotation, before)] if before else []
    below = [italic("after it"), *map(quotation, after)] if after else []
    marked = citation.highlights or (citation.place.span,)
    cited = joined([part for part in (bold(spoken(citation)), quotation(citation.place, marked)) if part.units])
    return laid_out(heading(query), [joined([*above, cited, *below]), source(citation.place, citation.highlights)])


def _article(answer: Answer, places: Sequence[int]) -> Rich:
    citations = [answer.citations[place] for place in places]
    also = dict.fromkeys(name for citation in citations for name in other_outlets(citation))
    numbers = ", ".join(str(place + 1) for place in places)
    lines = [bold(numbers), source(citations[0].place, citations[0].highlights)]
    if also:
        named = ", ".join(shortened(name, _COPIED) for name in list(also)[:_MANY_OUTLETS])
        lines.append(plain(f"also in {named}"))
    return joined(lines)
