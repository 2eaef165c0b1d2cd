"""One answer, several faces: JSON for programs, plain text for people."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import Period
    from retrieval.answers import Answer, Citation, Place
    from retrieval.understanding.question import Query

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""JSON allows these as they are, but a terminal, a line reader or whoever reads from left to right does not."""


def as_json(told: object) -> str:
    """Return the value as one line of JSON that is safe on a terminal."""
    line = json.dumps(told, ensure_ascii=False)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def visible(text: str) -> str:
    """Return the text without the characters that steer a terminal or turn the direction of reading."""
    return "".join(character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})


def json_answer(answer: Answer) -> dict[str, object]:
    """Return the answer as the contract's JSON object."""
    query = answer.query
    return {
        "question": query.question,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "understood": {
            "speaker": query.speaker,
            "period": _period(query.period),
            "topic": query.topic,
            "kind": query.kind,
            "carried_over": list(query.carried_over),
        },
        "passages": [_citation(rank, citation) for rank, citation in enumerate(answer.citations, 1)],
        "nearest": [
            {**_citation(rank, citation), "misses": list(citation.misses)}
            for rank, citation in enumerate(answer.nearest, 1)
        ],
        "notice": answer.notice,
        "index": answer.generation,
        "ms": {step: round(took, 2) for step, took in answer.milliseconds.items()},
    }


def plain_answer(answer: Answer) -> str:
    """Return the answer as plain text: a block for each passage, then the notice."""
    understood = understood_line(answer.query)
    blocks = [visible(understood)] if understood else []
    blocks += [_block(rank, citation) for rank, citation in enumerate(answer.citations, 1)]
    if answer.notice:
        blocks.append(visible(answer.notice))
    if answer.nearest:
        blocks.append("Nearest:")
        blocks += [_block(rank, citation) for rank, citation in enumerate(answer.nearest, 1)]
    return "\n\n".join(blocks)


def _citation(rank: int, citation: Citation) -> dict[str, object]:
    told = citation.place.document.provenance
    return {
        "rank": rank,
        "text": citation.place.text,
        **_place(citation.place),
        "title": told.title,
        "url": told.url,
        "speaker": citation.speaker,
        "said": _period(citation.said),
        "score": round(citation.score, 4),
        "highlights": [list(span) for span in citation.highlights],
        "also_in": [_place(place) for place in citation.also_in],
    }


def _place(place: Place) -> dict[str, object]:
    told = place.document.provenance
    return {
        "source": place.document.source,
        "start": place.span.start,
        "end": place.span.end,
        "publisher": told.publisher,
        "published": told.published.isoformat() if told.published else None,
    }


def _period(period: Period | None) -> dict[str, object] | None:
    if period is None:
        return None
    return {"start": period.first.isoformat(), "end": period.last.isoformat(), "inferred": period.inferred}


def _block(rank: int, citation: Citation) -> str:
    lines = [citation.place.text, *source_lines(citation)]
    first, *rest = (visible(line) for line in lines)
    return "\n".join([f"{rank:2}. {first}", *(f"    {line}" for line in rest)])


def readable_period(period: Period) -> str:
    """Return the period as a reader says it, with what was inferred."""
    days = period.first.isoformat() if period.first == period.last else f"{period.first} to {period.last}"
    return f"{days} ({period.inferred} inferred)" if period.inferred else days


def source_lines(citation: Citation) -> Iterator[str]:
    """Yield who says it, what printed it and when, where it stands, and where else."""
    told = citation.place.document.provenance
    if citation.speaker:
        yield f"— {citation.speaker}" + (f", {readable_period(citation.said)}" if citation.said else "")
    printed = told.published.isoformat() if told.published else None
    about = [told.title, told.publisher or told.agency, printed]
    yield " · ".join(part for part in about if part)
    start, end = citation.place.span
    yield f"{citation.place.document.source}:{start}-{end}"
    if citation.also_in:
        yield "also in " + ", ".join(place.document.source for place in citation.also_in)
    if citation.misses:
        yield "does not fit: " + ", ".join(citation.misses)


def understood_line(query: Query) -> str:
    """Return what was taken from the conversation, and how to take it back; empty where nothing was."""
    told = {
        "speaker": query.speaker,
        "period": readable_period(query.period) if query.period else None,
        "topic": query.topic or "what you read last",
        "publisher": ", ".join(sorted(query.publishers)),
    }
    carried = [f"{slot}: {told[slot]}" for slot in query.carried_over if told[slot]]
    return f"Carried over: {'; '.join(carried)} (/drop {query.carried_over[0]})" if carried else ""
