"""Names of the corpus that a question may use: speakers, outlets, years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from embeddings.documents import fold
from embeddings.indexing.passage_index import Filter
from embeddings.language.given_names import is_given_name
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list
from embeddings.people.directory import plain_name
from embeddings.people.names import folded, person, roles
from embeddings.storage.people import SHORTEST_MISSPELT
from embeddings.storage.records import words as words_of
from retrieval.understanding.offices import holders, is_printed, likely_holders, office_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embeddings.documents import Period
    from embeddings.indexing.passage_index import PassageIndex
    from embeddings.storage.corpus import Corpus
    from embeddings.storage.records import Speaker

_AND = re.compile(r"(\s*,\s*(?:(?:and|or)\b\s*)?|\s+(?:and|or|&|vs\.?|versus)\s+)", re.IGNORECASE)
"""What joins names; `re.split` returns it as every other piece."""
_MOST_NAMES = 12
"""Names that one question may join: each costs some look-ups, and nobody types more."""
_LONGEST_JOINT = 7
"""The longest name that itself contains "and", in pieces of `_AND.split`: four names and the three joints between
them."""
_SMALL = word_list(__file__, "small")
"""Words that have no capital within a title or a name."""
_PRINTED = word_list(__file__, "printed")
"""What an outlet prints: "the Times story" is the Times."""
_PRINTING = 5
"""Passages in which a whole name is looked for beside its surname: a document prints it once or twice."""
_LONGEST_NAME = 5
"""Words of the longest name that may open a question without a verb."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The speakers that a name in a question means."""

    name: str
    speakers: frozenset[int]
    respelt: bool = False
    """Whether the name was recognised only by letting letters differ."""
    joint: bool = False
    """Whether several were named, as in "Pompeo and Graham"."""
    unknown: tuple[str, ...] = ()
    """Of several, the people whom the corpus does not know."""
    parts: tuple[Voice, ...] = ()
    """Of several, each."""


