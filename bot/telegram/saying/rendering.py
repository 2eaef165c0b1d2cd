"""One answer as Telegram messages: quotes word for word, under each where it stands.

A message that would grow too long leaves out whole passages; none is ever cut.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.output.timelines import bars, headline
from bot.telegram.saying.rich import (
    MOST_UNITS,
    Rich,
    bold,
    harmless,
    italic,
    joined,
    link,
    plain,
    preformatted,
    quoted,
    shortened,
)
from bot.telegram.saying.text_fragments import fragment_url
from embeddings.documents import Span, fold
from retrieval.timeline import by_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.telegram.librarian import Shelf
    from embeddings.documents import Period, Provenance
    from retrieval.answers import Answer, Citation, Place
    from retrieval.timeline import Timeline
    from retrieval.understanding.query import Query

_MOST_BOLD = 12
"""Bold pieces in one quote at most: five quotes then stay well below the entities that a message may have."""
_HEADING = 120
"""Characters of a heading's part at most: three lines of a phone, and not a source's words."""
_NOTICE = 300
"""Characters of a notice above an answer at most: the longest that retrieval writes has half of them."""
_ABOVE = 1200
"""UTF-16 units that a heading and a notice have at most: twice their characters, and what is put around them."""
_TITLE = 160
"""Characters of a title or a name at most: four lines of a phone."""
_CAPTION = 500
"""Characters of a picture's caption; Telegram takes 1,024 units (core.telegram.org/bots/api#sendphoto)."""
_MONTHS = 36
"""Months of a timeline in letters at most: three years, a line each."""
_PHONE = 28
"""Characters of one width that a phone shows in a line."""
_MANY_SOURCES = 10
"""Other outlets named under one passage at most; more say nothing more."""


@dataclass(frozen=True, slots=True)
class Page:
    """One message's worth of an answer: the citations from ``first`` up to, not including, ``end``."""

    text: Rich
    first: int
    end: int


def pages(answer: Answer, most: int) -> tuple[Page, ...]:
    """Return the answer as pages of at most ``most`` citations; every citation stands on one of them."""
    if not answer.citations:
        return (Page(_nothing(answer), 0, 0),)
    blocks = [_block(rank, citation) for rank, citation in enumerate(answer.citations, 1)]
    heading = _heading(answer.query)
    if answer.notice:
        heading = joined([heading, italic(shortened(answer.notice, _NOTICE))])
    return tuple(_filled(heading, blocks, most))


def context(query: Query, citation: Citation, before: Sequence[Place], after: Sequence[Place]) -> Rich:
    """Return the cited passage between its neighbours, as many of them on both sides as fit."""
    cited = quoted(_words(citation.place, citation.highlights or (citation.place.span,)))
    about = joined([*_attribution(None, citation)])
    shown = [cited]
    above, below = list(before), list(after)
    heading = _heading(query)
    while above or below:
        taken = [*([_neighbour(above.pop())] if above else []), *shown, *([_neighbour(below.pop(0))] if below else [])]
        if not _laid_out(heading, [*taken, about]).fits:
            break
        shown = taken
    whole = _laid_out(heading, [*shown, about])
    return whole if whole.fits else _laid_out(heading, [_too_long(citation.place), about])


def sources(answer: Answer, page: Page) -> Rich:
    """Return where the page's passages stand, and who else printed them."""
    entries = [_source(rank, answer.citations[rank - 1]) for rank in range(page.first + 1, page.end + 1)]
    return _fitting(bold("Sources"), entries)


def near(answer: Answer, citation: Citation) -> Rich:
    """Return what was nearest to a question that nothing answers, and what it misses."""
    missing = plain("Does not fit: " + ", ".join(citation.misses)) if citation.misses else Rich()
    return _laid_out(_heading(answer.query), [part for part in (missing, _block(None, citation)) if part.units])


def single(query: Query, citation: Citation) -> Rich:
    """Return one passage under its heading, for a message that somebody else sends."""
    return _laid_out(_heading(query), [_block(None, citation)])


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


def shelf_page(shelf: Shelf) -> Rich:
    """Return what the index holds, its documents as far as a message holds them."""
    counts = plain(", ".join(f"{count:,} {name}" for name, count in shelf.counts.items()))
    entries = [joined([*_printed(document, document.title or "(no title)")], " · ") for document in shelf.documents]
    return _fitting(joined([bold("What I have read"), counts]), entries)


def label(citation: Citation, most: int) -> str:
    """Return who and what a citation comes from, for the title of a result."""
    provenance = citation.place.document.provenance
    names = [citation.speaker, _days(citation.said) if citation.said else None, _outlet(provenance), provenance.title]
    return shortened(harmless(fold(" · ".join(name for name in names if name) or citation.place.document.source)), most)


def gist(citation: Citation, most: int) -> str:
    """Return a citation in a few words, for a button: who, when, and how the words begin that matter."""
    who = " · ".join(part for part in (citation.speaker, _days(citation.said) if citation.said else None) if part)
    words = min(citation.highlights, default=citation.place.span)
    text = fold(Span(words.start, citation.place.span.end).of(citation.place.document.text))
    return shortened(harmless(f"{fold(who)}: {text}" if who else text), most)


def days(period: Period) -> str:
    """Return the period as a reader says it, with what was inferred."""
    return _days(period) + (f" ({period.inferred} inferred)" if period.inferred else "")


def _days(period: Period) -> str:
    first, last = period.first, period.last
    month = f"{calendar.month_name[first.month]} {first.year}"
    if first == last:
        return f"{first.day} {month}"
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        whole = (first.day, last.day) == (1, calendar.monthrange(first.year, first.month)[1])
        return month if whole else f"{first.day} – {last.day} {month}"
    begin = f"{first.day} {calendar.month_name[first.month]}" if first.year == last.year else f"{first.day} {month}"
    return f"{begin} – {last.day} {calendar.month_name[last.month]} {last.year}"


