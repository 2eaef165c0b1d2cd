"""Who each speaker of a document is: full names for surnames, offices, pronouns and "the statement"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.language.word_lists import listed
from embeddings.people.cast import RUN, Cast, cast, expanded
from embeddings.people.names import folded, gender_of, given_and_surname, person, voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span, Statement

_HE, _SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
_BODIES = frozenset({"they", "their", "them", "it", "its"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_APPOSED = re.compile(r",\s+(" + RUN.pattern + r"),")
_ABBREVIATED = {
    "us": "United States",
    "usa": "United States",
    "un": "United Nations",
    "uk": "United Kingdom",
    "eu": "European Union",
}
"""Acronyms that no document spells out."""
_PRONOUNS = _HE | _SHE | _BODIES | _RELATIVE
_SHORT = 2
"""Words of "the statement" and "joint statement"; a longer mention names its issuer itself."""
_NEAR = 160
"""Characters within which a relative clause's antecedent stands."""
_SUBJECTS = 12
"""Names before a pronoun that it may mean."""
_MEMORY = 40
"""Speakers that a pronoun or "the statement" may look back over."""
_PAPERS = listed(
    """
    statement release letter memo report tweet post email message filing complaint note communique declaration
    """
)
"""What speaks for who issued it."""
_BODY_WORDS = 10
"""Words that the name of a body has at most; longer ones are descriptions."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A speaker already known: where, who, whether a person, and whether on paper."""

    start: int
    name: str
    personal: bool
    paper: bool


def resolved(text: str, paragraphs: Sequence[Span], found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with each speaker as the fullest name that the document gives."""
    known = cast(text, paragraphs)
    history: list[_Said] = []
    names: dict[Span, str] = {}
    for span in sorted({s.speaker_span for s in found if s.speaker_span}):
        name = _speaker(text, known, span, history[-_MEMORY:])
        names[span] = name
        history.append(_Said(span.start, name, bool(person(name)), _is_paper(text, span)))
    longest = _fullest(names.values())
    return tuple(
        replace(s, speaker=longest.get(names[s.speaker_span], names[s.speaker_span])) if s.speaker_span else s
        for s in found
    )


def _is_paper(text: str, span: Span) -> bool:
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR].lower()
    return any(f" {word}" in around for word in ("statement", "release", "letter", "memo"))


def _speaker(text: str, known: Cast, span: Span, history: Sequence[_Said]) -> str:
    mention = fold(span.of(text))
    owner = voice(mention)
    word = owner.lower()
    if word in _PRONOUNS:
        return _meant(known, word, span.start, history) or owner
    if name := person(owner.title() if owner.isupper() and word in known.people else owner) or _apposed(text, span):
        return expanded(known, name, span.start, gender_of(mention))
    return (
        _issuer(owner, history)
        or known.acronyms.get(folded(owner))
        or _ABBREVIATED.get(folded(owner))
        or _holder(known, owner, span.start)
        or owner
    )


def _meant(known: Cast, word: str, position: int, history: Sequence[_Said]) -> str:
    """Return whom the pronoun means, or nothing."""
    if word in _HE | _SHE:
        return _person_before(known, position, history, "m" if word in _HE else "f")
    if word in _RELATIVE:
        return _antecedent(known, position)
    return next((said.name for said in reversed(history) if not said.personal), "")


def _issuer(owner: str, history: Sequence[_Said]) -> str:
    """Return who last spoke on paper, where the mention is "the statement" or the like."""
    if owner.lower().split()[-1:] == [] or owner.lower().split()[-1] not in _PAPERS or len(owner.split()) > _SHORT:
        return ""
    papers = [said.name for said in history if said.paper and not said.name.lower().endswith(tuple(_PAPERS))]
    return papers[-1] if papers else history[-1].name if history else ""


def _holder(known: Cast, owner: str, position: int) -> str:
    """Return who holds the office that a mention without capitals names: "the governor", "the secretary of state"."""
    words = owner.split()
    if not words or owner != owner.lower():
        return ""
    name = _office(known, words[-1], position) or _office(known, words[0], position)
    return expanded(known, name, position, "") if name else ""


def _apposed(text: str, span: Span) -> str:
    """Return the person whom an apposition names: "the mayor, Ana Ruiz,"."""
    aside = _APPOSED.match(text, span.end, span.end + _NEAR)
    return person(aside[1]) if aside else ""


def _person_before(known: Cast, position: int, history: Sequence[_Said], gender: str) -> str:
    """Return the last speaker, or whom a sentence since then is about, where the gender fits."""
    said = next((said for said in reversed(history) if said.personal and _fits(known, said.name, gender)), None)
    at = bisect_left(known.mentions, position, key=lambda mention: mention.start)
    for mention in reversed(known.mentions[max(0, at - _SUBJECTS) : at]):
        if said and mention.start <= said.start:
            break
        if mention.opens and _fits(known, mention.name, gender):
            return expanded(known, mention.name, mention.start, gender)
    return said.name if said else ""


def _fits(known: Cast, name: str, gender: str) -> bool:
    surname = given_and_surname(name)[1]
    theirs = known.genders.get(name) or known.genders.get(surname) or gender_of(name)
    return theirs in ("", gender)


def _antecedent(known: Cast, position: int) -> str:
    at = bisect_left(known.mentions, position, key=lambda mention: mention.start) - 1
    if at < 0 or position - known.mentions[at].start > _NEAR:
        return ""
    return expanded(known, known.mentions[at].name, position, "")


def _office(known: Cast, word: str, position: int) -> str:
    """Return who was last given the office before the position, or nothing."""
    held = known.offices.get(word, ())
    at = bisect_left(held, (position, ""))
    return held[at - 1][1] if at else ""


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of a body the longest that ends with it: "US State Department" for "State Department"."""
    counts = Counter(
        name for name in names if name[:1].isupper() and not person(name) and len(name.split()) <= _BODY_WORDS
    )
    longer: dict[str, str] = {}
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        words = folded(name).split()
        for i in range(len(words)):
            by_key[" ".join(words[i:])].append(name)
    for name in counts:
        fitting = by_key[folded(name)]
        longer[name] = min(fitting, key=lambda other: (-len(folded(other).split()), -counts[other], other))
    return longer
