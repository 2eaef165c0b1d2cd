"""The day beside a report: "said on Tuesday", "on Friday told", "in a 2011 interview, Ruiz said"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from embeddings.documents import Inferred, Period
from embeddings.language.word_lists import word_list
from embeddings.speech.noun_phrases import phrase_before, verb_group
from embeddings.speech.occasion_words import MEDIA, OCCASIONS, is_medium
from embeddings.speech.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from embeddings.documents import DateMention
    from embeddings.language.word_classes import TaggedWords
    from embeddings.speech.noun_phrases import Range

_MORE_THAN_ONCE = word_list(__file__, "more than once")
_PREPOSITIONS = word_list(__file__, "day prepositions")
_PERFECT = frozenset({"has", "have", "had", "'ve"})
_OPEN = frozenset({"since", "until", "till", "after", "before", "from", "between", "through"})
"""Words before a date that bound a period and do not say when something was said: "since Tuesday"."""
_WRITTEN = frozenset({"wrote", "writes", "tweeted", "posted", "written"})
_TOLD = frozenset({"told", "tells"})
_OUTLET = re.compile(r"d?N")
_LONGEST = 366
"""Days of the longest period that dates words: "in a 2011 interview"."""
_WEEK = timedelta(days=7)
"""From one weekday to the next of that name."""
_TOMORROW = timedelta(days=6)
"""A weekday last seen six days ago is tomorrow's: the page was probably dated a day too early and does not mean last
week's, so no day is given."""
_AFTER = re.compile(r"[^wtsxvVEGQ;:.]*\Z")
"""The letters between a cue and its day: nobody and nothing else does anything there."""
_OBJECT = re.compile(r"[dnN]{1,3}")
"""A short object between a verb and its day: "announced plans Tuesday to"."""
_FRONTED = re.compile(r"[^wtsxvVEGQ;:.cb(\-]*(?P<within>pw)?\Z")
"""The letters between a day that opens the sentence and the source: "On Monday in a debate in which Ruiz said"."""
_CLAUSE = re.compile(r"[wsxvVEG]")
"""A letter that shows a day to belong to a clause of its own."""
_SUBORDINATE = re.compile(r"[wst:;Q]")
"""A letter that opens a clause of its own between a subject and a participle."""
_FINITE = re.compile(r"[vVE]")
_THEN = ("at", "the", "time")
"""Words that tell of another day than the story's."""
_LATER_WORDS = 3
"""Words of "two days later"."""
_OCCASION_WORDS = 3
"""Words looked through for the occasion after its day: "Wednesday's late night broadcast"."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a document mentions, in order, and the day on which it was printed."""

    mentions: Sequence[DateMention]
    published: date | None

    def beside(self, stretch: TaggedWords, report: Report) -> Period | None:
        """Return the day that the stretch gives to the report; of several, the one nearest to the cue."""
        ranks: dict[int, Period] = {}
        for place, period in self.within(stretch):
            said = self._said(period)
            rank = _rank(stretch, report, place) if said else None
            if said and rank is not None and _is_fit(stretch, place, report.cue[0]):
                ranks.setdefault(rank, said)
        return ranks[min(ranks)] if ranks else None

    def within(self, stretch: TaggedWords) -> Iterator[tuple[Range, Period]]:
        """Yield the days that the stretch mentions outside its quotations, each with the words that do."""
        starts = [start for start, _ in stretch.spans]
        if not starts:
            return
        at = bisect_left(self.mentions, starts[0], key=lambda mention: mention.span.start)
        while at < len(self.mentions) and self.mentions[at].span.start < stretch.spans[-1][1]:
            span = self.mentions[at].span
            first = bisect_right(starts, span.start) - 1
            open_end = stretch.words[first] in _OPEN or self._is_ahead(at, stretch.words[first : first + _LATER_WORDS])
            if stretch.letters[first] != "Q" and not open_end:
                yield (first, bisect_left(starts, span.end)), self.mentions[at].period
            at += 1

    def _is_ahead(self, at: int, words: Sequence[str]) -> bool:
        """Return whether the day counts ahead, "two days later", from one that the document does not tell."""
        ahead = self.published is not None and self.mentions[at].period.first > self.published
        return ahead and "later" in words

    def fresh(self, stretch: TaggedWords) -> Iterator[Period]:
        """Yield the days of the last week before the printing that the stretch tells of."""
        if self.published is not None:
            for _, period in self.within(stretch):
                if period.days == 1 and timedelta(0) <= self.published - period.first < _TOMORROW:
                    yield period

    def _said(self, period: Period) -> Period | None:
        """Return the days on which words may have been said, none after their printing; None where none are left."""
        if period.days > _LONGEST:
            return None
        if self.published is None:
            return period
        if period.days == 1 and period.inferred is Inferred.DATE:
            since = self.published - period.first
            ago = since if since == _WEEK else since % _WEEK  # "last Monday", else the last one of that name is meant
            return None if ago == _TOMORROW else Period(self.published - ago, self.published - ago)
        if period.first > self.published:
            return None
        return Period(period.first, min(period.last, self.published))


