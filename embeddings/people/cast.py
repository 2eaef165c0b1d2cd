"""The cast of a document: whom it names, in which forms, and of which gender."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import cues
from embeddings.language.word_classes import is_finite, is_headline
from embeddings.people.names import folded, gender_of, given_and_surname, person
from embeddings.people.runs import runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from embeddings.documents import Span
    from embeddings.people.names import Gender
    from embeddings.people.runs import Run

_FOLLOWED = re.compile(
    r"(?:\s*\([^()]{1,30}\))?(?:\s*[,—–-][^,.;:\n]{1,120}[,—–-]|,\s\d\d?,)?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?(\w+)"
)
"""The word after a name, past what tells its party, its age or its office."""
_OBJECT = re.compile(
    r"\b(?:of|to|with|by|for|about|against|from|on|in|told|asked|and|between|like|than|as"
    r"|that|when|while|if|because|whether|though|although|until|where|before|after|since|how|why|what|which)\s\Z"
)
"""What stands before a name that is not what its sentence is about: "told Ruiz", "with Ruiz", "when Ruiz asked"."""
_INTRODUCED = re.compile(r",\s(?:an?|the|\d\d?)\b")
"""Who somebody is, behind the name: "in the crowd is Ana Ruiz, a teacher"."""
_LAST_WORD = re.compile(r"\b([a-z]+)\s\Z")
_BEFORE = 12
"""Characters that hold the word before a name, if it is one of those."""
_RECENT = 100
"""Mentions looked through for the namesake last named in full; bounds the time on a page of names."""
_DOMINANT = 2
"""How many times as often one of two namesakes must be named in full to own the bare surname throughout.

An article about one of them names the other in passing, once.
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names a person."""

    start: int
    name: str
    is_subject: bool
    """Whether it begins a sentence or does what the next verb says."""
    is_quoted: bool
    """Whether somebody's quoted words name the person."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a document names."""

    mentions: tuple[Mention, ...]
    people: Mapping[str, Mapping[str, Counter[str]]]
    """Full names by surname and by given name, each with how often it is printed."""
    genders: Mapping[str, Gender]
    """Genders by name or surname, where a title or a given name shows one."""
    given: Mapping[str, frozenset[str]]
    """Full names by their first word."""

    def expanded(self, name: str, position: int, gender: Gender | None = None) -> tuple[str, bool]:
        """Return the fullest form of the person's name that the document prints, and whether it is nobody else's.

        Of namesakes that are named about equally often, it is whoever was last named in full before the position.
        """
        given, surname = given_and_surname(name)
        gender = gender or (None if given else self.genders.get(surname))
        if surname not in self.people:
            return (name, True) if given else (self._by_given(name), True)
        namesakes = _namesakes(self.people[surname], given, gender)
        if not namesakes:
            return name, True
        ranked = sorted(namesakes.values(), key=lambda forms: (-forms.total(), min(forms)))
        forms, clear = ranked[0], len(ranked) == 1 or ranked[0].total() >= _DOMINANT * ranked[1].total()
        if not clear:
            forms = namesakes.get(self._last_named(surname, namesakes, position), forms)
        return min(forms, key=lambda form: (-forms[form], -len(form), form)), clear

    def gender(self, name: str) -> Gender | None:
        """Return the person's gender, None where nothing shows it."""
        given, surname = given_and_surname(name)
        # "Mr. Lou" tells of Lou Jiwei, whose surname comes first.
        called = None if given in self.people else self.genders.get(given)
        return called or self.genders.get(name) or self.genders.get(surname) or gender_of(name)

    def has(self, name: str, gender: Gender | None) -> bool:
        """Return whether the name may be somebody's of that gender: nobody's of whom the document shows the other."""
        given, surname = given_and_surname(name)
        return surname not in self.people or bool(_namesakes(self.people[surname], given, gender))

    def has_namesakes(self, surname: str) -> bool:
        """Return whether several people whom the document names in full have the surname."""
        return len(self.people.get(folded(surname), ())) > 1

    def knows(self, word: str) -> bool:
        """Return whether somebody whom the document names in full has the word as a surname."""
        return folded(word) in self.people

    def before(self, position: int, most: int) -> Iterator[Mention]:
        """Yield up to so many mentions before the position that no quotation holds, the latest first."""
        at = bisect_left(self.mentions, position, key=lambda mention: mention.start)
        spoken = (mention for mention in reversed(self.mentions[max(0, at - most) : at]) if not mention.is_quoted)
        yield from spoken

    def _last_named(self, surname: str, namesakes: Collection[str], position: int) -> str:
        """Return the given name of the namesake whom the text last named in full before the position."""
        at = bisect_left(self.mentions, position, key=lambda mention: mention.start)
        names = (given_and_surname(mention.name) for mention in reversed(self.mentions[max(0, at - _RECENT) : at]))
        return next((given for given, last in names if last == surname and given in namesakes), "")

    def _by_given(self, name: str) -> str:
        """Return the full name of the only person whose given name it is, else the name itself."""
        fitting = self.given.get(folded(name), frozenset())
        return next(iter(fitting)) if len(fitting) == 1 else name


