"""A query to its answer: retrieve, rank, cite, verify."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from itertools import compress
from typing import TYPE_CHECKING

from embeddings.documents import Period
from embeddings.indexing.passage_index import Filter
from retrieval.answers import Answer, Citation, Place
from retrieval.checking.asked import claims_asked
from retrieval.checking.checked_answer import checked
from retrieval.confidence import confidence, enough
from retrieval.doubts import doubts, is_dated_by_printing, of_another_day
from retrieval.extraction import answer_words, highlights, read
from retrieval.notices import Miss, left_out, meant, missing, not_covered, probably, too_long
from retrieval.ranking import rank
from retrieval.read_context import encode, in_thread
from retrieval.topic import on_topic, touches_topic
from retrieval.unattributed import unattributed
from retrieval.understanding.courtesy import small_talk
from retrieval.understanding.query import Query, Slot
from retrieval.verification import proven

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library
    from retrieval.ranking import Hit
    from retrieval.read_context import Context

_CANDIDATES = 100
"""At most this many passages are proposed by vectors, and as many by terms; by judgement: ten times a long answer."""
_NEAREST = 3
"""Passages offered for each failed condition where nothing fits: what a reader looks through at a glance."""
_PRINTED_WITHIN = timedelta(days=2)
"""How long after the period its words may still be printed: in the next issue or the one after."""
_FEW_DAYS = 7
"""Only for periods up to this many days are words printed just afterwards offered; longer periods have statements of
their own."""
_PROBABLE = 0.5
"""Confidence in words printed just after the period: they may just as well have been said on the day of printing."""
_NAMED = 0.25
"""How much more confident a reading without a speaker must be than one with, whose passages meet one condition more; by
judgement."""
_NEAR = 20
"""At most this many where nothing fits: enough to leave three once copies are dropped."""


def answer(
    query: Query, library: Library, top: int, max_tokens: int | None = None, before: Context | None = None
) -> Answer:
    """Return the passages that answer the query best, at most ``top`` of them and ``max_tokens`` tokens in all.

    ``before`` is what the conversation read last. Raises UnusableIndexError if a passage cannot be proven.
    """
    if greeting := small_talk(query.question):
        return refusal(query.question, greeting, library)
    if query.otherwise:
        readings = (replace(query, otherwise=None), query.otherwise)
        return max((answer(reading, library, top, max_tokens, before) for reading in readings), key=_likelihood)
    watch = _Watch(query.began)
    query = settle(query, library)
    watch.lap("interpret")
    if claims := claims_asked(query.question):
        outcome = checked(query, claims, library, top)
        watch.lap("retrieve")
        watch.lap("rank")
        return replace(outcome, milliseconds=watch.laps())
    encoded = encode(query.text, before, library.encoder)
    watch.lap("encode")
    hits = _hits(query, encoded, library, watch, before)
    documents = {hit.passage.document for hit in hits}
    changed = {document for document in documents if not library.holds(document)}
    hits = [hit for hit in hits if hit.passage.document not in changed]
    probability = confidence(query, encoded, hits, library) if hits else 0.0
    if not hits:
        reply = _printed_soon_after(query, encoded, library, top, max_tokens) or _nothing(query, encoded, library)
    # A question that leans on what was read says too little by itself to be judged alone: "why?", "and oil?".
    elif not (before and before.text) and _is_uncovered(query, hits, probability, library):
        reply = _uncovered(query, hits, probability, library)
    else:
        hits = [hit for hit in hits if hit.as_asked is not False]
        hits = [*on_topic(query, hits, library), *unattributed(query, encoded, hits, library)]
        citations = tuple(_pack(_cite(query, hits, encoded, library), top, max_tokens))
        notice = meant(query, _speakers(hits), library.vocabulary.newest, citations[0].doubts if citations else ())
        if not citations:
            notice = too_long(max_tokens, min(hit.passage.tokens for hit in hits))
        reply = Answer(query, citations, probability, library.generation.name, notice)
    if changed:
        sources = [library.corpus.document(document).source for document in sorted(changed)]
        reply = replace(reply, notice=f"{reply.notice} {left_out(sources)}".strip())
    watch.lap("rank")
    return replace(reply, milliseconds=watch.laps())


def _likelihood(reply: Answer) -> tuple[bool, float]:
    """Return by what the better of two readings of one question is told."""
    return reply.found, reply.confidence * (1 + _NAMED * bool(reply.query.speakers))


def refusal(question: str, why: str, library: Library) -> Answer:
    """Return the answer to what cannot be asked: nothing, and why."""
    return Answer(Query(question, topic=""), (), 0.0, library.generation.name, notice=why)


def settle(query: Query, library: Library) -> Query:
    """Return the query with its period chosen: the latest possible one in which a passage meets the other conditions.

    Where none fits, ``periods`` holds the one that articles speak of, or nothing if there are several or none.
    """
    spoken_of = _with_passages(query.periods, Filter(), library)
    if not query.reported:
        period, newest = next(iter((*spoken_of, *query.periods)), None), library.vocabulary.newest
        ends_before = bool(period and newest and period.first > newest)
        return replace(query, period=period, periods=spoken_of, bound=query.bound or ends_before)
    fitting = _with_passages(query.periods, conditions(query), library)
    possible = fitting or (spoken_of if len(spoken_of) == 1 else ())
    return replace(query, period=next(iter((*fitting, *spoken_of, *query.periods)), None), periods=possible)


def _with_passages(periods: tuple[Period, ...], where: Filter, library: Library) -> tuple[Period, ...]:
    """Return those of the periods in which a passage meets the conditions."""
    return tuple(compress(periods, library.index.covers(where, periods)))


def conditions(query: Query) -> Filter:
    """Return what a passage must meet to answer the query."""
    if not query.reported:
        bound = query.period if query.bound or not query.topic else None
        return Filter(period=bound, publishers=query.publishers)
    return Filter(query.speakers, query.period, query.publishers, spoken=True)


def _hits(query: Query, encoded: QuestionVectors, library: Library, watch: _Watch, before: Context | None) -> list[Hit]:
    """Return the passages that meet the conditions, best first; none where a condition fails."""
    if query.strangers:
        return []
    terms = query.topic if query.reported else query.text
    candidates = library.index.search(encoded, terms, conditions(query), _CANDIDATES)
    watch.lap("retrieve")
    hits = [hit for hit in rank(query, encoded, candidates, library) if not of_another_day(query, hit, library)]
    if query.reported and query.period:
        hits = [hit for hit in hits if hit.statements]  # the index also finds the news of a single day
    return read(query, in_thread(hits, before), library)


def _speakers(hits: Iterable[Hit]) -> list[str]:
    return [hit.statements[0].name for hit in hits if hit.statements]


def _is_uncovered(query: Query, hits: list[Hit], probability: float, library: Library) -> bool:
    """Return whether nothing answers: too unlikely, on something else, or told with the roles the other way round."""
    is_turned = hits[0].as_asked is False and not any(hit.as_asked for hit in hits)
    return probability < enough(hits[0]) or is_turned or not touches_topic(query, hits, library)


def _uncovered(query: Query, hits: list[Hit], probability: float, library: Library) -> Answer:
    nearest = _first(_cite(query, hits, None, library), _NEAREST)
    off_topic = tuple(replace(citation, misses=(Slot.TOPIC,)) for citation in nearest)
    return Answer(query, (), probability, library.generation.name, not_covered(query), off_topic)


def _printed_soon_after(
    query: Query, encoded: QuestionVectors, library: Library, top: int, max_tokens: int | None
) -> Answer | None:
    """Return the speaker's words printed just after the days asked for and dated by their printing alone."""
    if not (query.speakers and query.reported and query.period) or query.period.days > _FEW_DAYS or query.strangers:
        return None
    days = Period(query.period.first, query.period.last + _PRINTED_WITHIN)
    later = replace(query, period=days)
    candidates = library.index.search(encoded, query.topic, conditions(later), _NEAR)
    hits = [hit for hit in rank(later, encoded, candidates, library) if is_dated_by_printing(hit)]
    if not hits or not touches_topic(replace(query, period=None), hits, library):
        return None
    citations = _pack(_cite(later, hits, encoded, library), top, max_tokens)
    doubtful = tuple(replace(citation, doubts=(Slot.PERIOD,)) for citation in citations)
    return Answer(query, doubtful, _PROBABLE, library.generation.name, probably(query))


