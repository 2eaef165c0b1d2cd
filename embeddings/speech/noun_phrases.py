"""Noun phrases in a stretch of words: the one before a verb, the one after it, and the subject of the whole."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.word_classes import TaggedWords

Range = tuple[int, int]
"""Words ``start`` up to, not including, ``end``."""

_RUN = re.compile(r"[nNdzoycpq*r]*[nNdryzq]")
"""The letters of a subject, read backwards from its verb."""
_DATED = re.compile(r"p?d?y+n?\Z")
"""A day or a month at the end of a phrase, which says when, not who."""
_OPENING = frozenset("cbsay,q*-")
_IN_PHRASE = frozenset("nyqzo")
_PHRASE = re.compile(
    r"(?:r|w|d(?=o)|[dq]*[nNyq]+(?:z[nNq]+)*)(?:[op](?=[dnNyq])[dq]*[nNyq]+(?:z[nNq]+)*|c(?=[dnN])d?[nN]+|(?:,[nN]+)+,?c[dnN]+)*"
)
_FINITE = re.compile(r"[xvVE]")
_VERBS = 4
"""Verbs tried for the subject of the whole sentence; the later ones are within its clauses."""
_BARE = word_list(__file__, "no phrase alone")
"""Words that are no phrase by themselves."""
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
"""Pronouns that begin no subject."""
_SEGMENT_BREAKS = ",-()"
_BOUNDARY = frozenset(";:Q")
_ASIDE = re.compile(r"[wGE]|[np]o?w|p[dnNoycaz]*\Z")


def phrase_after(stretch: TaggedWords, start: int) -> Range | None:
    """Return the noun phrase that begins at the word, if one does."""
    phrase = _PHRASE.match(stretch.letters, start)
    return phrase.span() if phrase else None


def phrase_before(stretch: TaggedWords, end: int) -> Range | None:
    """Return the noun phrase whose verb begins at ``end``, past any appositions, asides and relative clauses."""
    if end == 0:
        return None
    before = stretch.letters[end - 1]
    if before == "w":
        return end - 1, end
    if before in _SEGMENT_BREAKS:
        return _past_aside(stretch, end - 1)
    return _run(stretch, 0, end)


def _run(stretch: TaggedWords, floor: int, end: int) -> Range | None:
    """Return the noun phrase at the end of the words from ``floor`` to ``end``."""
    backwards = stretch.letters[floor:end][::-1]
    run = _RUN.match(backwards)
    if run is None:
        return None
    start = end - run.end()
    start = _past_leading(stretch.letters, start, end)
    if start > floor and stretch.letters[start - 1] == "w" and stretch.letters[start] in "py":
        return start - 1, start
    dated = _DATED.search(stretch.letters[start:end])
    end = start + dated.start() if dated and dated.start() else end
    if stretch.words[start] in _REFLEXIVE or (end - start == 1 and stretch.words[start] in _BARE):
        return None
    return (start, end) if re.search("[nNrdy]", stretch.letters[start:end]) else None


def _past_leading(letters: str, start: int, end: int) -> int:
    """Return where the subject begins, past conjunctions, adverbs, and phrases that a preposition opens."""
    at = start
    while at < end - 1 and (letters[at] in _OPENING or letters[at] == "p"):
        at = at + 1 if letters[at] in _OPENING else min(_past_phrase(letters, at + 1, end), end - 1)
    return at if letters[at : at + 1] in tuple("dnNr") else start


def _past_phrase(letters: str, at: int, end: int) -> int:
    """Return where the phrase of a preposition ends: before the first name or determiner that may be a subject."""
    if letters[at : at + 1] in tuple("dq"):
        at += 1
    names = at
    while names < end and letters[names] == "N":
        names += 1
    if names > at and letters[names : names + 1] in tuple(",d"):
        return names
    while at < end and letters[at] in _IN_PHRASE:
        at += 1
    return at


def _past_aside(stretch: TaggedWords, end: int) -> Range | None:
    """Return the phrase before the asides that end at ``end``: the furthest that is not itself an aside."""
    best: Range | None = None
    while end > 0:
        if stretch.letters[end] == ")":
            opening = stretch.letters.rfind("(", 0, end)
            end = opening if opening >= 0 else end - 1
        start = max(stretch.letters.rfind(mark, 0, max(end, 0)) for mark in ",-();:Q") + 1
        segment = stretch.letters[start:end]
        aside = _ASIDE.match(segment)
        if _FINITE.search(segment) and not aside:
            return best
        if not aside and (phrase := _run(stretch, start, end)):
            best = phrase
        if start == 0 or stretch.letters[start - 1] in _BOUNDARY:
            return best
        end = start - 1
    return best


def main_subject(stretch: TaggedWords, end: int) -> Range | None:
    """Return the subject of the first verb before ``end``."""
    for verb in islice(_FINITE.finditer(stretch.letters, 0, end), _VERBS):
        subject = phrase_before(stretch, verb.start())
        if subject:
            return subject
    return phrase_after(stretch, _past_leading(stretch.letters, 0, end))