def named_in(text: str, paragraphs: Iterable[Span]) -> list[tuple[Run, str]]:
    """Return the names of people in the paragraphs, with the words that hold them; headlines capitalise any word."""
    return [
        (run, name)
        for paragraph in paragraphs
        if not is_headline(paragraph.of(text))
        for run in runs(text, paragraph)
        if (name := person(run.text))
    ]


def cast_of(text: str, named: Sequence[tuple[Run, str]], quoted: Sequence[Span]) -> Cast:
    """Return whom a document names; ``quoted`` are its quotations, in order."""
    people: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    genders: dict[str, Gender] = {}
    for run, name in named:
        given, surname = given_and_surname(name)
        if given:
            people[surname][given][name] += 1
        if gender := gender_of(run.text):
            genders.setdefault(name if given else surname, gender)
    given_names = _by_first_word(people)
    proven = {folded(name) for run, name in named if not run.opens} | people.keys() | given_names.keys()
    mentions = [_mention(text, run, name, quoted) for run, name in named if " " in name or folded(name) in proven]
    return Cast(tuple(mentions), dict(people), genders, given_names)


def _mention(text: str, run: Run, name: str, quoted: Sequence[Span]) -> Mention:
    at = bisect_left(quoted, run.start, key=lambda span: span.end)
    is_quoted = at < len(quoted) and quoted[at].start <= run.start
    return Mention(run.start, name, not is_quoted and _is_subject(text, run), is_quoted)


def _is_subject(text: str, run: Run) -> bool:
    before = text[max(0, run.start - _BEFORE) : run.start]
    if run.opens and before.endswith("The ") and " " not in run.text:
        return False  # "The Ruiz papers"
    if run.opens or before.endswith("As for "):
        return True
    if before.endswith((" is ", " was ")) and _INTRODUCED.match(text, run.end):
        return True
    last = _LAST_WORD.search(before)
    if last and last[1] in cues():
        return False  # "realize Ruiz is"
    following = _FOLLOWED.match(text, run.end)
    is_object = _OBJECT.search(before)
    return following is not None and is_finite(following[1].lower()) and not is_object


def _by_first_word(people: Mapping[str, Mapping[str, Collection[str]]]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for namesakes in people.values():
        for name in chain.from_iterable(namesakes.values()):
            names[folded(name.split()[0])].add(name)
    return {first: frozenset(full_names) for first, full_names in names.items()}


def _namesakes(full: Mapping[str, Counter[str]], given: str, gender: Gender | None) -> Mapping[str, Counter[str]]:
    """Return by given name the full names that agree with the given name and the gender, as far as those are clear."""
    if given:
        full = {given: full[given]} if given in full else {}
    if gender is None:
        return full
    fitting = {
        own: Counter({form: count for form, count in forms.items() if gender_of(form) in (None, gender)})
        for own, forms in full.items()
    }
    return {own: forms for own, forms in fitting.items() if forms}