def appearance(days: Days, stretch: TaggedWords) -> tuple[Range, Period] | None:
    """Return who acted on which day, in a sentence that reports no words: "On Monday, Ruiz answered questions"."""
    verb = _FINITE.search(stretch.letters)
    if verb is None:
        return None
    subject = phrase_before(stretch, verb_group(stretch, verb.start()))
    if subject is None:
        return None
    end = len(stretch.letters)
    day = days.beside(stretch, Report((verb.start(), verb.end()), subject, (end, end)))
    return (subject, day) if day else None


def occasion(days: Days, stretch: TaggedWords) -> Period | None:
    """Return the day of the occasion of speech that the stretch tells of: "Tuesday's debate", "a rally on Sunday"."""
    for (first, last), period in days.within(stretch):
        if days.published is None or not period.last <= days.published:
            continue
        around = stretch.words[max(0, first - _OCCASION_WORDS) : last + _OCCASION_WORDS]
        if not OCCASIONS.words.isdisjoint(around):
            return period
    return None


def is_elsewhere(stretch: TaggedWords, report: Report) -> bool:
    """Return whether the words were said to somebody, or through a medium, of their own: "told CNN", "in an email"."""
    start, end = report.content
    around = (*stretch.words[:start], *stretch.words[end:]) if start < end else stretch.words
    if not MEDIA.words.isdisjoint(around) or stretch.words[report.cue[0]] in _WRITTEN:
        return True
    if stretch.words[report.cue[1] : report.cue[1] + len(_THEN)] == _THEN:
        return True
    return stretch.words[report.cue[0]] in _TOLD and _OUTLET.match(stretch.letters, report.cue[1]) is not None


def is_of_one_day(stretch: TaggedWords, cue: Range) -> bool:
    """Return whether the cue tells of words said once: "said", not "has long said" or "often said"."""
    verb = cue[0]
    if stretch.letters[verb] == "G":  # "has called for a truce, saying"
        verb = max((main.start() for main in _FINITE.finditer(stretch.letters, 0, verb)), default=verb)
    before = stretch.words[verb_group(stretch, verb) : verb]
    after = stretch.words[cue[1] : cue[1] + 1]
    return not any(word in _PERFECT or word in _MORE_THAN_ONCE for word in (*before, *after))


def _rank(stretch: TaggedWords, report: Report, place: Range) -> int | None:
    """Return how near the day stands to the report, the nearest first, or None where it is no part of it."""
    letters, (first, last) = stretch.letters, place
    source = report.source or report.cue
    begins, ends = min(source[0], report.cue[0]), max(source[1], report.cue[1])
    content = report.content
    wraps = content[0] <= report.cue[0] < content[1]
    if not wraps and content[0] < last and first < content[1]:
        return 0 if _OBJECT.fullmatch(letters, ends, first) and letters[last : last + 1] == "i" else None
    if first >= ends:
        if ends <= content[1] <= first and not wraps:
            return 0 if is_medium(stretch, content[1], last + _OCCASION_WORDS) else None
        between = letters[ends:first]
        return 0 if _AFTER.match(between) and not (wraps and "," in between) else None
    if last <= begins:
        return _rank_of_opening(stretch, place, begins)
    if letters[report.cue[0]] == "G" and not _SUBORDINATE.search(letters, source[1], first):
        return 1  # "went on Monday to Ohio, calling it"
    aside = letters[max(begins, *(letters.rfind(mark, begins, first) + 1 for mark in ",-(")) : first]
    return 1 if not _CLAUSE.search(aside[1:]) else None


def _rank_of_opening(stretch: TaggedWords, place: Range, begins: int) -> int | None:
    """Return the rank of a day before the source: it opens the sentence, or dates what happened when it was said."""
    letters, (first, last) = stretch.letters, place
    if stretch.words[begins - 1] == "when":
        return 2 if _FRONTED.match(letters[last : begins - 1]) else None  # "was shown Monday when Ruiz said"
    path = _FRONTED.match(letters[last:begins])
    opening = letters.rfind(",", 0, first) + 1
    clause = letters[opening + 1 : first]
    of_occasion = letters[opening] == "p" and not OCCASIONS.words.isdisjoint(stretch.words[opening:first])
    return 2 if path and (path["within"] or of_occasion or not _CLAUSE.search(clause)) else None


def _is_fit(stretch: TaggedWords, place: Range, cue: int) -> bool:
    """Return whether the day dates words: alone, or as the day of an occasion such as "Monday's debate"."""
    first, last = place
    ahead = stretch.letters[last : last + 1]
    if ahead not in tuple("znNVEG") or last == cue:
        return first == 0 or stretch.letters[first - 1] != "p" or stretch.words[first - 1] in _PREPOSITIONS
    return any(word in OCCASIONS for word in stretch.words[last : last + 1 + _OCCASION_WORDS])
