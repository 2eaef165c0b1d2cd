"""Who is who in one document: full names, acronyms, offices and pronouns, each to the name that the document gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.annotating.names import folded, gender_of, given_and_surname, person, roles, voice
from embeddings.annotating.vocabulary import listed
from embeddings.annotating.words import is_function_word
from embeddings.documents import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.documents import Span, Statement

_CAPITALISED = r"(?:[A-ZÀ-ÖØ-Þ][\w\-]*(?:['’][A-ZÀ-ÖØ-Þ]\w+)?\.?|(?:al|el)-\w+)"
_RUN = re.compile(
    _CAPITALISED
    + r"(?:[ \u00a0](?:(?:de|da|di|del|della|la|le|van|von|der|den|bin|ibn|of|the)[ \u00a0]){0,2}"
    + _CAPITALISED
    + r"){0,8}"
)
_DEFINED = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w’'\-]*\s+(?:of\s+|the\s+|and\s+|for\s+|on\s+|in\s+)*){1,8})\(([A-Z][A-Za-z.]{1,9})\)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names a person, as which name, and whether the name begins its sentence."""

    start: int
    name: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of one document."""

    mentions: tuple[Mention, ...]
    people: dict[str, Counter[str]]
    """By surname, how often each full name stands in the document."""
    acronyms: dict[str, str]
    offices: dict[str, tuple[tuple[int, str], ...]]
    """By the word for an office or a body, where whom it was given to."""
    genders: dict[str, str]


def cast(text: str, paragraphs: Iterable[Span]) -> Cast:
    """Return the names in the paragraphs."""
    mentions: list[Mention] = []
    people: dict[str, Counter[str]] = defaultdict(Counter)
    acronyms: dict[str, str] = {}
    offices: dict[str, list[tuple[int, str]]] = defaultdict(list)
    genders: dict[str, str] = {}
    for paragraph in paragraphs:
        acronyms |= _acronyms(text, paragraph)
        for start, run in _runs(text, paragraph):
            name = person(run)
            if not name:
                continue
            mentions.append(Mention(start, name, _opens(text, start, paragraph)))
            given, surname = given_and_surname(name)
            if given:
                people[surname][name] += 1
            for role in roles(run):
                offices[role].append((start, name))
            if gender := gender_of(run):
                genders.setdefault(surname if not given else name, gender)
    return Cast(tuple(mentions), dict(people), acronyms, {k: tuple(v) for k, v in offices.items()}, genders)


def _runs(text: str, paragraph: Span) -> Iterator[tuple[int, str]]:
    for match in _RUN.finditer(text, paragraph.start, paragraph.end):
        run, start = match[0], match.start()
        first = run.split(None, 1)
        if is_function_word(first[0].lower()) and not first[0].isupper():
            if len(first) == 1:
                continue
            start, run = match.end() - len(first[1]), first[1]
        yield start, run


def _opens(text: str, start: int, paragraph: Span) -> bool:
    before = text[max(paragraph.start, start - 24) : start].rstrip(" \n\"“‘'")
    return (
        start == paragraph.start
        or not before
        or before[-1] in ".!?…”"
        or before.endswith(("But", "And", "Meanwhile,", "however,"))
    )


def _acronyms(text: str, paragraph: Span) -> dict[str, str]:
    return {
        folded(match[2]): " ".join(name)
        for match in _DEFINED.finditer(text, paragraph.start, paragraph.end)
        if (name := _spelt_out(match[1].split(), match[2]))
    }


def _spelt_out(words: Sequence[str], acronym: str) -> list[str]:
    """Return the last of the words whose initials the acronym is made of, or none."""
    letters = acronym.replace(".", "").upper()
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(word[0] for word in words[start:] if word[0].isupper())
        if initials == letters:
            return list(words[start:])
    return []


_HE, _SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY, _IT = frozenset({"they", "their", "them"}), frozenset({"it", "its"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_APPOSED = re.compile(r",\s+(" + _RUN.pattern + r"),")
_ABBREVIATED = {
    "us": "United States",
    "usa": "United States",
    "un": "United Nations",
    "uk": "United Kingdom",
    "eu": "European Union",
}
"""Acronyms that no document spells out."""
_NEAR = 160
"""Characters within which a relative clause's antecedent stands."""
_RECENT = 100
"""Mentions that a bare surname may look back over for the namesake last named in full."""
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
_DOMINANT = 2
"""How many times as often one of two namesakes must be named in full for the bare surname to be theirs."""


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
    around = text[max(0, span.start - 100) : span.end + 100].lower()
    return any(f" {word}" in around for word in ("statement", "release", "letter", "memo"))


