"""How the bot words who, when and where."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from bot.output.text_fragments import fragment_url
from bot.telegram.saying.rich import Rich, bold, italic, joined, link, plain, shortened
from embeddings.documents import Inferred, Span, fold
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from embeddings.documents import Period, Provenance
    from retrieval.answers import Citation, Place
    from retrieval.checking.checks import Printing
    from retrieval.understanding.query import Query

LONGEST_NAME = 160
"""Characters of a title or a name at most: four lines of a phone."""
_HEADING = 120
"""Characters of a heading's part at most: three lines of a phone, and not a source's words."""


_OTHERWISE = {
    Slot.SPEAKER: "by somebody else",
    Slot.PERIOD: "from another time",
    Slot.TOPIC: "about something else",
    Slot.PUBLISHER: "printed elsewhere",
}


def heading(query: Query, strong: Callable[[str], Rich] = bold) -> Rich:
    """Return what was understood, the first of it in strong letters: who, what about and when, and what was carried."""
    topic = shortened(fold(query.topic).rstrip("?! "), _HEADING)
    when = [plain(asked_period(query.period))] if query.period else []
    where = [plain("in " + shortened(", ".join(sorted(query.publishers)), _HEADING))] if query.publishers else []
    if query.speaker:
        about = plain(" on ") + italic(topic) if topic else Rich()
        what = [strong(shortened(query.speaker, _HEADING)) + about]
    elif topic or not (when or where):
        what = [strong(topic or shortened(fold(query.question), _HEADING))]
    else:
        what = []
    carried = [italic("from before: " + ", ".join(kept_slots(query).values()))] if query.carried_over else []
    return joined([joined([*what, *when, *where], " · "), *carried])


def understands(query: Query) -> bool:
    """Return whether the question asks for anything: a greeting does not."""
    return bool(query.speaker or query.topic or query.period or query.publishers)


def otherwise(slots: Iterable[Slot]) -> str:
    """Return how a passage differs from what was asked for: "from another time and by somebody else"."""
    return " and ".join(_OTHERWISE[slot] for slot in slots)


def kept_slots(query: Query) -> dict[str, str]:
    """Return what was taken from the last question, by slot, in the words of a reader."""
    own = fold(query.topic).casefold() in fold(query.question).casefold()
    values = {
        "speaker": query.speaker,
        "period": days(query.period) if query.period else None,
        "topic": "what you read last" if own else query.topic,
        "publisher": ", ".join(sorted(query.publishers)),
    }
    return {slot: shortened(fold(values[slot] or slot), _HEADING) for slot in query.carried_over}


def asked_period(period: Period) -> str:
    """Return the period of a question, and what the asker left open."""
    return days(period) + (f" (you named no {period.inferred})" if period.inferred else "")


def said_when(period: Period) -> str:
    """Return when something was said, in the words of a reader."""
    match period.inferred:
        case None:
            return days(period)
        case Inferred.DATE:
            return f"about {days(period)}"
        case inferred:
            return f"{days(period)} ({inferred} worked out)"


def days(period: Period) -> str:
    """Return the days of a period as a reader says them: "7 – 9 April 2019"."""
    first, last = period.first, period.last
    month = f"{calendar.month_name[first.month]} {first.year}"
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        whole = (first.day, last.day) == (1, calendar.monthrange(first.year, first.month)[1])
        return month if whole else f"{first.day} – {last.day} {month}"
    begin = f"{first.day} {calendar.month_name[first.month]}" if first.year == last.year else day(first)
    return f"{begin} – {day(last)}"


def day(date: date) -> str:
    """Return the day as a reader says it: "7 April 2019"."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def spoken(citation: Citation | Printing) -> str:
    """Return who said it and when, as far as it is known."""
    parts = [shortened(citation.speaker or "", LONGEST_NAME), said_when(citation.said) if citation.said else ""]
    return ", ".join(part for part in parts if part)


def source(place: Place, marked: tuple[Span, ...] = ()) -> Rich:
    """Return the title that the words stand under, as a link where they can be read, and who printed it when."""
    provenance = place.document.provenance
    words = Span(min(span.start for span in marked), max(span.end for span in marked)) if marked else place.span
    url = fragment_url(provenance.url, fold(words.of(place.document.text)))
    title = shortened(fold(provenance.title or place.document.source), LONGEST_NAME)
    return joined([link(title, url) if url else plain(title), *_printed(provenance)], " · ")


def imprint(provenance: Provenance) -> Rich:
    """Return the title of a document, who printed it, and when."""
    return joined(
        [plain(shortened(fold(provenance.title or "(no title)"), LONGEST_NAME)), *_printed(provenance)], " · "
    )


def outlet(provenance: Provenance) -> str | None:
    """Return who printed it, None where the document does not say."""
    return provenance.publisher or provenance.agency


def other_outlets(citation: Citation) -> list[str]:
    """Return who else printed the words, each once; a file that does not say counts by its name."""
    own = outlet(citation.place.document.provenance)
    names = (outlet(place.document.provenance) or place.document.source for place in citation.also_in)
    return [name for name in dict.fromkeys(names) if name != own]


def _printed(provenance: Provenance) -> Iterator[Rich]:
    if name := outlet(provenance):
        yield plain(shortened(name, LONGEST_NAME))
    if provenance.published:
        yield plain(("about " if provenance.published_inferred else "") + day(provenance.published))