class Vocabulary:
    """The speakers, outlets and days of a corpus, looked up by what a question calls them."""

    def __init__(self, corpus: Corpus, index: PassageIndex, now: date | None = None) -> None:
        self._corpus = corpus
        self._index = index
        self._now = now

    @property
    def today(self) -> date:
        """The day of asking, from which "yesterday" counts."""
        return self._now or date.today()  # noqa: DTZ011 - the reader's own day, as their clock has it

    @cached_property
    def speakers(self) -> dict[int, Speaker]:
        """Everybody who speaks, by id."""
        return self._corpus.people.speakers()

    @cached_property
    def publishers(self) -> dict[str, str]:
        """Every outlet, by its folded name."""
        return {folded(name): name for name in self._corpus.publishers()}

    def outlet(self, phrase: str) -> str | None:
        """Return the outlet that the phrase names, "the Times story"; None where it names none."""
        words = folded(phrase).split()
        while words and words[-1] in _PRINTED:
            words = words[:-1]
        return self.publishers.get(" ".join(words))

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Every outlet and agency as it is shown, by its folded name."""
        return {folded(name): name for name in self._corpus.agencies()} | self.publishers

    @cached_property
    def newest(self) -> date | None:
        """The day of the newest article; None where no article is dated."""
        return self.days.last if self.days else None

    @cached_property
    def days(self) -> Period | None:
        """The first and the last day on which an article was published; None where none is dated."""
        return self._corpus.days()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which passages speak, the latest first."""
        return self._corpus.years()

    def prints(self, phrase: str) -> bool:
        """Return whether the corpus prints every word of the phrase."""
        return self._index.prints(phrase)

    def voice(self, phrase: str, *, is_common: bool = False) -> Voice | None:
        """Return the speakers that the phrase names: in full, in part, by initials or office, or misspelt.

        Several are joined by "and", "or" or a comma. A common noun, "the pope", is never a surname.
        """
        if is_common:
            return self._by_common_noun(phrase)
        names = list(dict.fromkeys(self._joined(phrase)))[:_MOST_NAMES]
        voices = [(name, self._named(name)) for name in names]
        known = list(dict.fromkeys(voice for _, voice in voices if voice))
        if len(known) == 1 == len(names) or not known:
            return known[0] if known else None
        return Voice(
            _listed(list(dict.fromkeys(voice.name for voice in known))),
            frozenset[int]().union(*(voice.speakers for voice in known)),
            any(voice.respelt for voice in known),
            joint=len(known) > 1,
            unknown=tuple(name for name, voice in voices if voice is None and name[:1].isupper() and person(name)),
            parts=tuple(known) if len(known) > 1 else (),
        )

    def _joined(self, phrase: str) -> list[str]:
        """Return the names that the phrase joins; a known name may itself hold an "and"."""
        pieces = _AND.split(phrase.strip(" ,"))
        names, start = list[str](), 0
        while start < len(pieces):
            ends = range(min(len(pieces), start + _LONGEST_JOINT), start + 1, -2)
            end = next((end for end in ends if self._is_one(pieces[start:end])), start + 1)
            names.append("".join(pieces[start:end]))
            start = end + 1
        return [name for name in names if name] or [phrase]

    def _is_one(self, pieces: list[str]) -> bool:
        """Return whether the pieces make one speaker's name, as "Department of Health and Human Services"."""
        bearers = self._bearing(folded("".join(pieces)))
        whole = any(_AND.search(self._corpus.people.speaker(each).name) for each in bearers)
        return whole and not all(map(self._named, pieces[::2]))

    def _named(self, phrase: str) -> Voice | None:
        """Return the speakers of the one name."""
        for key in dict.fromkeys(map(folded, _spellings(phrase))):
            if bearers := self._bearing(key) or self._named_short(phrase, key):
                return self._meant(bearers)
        if bearers := self._quoted_by_surname(folded(phrase)):
            return self._meant(bearers)
        office = office_named(phrase)
        if office is None:
            return self._misspelt(folded(phrase)) or self._in_office(phrase) or self._of_small_initials(phrase)
        bearers = holders(office, self._corpus, self._index)
        return self._meant_all(bearers) if bearers else self._in_office(phrase)

    def _by_common_noun(self, noun: str) -> Voice | None:
        """Return the body of that whole name, or who is printed with the office; nobody's surname."""
        bearers = self._corpus.people.bearers([noun])
        wholes = frozenset(
            each for each in bearers if self._corpus.people.speaker(each).name in {noun.upper(), noun.title()}
        )
        voice = (self._meant(wholes) if wholes else self._in_office(noun)) or self._named(noun)
        is_surname = voice and _is_full_name(voice.name) and voice.name.endswith(f" {noun.title()}")
        return None if is_surname else voice

    def _quoted_by_surname(self, key: str) -> frozenset[int]:
        """Return who is quoted by the surname alone, in a document that prints the whole name."""
        ends = key.split()[1:]
        surnames = [" ".join(ends[at:]) for at in range(len(ends))]
        bearers = frozenset(
            each
            for each in self._corpus.people.bearers(surnames)
            if folded(self._corpus.people.speaker(each).name) in surnames
        )
        if not bearers:
            return frozenset()
        printing = self._index.printing(key, Filter(), _PRINTING)
        documents = {self._corpus.passage(passage).document for passage in printing}
        fitting = (each for each in documents if key in folded(fold(self._corpus.document(each).text)))
        passages = (passage for document in fitting for passage in self._corpus.passages_of(document))
        quoted = {statement.speaker for passage in passages for statement in self._corpus.statements_in(passage.id)}
        return bearers & quoted

    def is_name(self, phrase: str) -> bool:
        """Return whether some speaker bears the phrase, or one that it joins, as a name: a surname, a body's whole."""
        return any(map(self._is_name, self._joined(phrase)))

    def _is_name(self, phrase: str) -> bool:
        bearers = [self._corpus.people.speaker(each).name for each in self._bearing(folded(phrase))]
        wholes = (name for name in bearers if folded(name) == folded(phrase) and " " in name)
        return any(not name.rsplit(maxsplit=1)[-1].islower() for name in wholes) or any(map(_is_full_name, bearers))

    def likely_holder(self, phrase: str) -> Voice | None:
        """Return who probably holds the office that the phrase names; None where nobody does, or it names none."""
        office = office_named(phrase)
        bearers = likely_holders(office, self._corpus, self._index) if office else frozenset[int]()
        return self._meant(bearers) if bearers else None

    def knows_office(self, phrase: str) -> bool | None:
        """Return whether some passage speaks of the office that the phrase names; None where it names none."""
        office = office_named(phrase)
        return is_printed(office, self._corpus, self._index) if office else None

    def _meant_all(self, speakers: frozenset[int]) -> Voice:
        """Return all the speakers as meant together, each by name."""
        names = sorted(self._corpus.people.speaker(each).name for each in speakers)
        return Voice(_listed(names), speakers, joint=len(names) > 1)

    def leading_voice(self, words: list[str]) -> tuple[Voice, int] | None:
        """Return the speakers whom the first words name exactly, and how many words; the longest name wins."""
        for end in range(min(len(words), _LONGEST_NAME), 0, -1):
            key = folded(" ".join(words[:end]))
            bearers = self._corpus.people.bearers([key]) or (self._by_words([key]) if end == 1 else None)
            if end == 1 and is_function_word(key):
                return None
            if bearers and len(key) >= SHORTEST_MISSPELT:
                return self._meant(bearers | self._bearing(key)), end
        return None

    def _bearing(self, key: str) -> frozenset[int]:
        """Return the speakers of that name; a single word is a surname that several may bear."""
        exact = self._corpus.people.bearers([key])
        return exact if exact and " " in key else exact | self._by_words(key.split())

    def _named_short(self, phrase: str, key: str) -> frozenset[int]:
        """Return the speakers whose initials the phrase is, whose name it begins, or whose given name it is."""
        letters = phrase.replace(".", "")
        if letters.isupper() and self._abbreviated(letters):
            return self._abbreviated(letters)
        begun = (name for word in key.split()[-1:] for name in self._corpus.people.names_with(word))
        return self._corpus.people.bearers(
            name for name in begun if name.startswith((f"{key} of ", f"{key} for "))
        ) or self._given(key)

    def _given(self, key: str) -> frozenset[int]:
        """Return the person whom the given name means, where just one bears it."""
        bearers = self._corpus.people.bearers(
            name for name in self._corpus.people.names_with(key) if name.split()[0] == key and " " in name
        )
        people = frozenset(speaker for speaker in bearers if person(self._corpus.people.speaker(speaker).name))
        return people if len(people) == 1 == len(bearers) else frozenset()

    def _abbreviated(self, letters: str) -> frozenset[int]:
        return self._corpus.people.abbreviated(letters) if len(letters) > 1 else frozenset()

    def _of_small_initials(self, phrase: str) -> Voice | None:
        letters = folded(phrase).upper()
        bearers = None if is_function_word(letters.lower()) else self._abbreviated(letters)
        return self._meant(bearers) if bearers else None

    def _in_office(self, phrase: str) -> Voice | None:
        """Return who is printed with these words for an office before the name, such as "the mayor"."""
        office = folded(phrase)
        if not office or (phrase != phrase.lower() and not roles(office.split()[-1])):
            return None
        holders = self._corpus.people.bearers(self._corpus.people.forms_beginning(office))
        return self._meant(holders) if holders else None

    def _by_words(self, phrases: Iterable[str]) -> frozenset[int]:
        """Return the speakers with a name that has all the words, the last of them last."""
        wanted = [word for part in phrases for word in words_of(part)]
        if not wanted:
            return frozenset()
        names = frozenset.intersection(*(self._corpus.people.names_with(word) for word in set(wanted)))
        return self._corpus.people.bearers(name for name in names if words_of(name)[-1] == wanted[-1])

    def _meant(self, speakers: frozenset[int], *, respelt: bool = False) -> Voice:
        return Voice(self._corpus.people.best_known(speakers).name, speakers, respelt)

    def _misspelt(self, phrase: str) -> Voice | None:
        words = words_of(phrase)
        if not words or len(words[-1]) < SHORTEST_MISSPELT:
            return None
        nearest = [self._corpus.people.nearest_word(word) for word in words]
        if None in nearest:
            return None
        bearers = self._bearing(" ".join(filter(None, nearest)))
        return self._meant(bearers, respelt=True) if bearers else None


def _is_full_name(name: str) -> bool:
    """Return whether the name is a person's, with a given name and a surname."""
    first, _, last = name.partition(" ")
    return last[:1].isupper() and is_given_name(first, last) and person(name) == name


def _spellings(phrase: str) -> list[str]:
    """Return the phrase, and the names that it gives without titles; "capital of Peru" names nobody called Capital."""
    plain = [plain_name(phrase), plain_name(_cased(phrase))]
    words = phrase.lower().split()
    return [phrase, *(name for name in plain if "of" not in words or name.lower().split()[:1] != words[:1])]


def _cased(phrase: str) -> str:
    """Return the phrase as print has it: "secretary of state pompeo" with the capitals of a title and a name."""
    if phrase != phrase.lower():
        return phrase
    return " ".join(word if word in _SMALL else word.capitalize() for word in phrase.split())


def _listed(names: list[str]) -> str:
    """Return the names as `Vocabulary.voice` reads them again."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
