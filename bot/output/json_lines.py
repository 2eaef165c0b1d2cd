"""JSON: one object a line, with the fields that the README promises."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from embeddings.documents import fold
from retrieval.checking.checked_answer import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply, Report
    from embeddings.documents import Period
    from retrieval.answers import Answer, Citation, Place
    from retrieval.browsing.selection import Excerpt
    from retrieval.checking.checks import Check, Printing
    from retrieval.checking.variants import Variants

    Fields = dict[str, object]

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""JSON allows these as they are; a terminal or a line reader obeys them, and some turn the direction of reading."""
_DIGITS, _MS_DIGITS = 4, 2
"""Decimals of confidence and scores, and of milliseconds: further ones differ between runs."""


class JsonLines:
    """One JSON object a line."""

    for_programs = True

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield each answer as the contract's object, with why its passages were found where that was asked for."""
        for reply in replies:
            why = {"why": [asdict(each) for each in reply.explanations]} if reply.explanations else {}
            yield json_line(answer_fields(reply.answer) | why)

    def checks(self, checks: Iterable[Check]) -> Iterator[str]:
        """Yield each check as the contract's object."""
        return (json_line(check_fields(check)) for check in checks)

    def report(self, report: Report) -> str:
        """Return the report's fields."""
        return json_line(report.fields())


def json_line(value: object) -> str:
    """Return the value as one line of JSON that is safe on a terminal."""
    line = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def answer_fields(answer: Answer) -> Fields:
    """Return the answer as the contract's object."""
    query, checks = answer.query, checks_of(answer)
    return {
        "question": query.question,
        "found": answer.found,
        "confidence": round(answer.confidence, _DIGITS),
        "understood": {
            "speaker": query.speaker,
            "period": period_fields(query.period),
            "topic": query.topic,
            "kind": query.kind,
            "carried_over": list(query.carried_over),
        },
        "passages": [_citation_fields(rank, citation) for rank, citation in enumerate(answer.citations, 1)],
        "nearest": [
            _citation_fields(rank, citation) | {"misses": list(citation.misses)}
            for rank, citation in enumerate(answer.nearest, 1)
        ],
        "notice": answer.notice,
        "index": answer.generation,
        "ms": {step: round(took, _MS_DIGITS) for step, took in answer.milliseconds.items()},
    } | ({"checks": [check_fields(check) for check in checks]} if checks else {})


def check_fields(check: Check) -> Fields:
    """Return the check as the contract's object."""
    claim = check.claim
    return {
        "line": claim.line,
        "claim": fold(claim.sentence.of(claim.text)),
        "quotation": claim.quotation,
        "verdict": check.verdict,
        "printed": _printed_fields(check.printed) if check.printed else None,
        "differences": [{"claimed": claimed, "printed": printed} for claimed, printed in check.differing_words],
        "speaker": check.speaker,
        "speaker_fits": check.speaker_fits,
        "period_fits": check.period_fits,
        "reported": _printed_fields(check.reported) if check.reported else None,
        "variants": variants_fields(check.variants) if check.variants else None,
        "notice": check.notice,
    }


def variants_fields(variants: Variants) -> Fields:
    """Return how a statement is printed most fully, each other way with what differs from that, and who was first."""
    return {
        "fullest": _printed_fields(variants.fullest),
        "others": [
            _printed_fields(variant.printed)
            | {"differences": [{"fullest": ours, "printed": theirs} for ours, theirs in variant.differing_words]}
            for variant in variants.others
        ],
        "first": place_fields(variants.first),
    }


def place_fields(place: Place) -> Fields:
    """Return where words stand, and which outlet printed them when."""
    provenance = place.document.provenance
    return {
        "source": place.document.source,
        "start": place.span.start,
        "end": place.span.end,
        "publisher": provenance.publisher,
        "published": provenance.published.isoformat() if provenance.published else None,
    }


def period_fields(period: Period | None) -> Fields | None:
    """Return the period's first and last day, and what the source leaves to be inferred."""
    if period is None:
        return None
    return {"start": period.first.isoformat(), "end": period.last.isoformat(), "inferred": period.inferred}


def excerpt_fields(excerpt: Excerpt) -> Fields:
    """Return exported words, where they stand, who says them when, and what proves them."""
    kind = {"kind": excerpt.kind, "certain": excerpt.certain} if excerpt.kind else {}
    agency = excerpt.place.document.provenance.agency
    return {**_printing_fields(excerpt), "agency": agency, **kind, "digest": excerpt.digest}


def _citation_fields(rank: int, citation: Citation) -> Fields:
    return {
        "rank": rank,
        **_printing_fields(citation),
        "score": round(citation.score, _DIGITS),
        "highlights": [list(span) for span in citation.highlights],
        "also_in": _copies_fields(citation),
        "answer": list(citation.answer) if citation.answer else None,
        "doubts": list(citation.doubts),
        "digest": citation.digest,
    }


def _printed_fields(printed: Printing) -> Fields:
    return _printing_fields(printed) | {"also_in": _copies_fields(printed)}


def _printing_fields(printed: Citation | Printing | Excerpt) -> Fields:
    """Return words, where they stand, and who says them when."""
    provenance = printed.place.document.provenance
    return {
        "text": printed.place.text,
        **place_fields(printed.place),
        "title": provenance.title,
        "url": provenance.url,
        "speaker": printed.speaker,
        "said": period_fields(printed.said),
    }


def _copies_fields(printed: Citation | Printing) -> list[Fields]:
    return [place_fields(place) for place in printed.also_in]
