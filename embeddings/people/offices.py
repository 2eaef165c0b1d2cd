"""Offices: who in a document is the mayor, the chairman of the league, Ruiz's spokesman."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list
from embeddings.people.names import folded, person, without_possessive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embeddings.people.cast import Cast
    from embeddings.people.runs import Run

_OFFICES = word_list(__file__, "offices")
_HEADS = word_list(__file__, "heads of state")
SOLE = word_list(__file__, "offices that need no name")
"""Offices whose holder news need not name: "the president", "the pope"."""
_AFTER = re.compile(
    r"(?:\s\([^()\n]{1,20}\))?,\s+(?:\d\d?,\s+)?(?:(?:who|and)\s+(?:is|was|has been|serves as)\s+)?"
    r"(?P<words>[^,.;:()\"“”\n]{3,110})"
    r"|\s+(?:is|was|became|serves as|served as)\s+(?:also\s+|now\s+)?(?P<predicate>(?:an?|the)\s[^,.;:()\"“”\n]{3,80})"
)
"""An apposition after a name, or what the person is said to be."""
_BEFORE = 90
"""Characters read back from a name; the eight words of the longest title fit."""
_LONGEST = 8
"""Words of the longest title that stands before a name."""
_COMPLEMENT = re.compile(r"\b(?:of|for|at|in|with|from|to|who|that|on|and)\b")
_WORD = re.compile(r"[\w.’'&-]+")
_END_OF_WORD = re.compile(r"[\w.’'&-]+\Z")
_STEM = 4
"""Letters that a place and its adjective share: Russia, Russian."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office as a mention gives it: "London's Muslim mayor" is the office of mayor, of London."""

    office: str
    of: frozenset[str]
    """The names in it, folded: whose office it is."""
    is_definite: bool = True
    """Whether it means one holder: "the mayor", and not "a mayor"."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom the document names with a title, and where."""

    start: int
    name: str
    of: frozenset[str]


def title_of(mention: str) -> Title | None:
    """Return the office that the mention gives, or None where it gives none."""
    words = [without_possessive(word) for word in _WORD.findall(fold(mention))]
    head = [without_possessive(word) for word in _WORD.findall(_COMPLEMENT.split(fold(mention), maxsplit=1)[0])]
    office = next((word.lower() for word in reversed(head) if word.lower() in _OFFICES), "")
    if not office or not head or (office != head[-1].lower() and head[-1].lower() not in {"herself", "himself"}):
        return None
    of = frozenset(folded(word) for word in words if word[:1].isupper() and not is_function_word(word.lower()))
    return Title(office, of - {office}, is_definite=head[0].lower() not in {"a", "an", "another", "one", "some"})


def is_sole(title: Title) -> bool:
    """Return whether the office is one whose holder news need not name."""
    return title.office in SOLE


class Offices:
    """The titles that a document gives to the people whom it names."""

    def __init__(self, text: str, named: Iterable[tuple[Run, str]], cast: Cast) -> None:
        self._holders: dict[str, list[Holder]] = defaultdict(list)
        for run, name in named:
            if " " not in name and cast.has_namesakes(name):
                continue  # "President Ruiz" may be either
            full, _ = cast.expanded(name, run.start)
            for words in titles_around(text, run):
                title = title_of(words)
                if title:
                    self._holders[title.office].append(Holder(run.start, full, title.of))

    def holder(self, title: Title, position: int) -> tuple[str, bool] | None:
        """Return who holds the office at the position, and whether nobody else does; None where nobody is known."""
        offices = _HEADS if title.office in _HEADS else (title.office,)
        holders = sorted((h for office in offices for h in self._holders.get(office, ())), key=lambda h: h.start)
        exact = sorted(self._holders.get(title.office, ()), key=lambda holder: holder.start)
        fitting = [h for h in exact if _agree(title.of, h.of)] or [h for h in holders if _share(title.of, h.of)]
        if not fitting or (not title.is_definite and not title.of):
            return None
        before = [holder for holder in fitting if holder.start < position]
        return (before[-1] if before else fitting[0]).name, len({holder.name for holder in fitting}) == 1


def titles_around(text: str, run: Run) -> Iterable[str]:
    """Yield the titles that stand around the name: before its capitals and within them, and after them."""
    own = run.text[: run.text.rfind(person(run.text))]
    if title := _title_before(text[max(0, run.start - _BEFORE) : run.start], own):
        yield title
    after = _AFTER.match(text, run.end)
    if after:
        yield after["words"] or after["predicate"]


def _title_before(before: str, own: str) -> str:
    """Return the title that runs into the name, back to the word that begins its phrase."""
    *words, last = before.split(" ")
    title = [own]
    for printed in reversed(() if last else words[-_LONGEST:]):
        word = _END_OF_WORD.search(printed)
        if word is None or is_function_word(word[0].lower()):
            break
        title.append(word[0])
        if word[0] != printed:
            break
    return " ".join(reversed(title)).strip()


def _agree(asked: frozenset[str], printed: frozenset[str]) -> bool:
    return not asked or not printed or _share(asked, printed)


def _share(asked: frozenset[str], printed: frozenset[str]) -> bool:
    """Return whether the two name the same place or person: Russia and Russian do."""
    return any(a == b or (len(a) > _STEM and a[:_STEM] == b[:_STEM]) for a in asked for b in printed)
