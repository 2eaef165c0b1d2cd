"""Checks claims: whether a quotation is printed word for word, and whether its speaker and its day fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from embeddings.dates.mentions import dates_in
from embeddings.documents import StatementKind
from embeddings.indexing.passage_index import Filter
from retrieval.answers import Place
from retrieval.checking.checks import Check, Printing, Verdict
from retrieval.checking.finding import located
from retrieval.checking.quoted import readings
from retrieval.checking.remarks import remarks
from retrieval.checking.reports import reported
from retrieval.checking.variants import variants_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Period
    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import StoredStatement
    from retrieval.checking.claims import Claim
    from retrieval.checking.finding import Located
    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Vocabulary, Voice

_CANDIDATES = 12
"""Passages whose words are compared with the quotation."""


def check(claim: Claim, library: Library) -> Check:
    """Return whether the claim's quotation is printed word for word, and what is printed if not."""
    ways = [quoted for quoted in readings(claim.quotation) if quoted.wording.words]
    speaker, voice = _named(claim, library.vocabulary)
    blank = Check(claim, Verdict.NOT_FOUND, speaker=speaker)
    if not ways:
        return replace(blank, notice="The quotation has no words.")
    periods = _periods(claim, library.vocabulary)

    def judged(candidates: Sequence[int]) -> list[Check]:
        places = located(ways, candidates, library.corpus)
        return [_judged(blank, place, voice, periods, library.corpus) for place in places]

    candidates = _shown(library.index.printing(claim.quotation, Filter(), _CANDIDATES), library)
    checks = judged(candidates)
    if voice and not any(each.speaker_fits for each in checks):
        # Others may have said the same, or nearly: these are the speaker's own words.
        own = _shown(library.index.printing(claim.quotation, Filter(speakers=voice.speakers), _CANDIDATES), library)
        checks += [each for each in judged(own) if each.verdict is Verdict.WORD_FOR_WORD or not checks]
        candidates += own
    if not checks:
        blank = replace(blank, reported=reported(claim.quotation, voice, candidates, library))
    outcome = _first(checks) if checks else blank
    variants = variants_of(outcome.printed, library) if outcome.printed else None
    return replace(outcome, variants=variants, notice=remarks(outcome))


def _shown(candidates: Sequence[int], library: Library) -> list[int]:
    """Return those of the passages whose files are as they were indexed, so that their words may be shown."""
    return [each for each in candidates if library.holds(library.corpus.passage(each).document)]


def _first(checks: Sequence[Check]) -> Check:
    """Return the check of the best place, of equal ones the first printed, with the others as its ``also_in``."""
    best, *others = sorted(checks, key=_order)
    if best.verdict is not Verdict.WORD_FOR_WORD or best.printed is None:
        return best
    places = {(each.place.document.id, each.place.span): each.place for each in (o.printed for o in others) if each}
    return replace(best, printed=replace(best.printed, also_in=tuple(places.values())))


def _order(check: Check) -> tuple[bool, bool, bool, bool, date]:
    printed = check.printed
    day = printed.place.document.provenance.published if printed else None
    return (
        check.verdict is not Verdict.WORD_FOR_WORD,
        check.speaker_fits is False,
        check.period_fits is False,
        printed is None or not printed.is_quotation,
        day or date.max,
    )


def _judged(blank: Check, place: Located, voice: Voice | None, periods: Sequence[Period], corpus: Corpus) -> Check:
    """Return the check of the place: who says it there and when, and whether that fits the claim."""
    document = corpus.document(place.passages[0].document)
    statement = _statement(place, corpus)
    printed = Printing(Place(document, place.match.span), is_quotation=statement is not None, beside=place.beside)
    if statement:
        quoted = statement.kind != StatementKind.INDIRECT
        printed = replace(printed, speaker=statement.name, said=statement.said, is_quotation=quoted)
    differences = place.match.comparison.differences
    return replace(
        blank,
        verdict=Verdict.ALTERED if differences else Verdict.WORD_FOR_WORD,
        printed=printed,
        differences=differences,
        speaker_fits=_speaker_fits(blank.speaker, voice, statement),
        period_fits=any(map(printed.said.overlaps, periods)) if printed.said and periods else None,
    )


def _statement(place: Located, corpus: Corpus) -> StoredStatement | None:
    """Return the statement that holds most of the words, of equals the shortest: a quotation within a report."""
    span = place.match.span
    inside = (passage for passage in place.passages if passage.span.overlap(span))
    said = [statement for passage in inside for statement in corpus.statements_in(passage.id)]
    holding = [statement for statement in said if 2 * statement.content.overlap(span) > len(span)]
    return min(holding, key=lambda each: (-each.content.overlap(span), len(each.content)), default=None)


def _speaker_fits(claimed: str | None, voice: Voice | None, statement: StoredStatement | None) -> bool | None:
    """Return whether the claimed speaker is the printed one; None where either is not known by name."""
    if not claimed or not statement:
        return None
    if voice and statement.speaker in voice.speakers:
        return True
    return None if statement.name == statement.name.lower() else False


def _named(claim: Claim, vocabulary: Vocabulary) -> tuple[str | None, Voice | None]:
    """Return whom the claim names as the speaker, and the corpus's speakers of that name."""
    for name in (*([claim.speaker] if claim.speaker else ()), *claim.mentions):
        voice = vocabulary.voice(name)
        if voice and not voice.respelt:
            return voice.name, voice
    return claim.speaker, None


def _periods(claim: Claim, vocabulary: Vocabulary) -> tuple[Period, ...]:
    """Return the days that the claim may name; none if they count from a day that nobody knows."""
    today = vocabulary.newest or vocabulary.today
    dates = dates_in(claim.around, vocabulary.today, today, vocabulary.years)
    return dates.periods if dates and dates.counted_from is None else ()
