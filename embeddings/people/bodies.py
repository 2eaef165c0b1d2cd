"""Bodies: organisations by their acronyms, and "the board" by the board that the document names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.language.word_lists import word_list, word_table
from embeddings.people.names import folded, person, without_possessive
from embeddings.people.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.documents import Span

_ABBREVIATED = word_table(__file__, "abbreviated")
"""Acronyms so common that documents do not define them."""
_NOUNS = word_list(__file__, "bodies")
_DEFINED = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w’'\-]*\s+(?:of\s+|the\s+|and\s+|for\s+|on\s+|in\s+)*){1,8})\(([A-Z][A-Za-z.]{1,9})\)"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}\Z")
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.&-]*\s+(?:(?:of|for|on|and)\s+(?:the\s+)?)?){1,5}"
_WORDS = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w-]*){0,3}"
_SMALL = frozenset({"of", "the", "and", "for", "on", "in"})
_BODY_WORDS = 10
"""Words of the longest name of a body; what is longer is a description."""
_LEAST = 2
"""Letters of an acronym."""


class Bodies:
    """The organisations that a document names."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._defined = dict(_definitions(text, paragraphs))
        self._spelt: dict[str, str] = {}

    def spelt_out(self, name: str) -> str:
        """Return the name that an acronym stands for, or nothing."""
        key = folded(name)
        if not _ACRONYM.match(name.strip()):
            return self._defined.get(key, "")
        if key not in self._spelt:
            self._spelt[key] = self._defined.get(key) or self._by_initials(key) or _ABBREVIATED.get(key, "")
        return self._spelt[key]

    def called(self, mention: str, position: int) -> str:
        """Return the body that "the board" means: the one last named before the position with that noun, or nothing."""
        words = mention.split()
        noun = words[-1].lower() if words else ""
        if len(words) != _LEAST or words[0].lower() not in {"the", "that", "this"} or noun not in _NOUNS:
            return ""
        pattern = re.compile(
            rf"\b((?:{_NAME}(?:[a-z-]+\s+)?(?i:{noun})|{noun.capitalize()}(?=\s+of))(?:\s+(?:of|for|on)\s+(?:the\s+)?{_WORDS})?)"
        )
        names = [match[1] for match in pattern.finditer(self._text, 0, position)]
        proper = [fold(name) for name in names if not person(name)]
        return without_article(proper[-1]) if proper else ""

    def _by_initials(self, letters: str) -> str:
        """Return the first name in the document whose initials the letters are, or nothing."""
        if len(letters) < _LEAST:
            return ""
        names = (_initialled(words, letters) for words in self._names())
        return next((name for name in names if name), "")

    def _names(self) -> Iterator[list[str]]:
        for paragraph in self._paragraphs:
            for run in runs(self._text, paragraph):
                yield run.text.split()


def fullest(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of a body the longest that only adds names: "US State Department" for "State Department"."""
    counts = Counter(name for name in names if " " in name and not person(name) and len(name.split()) <= _BODY_WORDS)
    longer: dict[str, str] = {}
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        words = folded(name).split()
        printed = name.split()[-len(words) :]
        for i in range(len(words)):
            if all(word[:1].isupper() or word.lower() in _SMALL for word in printed[:i]):
                by_key[" ".join(words[i:])].append(name)
    for name in counts:
        fitting = by_key[folded(name)]
        longer[name] = min(fitting, key=lambda other: (-len(folded(other).split()), -counts[other], other))
    return longer


def without_article(name: str) -> str:
    """Return the name without a leading "the"."""
    return name[4:] if name[:4].lower() == "the " else name


def _initialled(words: list[str], letters: str) -> str:
    """Return the words, without their last possessive, if the letters are their initials; small words may count."""
    words = [*words[:-1], without_possessive(words[-1]).rstrip(".")]
    whole = "".join(word[0].lower() for word in words)
    capitals = "".join(word[0].lower() for word in words if word.lower() not in _SMALL)
    return " ".join(words) if len(words) > 1 and letters in (whole, capitals) else ""


def _definitions(text: str, paragraphs: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """Yield what the text defines in brackets: "Free Rivers League (FRL)"."""
    for paragraph in paragraphs:
        for match in _DEFINED.finditer(text, *paragraph):
            if name := _spelt(match[1].split(), match[2]):
                yield folded(match[2]), " ".join(name)


def _spelt(words: Sequence[str], acronym: str) -> list[str]:
    """Return the last of the words whose initials the acronym is made of, or none."""
    letters = acronym.replace(".", "").upper()
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(word[0] for word in words[start:] if word[0].isupper())
        if initials == letters:
            return list(words[start:])
    return []