def _speaker(text: str, known: Cast, span: Span, history: Sequence[_Said]) -> str:
    mention = fold(span.of(text))
    owner = voice(mention)
    word = owner.lower()
    if word in _HE or word in _SHE:
        return _person_before(known, span.start, history, "m" if word in _HE else "f") or owner
    if word in _THEY or word in _IT:
        return next((said.name for said in reversed(history) if not said.personal), owner)
    if word in _RELATIVE:
        return _antecedent(known, span.start) or owner
    if name := person(owner.title() if owner.isupper() and word in known.people else owner):
        return expanded(known, name, span.start, gender_of(mention))
    if apposed := _apposed(text, span):
        return expanded(known, apposed, span.start, "")
    last = word.split()[-1] if word else ""
    if (last in _PAPERS and mention[:1].islower()) or (
        mention.lower().startswith(("the ", "this ")) and last in _PAPERS
    ):
        papers = [said.name for said in history if said.paper and not said.name.lower().endswith(tuple(_PAPERS))]
        return papers[-1] if papers else history[-1].name if history else owner
    if spelt := known.acronyms.get(folded(owner)) or _ABBREVIATED.get(folded(owner)):
        return spelt
    if (owner == owner.lower() and (held := _office(known, last, span.start))) or (
        held := _office(known, word.split()[0], span.start) if word.split() and owner == owner.lower() else ""
    ):
        return held
    return owner


def _apposed(text: str, span: Span) -> str:
    """Return the person whom an apposition names: "the mayor, Ana Ruiz,"."""
    aside = _APPOSED.match(text, span.end, span.end + _NEAR)
    return person(aside[1]) if aside else ""


def _person_before(known: Cast, position: int, history: Sequence[_Said], gender: str) -> str:
    """Return the last speaker, or whom a sentence since then is about, where the gender fits."""
    said = next((said for said in reversed(history) if said.personal and _fits(known, said.name, gender)), None)
    at = bisect_left(known.mentions, position, key=lambda mention: mention.start)
    for mention in reversed(known.mentions[max(0, at - 12) : at]):
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
    """Return who last was given the office before the position, else who first is."""
    held = known.offices.get(word, ())
    at = bisect_left(held, (position, ""))
    return expanded(known, held[at - 1][1], position, "") if at else ""


def expanded(known: Cast, name: str, position: int, gender: str) -> str:
    """Return the fullest form of a person's name that the document gives, as far as it can tell namesakes apart."""
    given, surname = given_and_surname(name)
    full = known.people.get(surname)
    if not full:
        return known_by_given(known, name) if not given else name
    namesakes: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate, count in full.items():
        if not given or given_and_surname(candidate)[0] == given:
            if not gender or gender_of(candidate) in ("", gender):
                namesakes[given_and_surname(candidate)[0]][candidate] += count
    if not namesakes:
        return name
    ranked = sorted(namesakes.values(), key=lambda forms: (-forms.total(), min(forms)))
    if len(ranked) > 1 and ranked[0].total() < _DOMINANT * ranked[1].total():
        at = bisect_left(known.mentions, position, key=lambda mention: mention.start)
        recent = [
            m.name
            for m in known.mentions[max(0, at - _RECENT) : at]
            if m.name in full and given_and_surname(m.name)[0] in namesakes
        ]
        forms = namesakes.get(given_and_surname(recent[-1])[0], ranked[0]) if recent else ranked[0]
    else:
        forms = ranked[0]
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


def known_by_given(known: Cast, name: str) -> str:
    """Return the full name of the one person in the document whose given name it is, else the name itself."""
    fitting = {full for forms in known.people.values() for full in forms if full.split()[0] == name}
    return fitting.pop() if len(fitting) == 1 else name


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Return, for each name of a body that a longer one ends with, the longer: "State Department", "US State Department"."""
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
