"""Reads one generation's speakers and the forms of their names from SQLite."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from embeddings.people.doubts import Voice
from embeddings.storage.records import Speaker

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from embeddings.people.directory import Sighting

SHORTEST_MISSPELT = 4
"""Letters of the shortest word that may be misspelt: below, every word is near another."""
_LONG_WORD = 7
"""From this many letters on, two may be wrong in a word; in a shorter one only one, since short names differ by
little."""


class People:
    """Everybody whom a generation's documents quote, by id and by name."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def sightings(self) -> Iterator[list[Sighting]]:
        """Yield each document's forms of its speakers' names."""
        forms = self._database.execute("select document, form, name from sightings order by document")
        for _, rows in groupby(forms, itemgetter(0)):
            yield [(form, name) for _, form, name in rows]

    def names_printed(self) -> list[str]:
        """Return the names of all speakers as the documents give them."""
        return [name for (name,) in self._database.execute("select distinct name from statements order by name")]

    def voices(self) -> list[Voice]:
        """Return every speaker with the number of documents, of statements, and of doubtful ones among these."""
        rows = self._database.execute(
            "select speakers.name, documents, count(*), sum(not certain) from speakers"
            " join statements on speaker = speakers.id group by speakers.id order by speakers.name"
        )
        return [Voice(*row) for row in rows]

    def speakers(self) -> dict[int, Speaker]:
        """Return every speaker by id."""
        rows = self._database.execute("select id, name, documents from speakers order by id")
        return {row[0]: Speaker(*row) for row in rows}

    def speaker(self, speaker_id: int) -> Speaker:
        """Return the speaker of that id."""
        row = self._database.execute("select id, name, documents from speakers where id = ?", (speaker_id,)).fetchone()
        return Speaker(*row)

    def best_known(self, speakers: Iterable[int]) -> Speaker:
        """Return which of the speakers most documents quote."""
        row = self._database.execute(
            "select id, name, documents from speakers where id in (select value from json_each(?))"
            " order by documents desc, id limit 1",
            (json.dumps(sorted(speakers)),),
        ).fetchone()
        return Speaker(*row)

    def bearers(self, names: Iterable[str]) -> frozenset[int]:
        """Return the speakers who bear one of the folded names, or are printed in that form."""
        return self._keys(
            "select speaker from names where name in (select value from json_each(?))", json.dumps(sorted(names))
        )

    def abbreviated(self, letters: str) -> frozenset[int]:
        """Return the speakers with these initials."""
        return self._keys("select id from speakers where initials = ?", letters)

    def names_with(self, word: str) -> frozenset[str]:
        """Return the folded names that have the word, without forms that hold more than a name."""
        names = self._database.execute("select name from name_words where word = ?", (word,))
        return frozenset(name for (name,) in names)

    def forms_beginning(self, start: str) -> list[str]:
        """Return the forms that begin with the words and hold more than a name."""
        forms = self._database.execute(
            "select distinct name from names where form and (name = ? or (name > ? || ' ' and name < ? || '!'))",
            (start, start, start),
        )
        return [form for (form,) in forms]

    def nearest_word(self, word: str) -> str | None:
        """Return the word of a name that differs least from this one; None where none is near enough."""
        if len(word) < SHORTEST_MISSPELT or self.names_with(word):
            return word
        cutoff = 2 if len(word) >= _LONG_WORD else 1
        # Few misspell the first letter (Pollock and Zamora 1984), and it tells many names apart.
        alike = self._name_words(word[0], max(SHORTEST_MISSPELT, len(word) - cutoff), len(word) + cutoff)
        near = ((OSA.distance(word, known, score_cutoff=cutoff), -names, known) for known, names in alike)
        return min((each for each in near if each[0] <= cutoff), default=(0, 0, None))[2]

    def _name_words(self, letter: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Return the words of names with this first letter and length, each with how many names have it."""
        return self._database.execute(
            "select word, count(*) from name_words where word >= ? and word < ? and length(word) between ? and ?"
            " group by word",
            (letter, chr(ord(letter) + 1), shortest, longest),
        ).fetchall()

    def _keys(self, query: str, value: str) -> frozenset[int]:
        return frozenset(key for (key,) in self._database.execute(query, (value,)))