def _heading(query: Query) -> Rich:
    """Return what was understood: who and when, else what about."""
    parts = []
    if query.speaker:
        parts.append(bold(shortened(query.speaker, _HEADING)))
    if query.period:
        parts.append(plain(days(query.period)))
    if not parts:
        parts.append(bold(shortened(fold(query.topic or query.question), _HEADING)))
    if query.carried_over:
        parts.append(italic("still: " + ", ".join(query.carried_over)))
    return joined(parts, " · ")


def _nothing(answer: Answer) -> Rich:
    why = plain(shortened(answer.notice or "Nothing in the articles fits.", MOST_UNITS // 2))
    hint = [italic("The nearest, which do not fit:")] if answer.nearest else []
    return _laid_out(_heading(answer.query), [why, *hint])


def _filled(heading: Rich, blocks: Sequence[Rich], most: int) -> Iterator[Page]:
    first = 0
    while first < len(blocks):
        end = first + 1
        while end < min(len(blocks), first + most) and _laid_out(heading, blocks[first : end + 1]).fits:
            end += 1
        yield Page(_laid_out(heading, blocks[first:end]), first, end)
        first = end


def _fitting(heading: Rich, entries: Sequence[Rich]) -> Rich:
    end = len(entries)
    while end and not _laid_out(heading, entries[:end]).fits:
        end -= 1
    return _laid_out(heading, entries[:end])


def _laid_out(heading: Rich, blocks: Sequence[Rich]) -> Rich:
    return joined([heading, *blocks], "\n\n")


def _block(rank: int | None, citation: Citation) -> Rich:
    """Return a quote with what stands under it; a quote that no message can hold is left out, and says so."""
    about = list(_attribution(rank, citation))
    whole = joined([quoted(_words(citation.place, citation.highlights)), *about])
    room = MOST_UNITS - _ABOVE
    return whole if whole.units <= room else joined([_too_long(citation.place), *about])


def _too_long(place: Place) -> Rich:
    return italic(f"A passage of {len(place.text):,} characters, too long for a message.")


def _words(place: Place, marked: Sequence[Span]) -> Rich:
    """Return the place's text as it stands, the marked words in bold."""
    raw, text = place.span.of(place.document.text), place.text
    whole, at = Rich(), 0
    for start, end in _cuts(raw, place.span.start, marked):
        whole += plain(text[at:start]) + bold(text[start:end])
        at = end
    return whole + plain(text[at:])


def _cuts(raw: str, start: int, marked: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the marked spans as offsets into the folded text, in order, none overlapping another."""
    done = 0
    for span in sorted(marked)[:_MOST_BOLD]:
        inside = Span(max(done, span.start - start), max(done, min(len(raw), span.end - start))).stripped(raw)
        if len(inside):
            yield _folded_length(raw[: inside.start]), _folded_length(raw[: inside.end])
            done = inside.end


def _folded_length(beginning: str) -> int:
    """Return how long the beginning of a text is once folded, when a word follows it."""
    return len(fold(beginning + "x")) - 1


def _attribution(rank: int | None, citation: Citation) -> Iterator[Rich]:
    if citation.speaker:
        said = f", {days(citation.said)}" if citation.said else ""
        yield plain("— ") + bold(shortened(citation.speaker, _TITLE)) + plain(said)
    parts = [*_origin(citation.place, citation.highlights)]
    outlets = _outlets(citation)
    if outlets:
        parts.append(plain(f"also in {len(outlets)} outlet{'s' * (len(outlets) > 1)}"))
    yield plain(f"{rank}. " if rank else "") + joined(parts, " · ")


def _origin(place: Place, marked: Sequence[Span] = ()) -> Iterator[Rich]:
    provenance = place.document.provenance
    words = Span(min(span.start for span in marked), max(span.end for span in marked)) if marked else place.span
    url = fragment_url(provenance.url, fold(words.of(place.document.text)))
    yield from _printed(provenance, provenance.title or place.document.source, url)


def _printed(provenance: Provenance, title: str, url: str | None = None) -> Iterator[Rich]:
    """Yield who printed it, under which title, and when."""
    outlet = _outlet(provenance)
    if outlet:
        yield plain(shortened(outlet, _TITLE))
    shown = shortened(fold(title), _TITLE)
    yield link(shown, url) if url else plain(shown)
    if provenance.published:
        yield plain(_publication_day(provenance.published) + (" (inferred)" if provenance.published_inferred else ""))


def _publication_day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _outlet(provenance: Provenance) -> str | None:
    return provenance.publisher or provenance.agency


def _outlets(citation: Citation) -> list[str]:
    """Return who else printed the words, each once; a file that does not say counts by its name."""
    own = _outlet(citation.place.document.provenance)
    names = (_outlet(place.document.provenance) or place.document.source for place in citation.also_in)
    return [name for name in dict.fromkeys(names) if name != own]


def _source(rank: int, citation: Citation) -> Rich:
    place = citation.place
    lines = [plain(f"{rank}. ") + joined([*_origin(place, citation.highlights)], " · ")]
    lines.append(plain(f"{shortened(place.document.source, _TITLE)}:{place.span.start}-{place.span.end}"))
    lines += [plain("also in ") + joined([*_origin(other)], " · ") for other in citation.also_in[:_MANY_SOURCES]]
    return joined(lines)


def _neighbour(place: Place) -> Rich:
    return quoted(plain(place.text))
