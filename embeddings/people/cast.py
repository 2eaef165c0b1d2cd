"""The cast of a document: whom it names in full, which acronyms it spells out, who holds which office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.language.given_names import is_given_name
from embeddings.language.word_classes import is_function_word, is_headline
from embeddings.people.names import folded, gender_of, given_and_surname, person, roles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from embeddings.documents import Span
    from embeddings.people.names import Gender

_CAPITALISED = r"(?:[A-ZÀ-ÖØ-Þ][\w\-]*(?:['’][A-ZÀ-ÖØ-Þ]\w+)?\.?|(?:al|el)-\w+)"
RUN = re.compile(
    _CAPITALISED
    + r"(?:[ \u00a0](?:(?:de|da|di|del|della|la|le|van|von|der|den|bin|ibn|of|the)[ \u00a0]){0,2}"
    + _CAPITALISED
    + r"){0,8}"
)
_DEFINED = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w’'\-]*\s+(?:of\s+|the\s+|and\s+|for\s+|on\s+|in\s+)*){1,8})\(([A-Z][A-Za-z.]{1,9})\)"
)

_IN_TIME = re.compile(
    r"\b(?:in|since|until|till|by|during|of|for|from|to|last|next|this|early|mid|late|and|\d+)[\s-]\Z", re.IGNORECASE
)
"""Words before a month, so that "April" is no given name: "In April Ruiz said"."""
_STOP = re.compile(r"[.!?…]")
_BEFORE = 24
"""Characters read back from a name: enough for the word before it, however long."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names a person; ``opens`` where the name begins its sentence."""

    start: int
    name: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of one document."""

    mentions: tuple[Mention, ...]
    people: dict[str, Counter[str]]
    """Full names by surname, each with how often it is printed."""
    acronyms: dict[str, str]
    """Names by the acronym that the document defines for them."""
    offices: dict[str, tuple[tuple[int, str], ...]]
    """Holders by the word for their office, each with where it names them, in the order of the text."""
    genders: dict[str, Gender]
    """Genders by name or surname, where a title or a given name shows one."""
    given: dict[str, frozenset[str]]
    """Full names by their first word."""


def cast_of(text: str, paragraphs: Iterable[Span]) -> Cast:
    """Return whom the paragraphs name."""
    mentions: list[Mention] = []
    people: dict[str, Counter[str]] = defaultdict(Counter)
    acronyms: dict[str, str] = {}
    offices: dict[str, list[tuple[int, str]]] = defaultdict(list)
    genders: dict[str, Gender] = {}
    for paragraph in paragraphs:
        acronyms |= _acronyms(text, paragraph)
        if is_headline(paragraph.of(text)):
            continue
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
    return Cast(
        mentions=tuple(mentions),
        people=dict(people),
        acronyms=acronyms,
        offices={office: tuple(holders) for office, holders in offices.items()},
        genders=genders,
        given=_by_first_word(people),
    )


def _by_first_word(people: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for full_names in people.values():
        for name in full_names:
            names[name.split()[0].lower()].add(name)
    return {first: frozenset(full_names) for first, full_names in names.items()}


def _runs(text: str, paragraph: Span) -> Iterator[tuple[int, str]]:
    for match in RUN.finditer(text, paragraph.start, paragraph.end):
        start, run = match.span()[0], match[0]
        while run and _precedes_name(text, paragraph, start, run):
            word = re.match(r"\S+\s*", run)
            start, run = (start + word.end(), run[word.end() :]) if word else (start, "")
        if run:
            yield start, run


def _precedes_name(text: str, paragraph: Span, start: int, run: str) -> bool:
    """Return whether the run's first word is no part of a name, for all its capital: "But Ruiz", "In April Ruiz"."""
    first, *others = run.split(None, 2)
    if not is_function_word(first.lower()) or first.isupper():
        return False
    return not is_given_name(first, *others[:1]) or _is_month(text, start) or _asks(text, paragraph, start)


def _is_month(text: str, start: int) -> bool:
    return bool(_IN_TIME.search(text, max(0, start - _BEFORE), start))


def _asks(text: str, paragraph: Span, start: int) -> bool:
    """Return whether a question begins at the word: "Will Ruiz go?"."""
    stop = _STOP.search(text, start, paragraph.end)
    return _opens(text, start, paragraph) and stop is not None and stop[0] == "?"


def _opens(text: str, start: int, paragraph: Span) -> bool:
    before = text[max(paragraph.start, start - _BEFORE) : start].rstrip(" \n\"“‘'")
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


_RECENT = 100
"""Mentions looked through for the namesake last named in full; bounds the time on a page of names."""
_DOMINANT = 2
"""How many times as often one of two namesakes must be named in full to own the bare surname throughout.

An article about one of them names the other in passing, once.
"""


def expanded(cast: Cast, name: str, position: int, gender: Gender | None) -> str:
    """Return the fullest form in which the document prints the person's name.

    Of namesakes that are named about equally often, it is whoever was last named in full before the position.
    """
    given, surname = given_and_surname(name)
    if surname not in cast.people:
        return name if given else _by_given(cast, name)
    namesakes = _namesakes(cast.people[surname], given, gender)
    if not namesakes:
        return name
    ranked = sorted(namesakes.values(), key=lambda forms: (-forms.total(), min(forms)))
    forms = ranked[0]
    if len(ranked) > 1 and forms.total() < _DOMINANT * ranked[1].total():
        forms = namesakes.get(_last_named(cast, surname, namesakes, position), forms)
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _namesakes(full: Counter[str], given: str, gender: Gender | None) -> dict[str, Counter[str]]:
    """Return by given name the full names that agree with the given name and the gender, as far as those are clear."""
    fitting: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in full.items():
        own = given_and_surname(form)[0]
        if given in ("", own) and (gender is None or gender_of(form) in (None, gender)):
            fitting[own][form] += count
    return fitting


def _last_named(cast: Cast, surname: str, namesakes: Collection[str], position: int) -> str:
    """Return the given name of the namesake whom the text last named in full before the position."""
    at = bisect_left(cast.mentions, position, key=lambda mention: mention.start)
    names = (given_and_surname(mention.name) for mention in reversed(cast.mentions[max(0, at - _RECENT) : at]))
    return next((given for given, last in names if last == surname and given in namesakes), "")


def _by_given(cast: Cast, name: str) -> str:
    """Return the full name of the only person in the document whose given name it is, else the name itself."""
    fitting = cast.given.get(name.lower(), frozenset())
    return next(iter(fitting)) if len(fitting) == 1 else name