def _nothing(query: Query, encoded: QuestionVectors, library: Library) -> Answer:
    """Return why nothing fits: the conditions dropped one at a time, and what there is without each."""
    newest = library.vocabulary.newest
    misses = [
        miss for miss in _misses(query, newest) if query.strangers or library.index.count(conditions(miss.without))
    ]
    offers = (citation for miss in misses for citation in _first(_without(miss, encoded, library), _NEAREST))
    nearest = tuple({citation.passage: citation for citation in offers}.values())
    return Answer(query, (), 0.0, library.generation.name, missing(query, nearest, newest), nearest)


def _misses(query: Query, newest: date | None) -> Iterator[Miss]:
    if query.period is not None and not query.strangers:
        ends_before = newest is not None and query.period.first > newest
        yield Miss(Slot.PERIOD, replace(query, period=None, newest=query.newest or ends_before))
    if query.speakers or query.strangers:
        yield Miss(Slot.SPEAKER, replace(query, speaker=None, speakers=frozenset(), strangers=False))
    if query.publishers:
        yield Miss(Slot.PUBLISHER, replace(query, publishers=frozenset()))


def _without(miss: Miss, encoded: QuestionVectors, library: Library) -> Iterator[Citation]:
    candidates = library.index.search(encoded, miss.without.topic, conditions(miss.without), _NEAR)
    hits = rank(miss.without, encoded, candidates, library)
    for citation in _cite(miss.without, hits, encoded, library):
        yield replace(citation, misses=(miss.condition,))


