"""Words that several outputs share: periods, counts, and the lines under a passage."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import Period
    from retrieval.answers import Citation
    from retrieval.checking.checks import Check, Printing
    from retrieval.explanation import Explanation
    from retrieval.understanding.query import Query


def visible(text: str) -> str:
    """Return the text without the characters that steer a terminal or turn the direction of reading."""
    return "".join(character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})


def counted(count: int, thing: str) -> str:
    """Return the number of things, one or several."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def readable_period(period: Period) -> str:
    """Return the period as a reader says it, and what was inferred: "2019-04-07 (year inferred)"."""
    days = period.first.isoformat() if period.first == period.last else f"{period.first} to {period.last}"
    return f"{days} ({period.inferred} inferred)" if period.inferred else days


def source_lines(citation: Citation, *, whole: bool) -> Iterator[str]:
    """Yield who says it, which outlet printed it and when, and where it stands: in one line, or ``whole`` in several.

    What is not certain, or does not fit, is said in either.
    """
    provenance = citation.place.document.provenance
    speaker = f"— {citation.speaker}" + (f", {readable_period(citation.said)}" if citation.said else "")
    speaker = speaker if citation.speaker else ""
    published = provenance.published.isoformat() if provenance.published else ""
    outlet = provenance.publisher or provenance.agency or ""
    place = "{}:{}-{}".format(citation.place.document.source, *citation.place.span)
    doubts = [f"{slot} not certain" for slot in citation.doubts]
    doubts += [f"does not fit: {', '.join(citation.misses)}"] if citation.misses else []
    if whole:
        others = dict.fromkeys(other.document.source for other in citation.also_in)
        also = f"also in {', '.join(others)}" if others else ""
        article = " · ".join(filter(None, (provenance.title, outlet, published)))
        yield from filter(None, (speaker, article, place, also, "; ".join(doubts)))
    else:
        also = f"also in {counted(len(citation.also_in), 'other')}" if citation.also_in else ""
        yield " · ".join(filter(None, (speaker, outlet, published, place, also, *doubts)))


def printing_lines(printed: Printing) -> Iterator[str]:
    """Yield who says the words, which outlet printed them and when, where they stand, and where else."""
    provenance = printed.place.document.provenance
    if printed.speaker:
        yield f"— {printed.speaker}" + (f", {readable_period(printed.said)}" if printed.said else "")
    published = provenance.published.isoformat() if provenance.published else None
    article = [provenance.title, provenance.publisher or provenance.agency, published]
    yield " · ".join(part for part in article if part)
    start, end = printed.place.span
    yield f"{printed.place.document.source}:{start}-{end}"
    if printed.also_in:
        yield "also in " + ", ".join(dict.fromkeys(place.document.source for place in printed.also_in))


def check_heading(check: Check) -> str:
    """Return the verdict, and what the claim says of the words that is wrong."""
    wrong = [name for name, fits in (("speaker", check.speaker_fits), ("day", check.period_fits)) if fits is False]
    return ", ".join([check.verdict, *(f"wrong {name}" for name in wrong)])


def understood_line(query: Query) -> str:
    """Return what was taken from the conversation, and how to take it back; empty where nothing was."""
    values = {
        "speaker": query.speaker,
        "period": readable_period(query.period) if query.period else None,
        "topic": query.topic or "what you read last",
        "publisher": ", ".join(sorted(query.publishers)),
    }
    carried = [f"{slot}: {values[slot]}" for slot in query.carried_over if values[slot]]
    return f"Carried over: {'; '.join(carried)} (/drop {query.carried_over[0]})" if carried else ""


def explanation_line(rank: int, explanation: Explanation) -> str:
    """Return why the passage of that rank was found."""
    ways = (("meaning", explanation.dense), ("words", explanation.lexical))
    ranks = ", ".join(f"by {way} {place or 'none'}" for way, place in ways)
    shared = f"shares {', '.join(explanation.shared)}" if explanation.shared else "shares no word"
    met = f"; meets {', '.join(explanation.met)}" if explanation.met else ""
    return f"{rank:2}. {shared}; rank {ranks}{met}"
