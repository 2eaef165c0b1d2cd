"""The answer to a question that holds quotations: what is printed of each, as passages too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import Span, fold
from retrieval.answers import Answer, Citation, Place
from retrieval.checking.asked import spoken_by
from retrieval.checking.checking import check
from retrieval.understanding.query import Kind, Slot
from retrieval.verification import proven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.checking.checks import Check, Printing
    from retrieval.checking.claims import Claim
    from retrieval.library import Library
    from retrieval.understanding.query import Query


@dataclass(frozen=True, slots=True)
class CheckedAnswer(Answer):
    """An answer whose citations print the quotations that hold; the nearest print what others are near to."""

    checks: tuple[Check, ...] = ()
    """One for each quotation, in order."""


def checks_of(answer: Answer) -> tuple[Check, ...]:
    """Return the checks of an answer; none where the question held no quotation to check."""
    return answer.checks if isinstance(answer, CheckedAnswer) else ()


def checked(query: Query, claims: Sequence[Claim], library: Library, top: int) -> CheckedAnswer:
    """Return the answer to a question that asks for these claims to be checked.

    Raises UnusableIndexError if a passage cannot be proven.
    """
    checks = tuple(check(spoken_by(claim, query), library) for claim in claims)
    cited = _citations([each for each in checks if each.holds], library)[:top]
    nearest = () if cited else _citations(checks, library)[:top]
    speaker = next((each.speaker for each in checks if each.speaker), query.speaker)
    asked = replace(query, kind=Kind.STATEMENT, reported=True, speaker=speaker, topic=fold(claims[0].quotation))
    confidence = sum(each.holds for each in checks) / len(checks)
    generation = library.generation.name
    return CheckedAnswer(asked, cited, confidence, generation, _notice(checks), nearest, checks=checks)


def _notice(checks: Sequence[Check]) -> str:
    """Return what the only check found, or how many quotations hold of several."""
    if len(checks) > 1:
        return f"{sum(each.holds for each in checks)} of {len(checks)} quotations are printed as claimed."
    only = checks[0]
    printed = f"Printed is “{only.printed.place.text}”." if only.printed and only.differences else ""
    return f"{printed} {only.notice}".strip()


def _citations(checks: Sequence[Check], library: Library) -> tuple[Citation, ...]:
    """Return the passages that print the quotations, or what is nearest to them, each once."""
    cited = [(each, print_) for each in checks if (print_ := each.printed or each.reported)]
    citations = [_citation(each, print_, library) for each, print_ in cited]
    return tuple({citation.passage: citation for citation in citations}.values())


def _citation(outcome: Check, printed: Printing, library: Library) -> Citation:
    """Return the passage that holds the printed words or most of them, these words in bold."""
    document, span = printed.place.document, printed.place.span
    passages = library.corpus.passages_of(document.id)
    passage = proven(library.corpus, max(passages, key=lambda each: each.span.overlap(span)))
    inside = bool(passage.span.overlap(span))
    shown = passage.span if inside else span
    contradicted = ((Slot.SPEAKER, outcome.speaker_fits), (Slot.PERIOD, outcome.period_fits))
    wrong = tuple(slot for slot, fits in contradicted if fits is False)
    return Citation(
        passage.id,
        Place(document, shown),
        passage.tokens,
        float(outcome.holds),
        speaker=printed.speaker,
        said=printed.said,
        highlights=(Span(max(span.start, shown.start), min(span.end, shown.end)),),
        also_in=printed.also_in,
        misses=() if outcome.holds else wrong or (Slot.TOPIC,),
    )