def _cite(query: Query, hits: Iterable[Hit], encoded: QuestionVectors | None, library: Library) -> Iterator[Citation]:
    """Yield the hits as citations, copies of one already cited left to its "also in"."""
    cited = set[int]()
    for hit in hits:
        if hit.passage.id in cited or not library.holds(hit.passage.document):
            continue
        passage = proven(library.corpus, hit.passage)
        copies = [copy for copy in library.corpus.copies_of(passage.id) if library.holds(copy.document)]
        cited |= {passage.id, *(copy.id for copy in copies)}
        statement = hit.statements[0] if hit.statements else None
        yield Citation(
            passage.id,
            Place(library.corpus.document(passage.document), passage.span),
            passage.tokens,
            hit.score(),
            speaker=statement.name if statement else None,
            said=statement.said if statement else passage.said,
            highlights=highlights(query, hit, encoded, library),
            answer=answer_words(hit),
            also_in=tuple(Place(library.corpus.document(copy.document), copy.span) for copy in copies),
            doubts=doubts(query, hit),
            by_meaning=hit.by_meaning,
            by_words=hit.by_words,
        )


def _pack(citations: Iterable[Citation], top: int, max_tokens: int | None) -> Iterator[Citation]:
    """Yield the best citations that fit into ``max_tokens``; where one does not, a shorter one after it may."""
    left = max_tokens
    for citation in citations:
        if not top:
            return
        if left is not None:
            if citation.tokens > left:
                continue
            left -= citation.tokens
        top -= 1
        yield citation


def _first(citations: Iterable[Citation], most: int) -> list[Citation]:
    return list(_pack(citations, most, None))


class _Watch:
    """Milliseconds that each step took, counted from when the question began to be read."""

    def __init__(self, began: float) -> None:
        self._began = self._last = began
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = (now - self._last) * 1000
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": (self._last - self._began) * 1000}
