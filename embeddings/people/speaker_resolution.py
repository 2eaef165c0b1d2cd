"""Resolves each speaker of a document to a name: surnames, offices, pronouns, and "the statement"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.language.word_lists import word_list
from embeddings.people.cast import RUN, Cast, cast_of, expanded
from embeddings.people.names import Gender, folded, gender_of, given_and_surname, person, voice

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
"""Acronyms so common that documents do not define them."""
_PRONOUNS = _HE | _SHE | _BODIES | _RELATIVE
_PAPER_WORDS = 2
"""Words of "joint statement", without its article; a longer mention names its issuer itself."""
_NEAR = 160
"""Characters, about a printed sentence, within which the name stands that "who" or "the statement" goes back to."""
_SUBJECTS = 12
"""Names before a pronoun that are weighed; bounds the time on a page of names."""
_MEMORY = 40
"""Speakers looked back over for a pronoun or "the statement"; bounds the time on a page of quotations."""
_PAPERS = word_list(__file__, "papers")
"""Things that speak for whoever issued them."""
_BODY_WORDS = 10
"""Words of the longest name of a body; what is longer is a description."""


@dataclass(frozen=True, slots=True)
class _PastSpeaker:
    """A speaker already resolved: where, who, whether a person, and whether in writing."""

    start: int
    name: str
    personal: bool
    in_writing: bool


def resolved(text: str, paragraphs: Sequence[Span], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements, each speaker under the fullest name that the document prints."""
    cast = cast_of(text, paragraphs)
    history: list[_PastSpeaker] = []
    names: dict[Span, str] = {}
    for span in sorted({s.speaker_span for s in statements if s.speaker_span}):
        name = _speaker(text, cast, span, history[-_MEMORY:])
        names[span] = name
        history.append(_PastSpeaker(span.start, name, bool(person(name)), _is_in_writing(text, span)))
    longest = _fullest(names.values())
    return tuple(
        replace(s, speaker=longest.get(names[s.speaker_span], names[s.speaker_span])) if s.speaker_span else s
        for s in statements
    )


def _is_in_writing(text: str, span: Span) -> bool:
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR].lower()
    return any(f" {word}" in around for word in ("statement", "release", "letter", "memo"))


def _speaker(text: str, cast: Cast, span: Span, history: Sequence[_PastSpeaker]) -> str:
    mention = fold(span.of(text))
    owner = voice(mention)
    word = owner.lower()
    if word in _PRONOUNS:
        return _meant(cast, word, span.start, history) or owner
    if name := person(owner.title() if owner.isupper() and word in cast.people else owner) or _apposed(text, span):
        return expanded(cast, name, span.start, gender_of(mention))
    return (
        _issuer(owner, history)
        or cast.acronyms.get(folded(owner))
        or _ABBREVIATED.get(folded(owner))
        or _holder(cast, owner, span.start)
        or owner
    )


def _meant(cast: Cast, word: str, position: int, history: Sequence[_PastSpeaker]) -> str:
    """Return whom the pronoun stands for, or nothing."""
    if word in _HE | _SHE:
        return _person_before(cast, position, history, Gender.MALE if word in _HE else Gender.FEMALE)
    if word in _RELATIVE:
        return _antecedent(cast, position)
    return next((past.name for past in reversed(history) if not past.personal), "")


def _issuer(owner: str, history: Sequence[_PastSpeaker]) -> str:
    """Return who last spoke on paper, where the mention is "the statement" or the like."""
    if (
        owner.lower().split()[-1:] == []
        or owner.lower().split()[-1] not in _PAPERS
        or len(owner.split()) > _PAPER_WORDS
    ):
        return ""
    papers = [past.name for past in history if past.in_writing and not past.name.lower().endswith(tuple(_PAPERS))]
    return papers[-1] if papers else history[-1].name if history else ""


def _holder(cast: Cast, owner: str, position: int) -> str:
    """Return who holds the office that a mention without capitals names: "the governor", "the secretary of state"."""
    words = owner.split()
    if not words or owner != owner.lower():
        return ""
    name = _office(cast, words[-1], position) or _office(cast, words[0], position)
    return expanded(cast, name, position, None) if name else ""


def _apposed(text: str, span: Span) -> str:
    """Return the person whom an apposition names: "the mayor, Ana Ruiz,"."""
    aside = _APPOSED.match(text, span.end, span.end + _NEAR)
    return person(aside[1]) if aside else ""


def _person_before(cast: Cast, position: int, history: Sequence[_PastSpeaker], gender: Gender) -> str:
    """Return the last speaker of that gender, or the person with whose name a sentence since then begins."""
    last = next((past for past in reversed(history) if past.personal and _fits(cast, past.name, gender)), None)
    at = bisect_left(cast.mentions, position, key=lambda mention: mention.start)
    for mention in reversed(cast.mentions[max(0, at - _SUBJECTS) : at]):
        if last and mention.start <= last.start:
            break
        if mention.opens and _fits(cast, mention.name, gender):
            return expanded(cast, mention.name, mention.start, gender)
    return last.name if last else ""


def _fits(cast: Cast, name: str, gender: Gender) -> bool:
    surname = given_and_surname(name)[1]
    shown = cast.genders.get(name) or cast.genders.get(surname) or gender_of(name)
    return shown in (None, gender)


def _antecedent(cast: Cast, position: int) -> str:
    at = bisect_left(cast.mentions, position, key=lambda mention: mention.start) - 1
    if at < 0 or position - cast.mentions[at].start > _NEAR:
        return ""
    return expanded(cast, cast.mentions[at].name, position, None)


def _office(cast: Cast, word: str, position: int) -> str:
    """Return whom the text last named with the office before the position, or nothing."""
    holders = cast.offices.get(word, ())
    at = bisect_left(holders, (position, ""))
    return holders[at - 1][1] if at else ""


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
