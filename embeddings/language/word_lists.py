"""Word lists: data files beside the modules that read them.

The words of ``people/names.py`` stand in ``people/names.txt``: a first line that names their source, a line
``[section]`` for each list, below it an entry a line, and comments behind ``#``. A list is read when first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

Other = TypeVar("Other")


class WordList(AbstractSet[str]):
    """The entries of one or more sections, in order, as a set that is read when first used; ``|`` joins two unread."""

    def __init__(self, *sections: tuple[Path, str]) -> None:
        self._sections = sections

    @cached_property
    def _ordered(self) -> tuple[str, ...]:
        return tuple(word for path, section in self._sections for word in _entries(path, section))

    @cached_property
    def words(self) -> frozenset[str]:
        """The entries as a plain set, for loops that ask a million times."""
        return frozenset(self._ordered)

    @cached_property
    def pattern(self) -> str:
        """The entries as alternatives of a regular expression, the longest first; each may be an expression itself."""
        return "(?:" + "|".join(sorted(self.words, key=lambda word: (-len(word), word))) + ")"

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def __iter__(self) -> Iterator[str]:
        return iter(self._ordered)

    def __len__(self) -> int:
        return len(self.words)

    def __or__(self, other: AbstractSet[Other]) -> AbstractSet[str | Other]:
        return WordList(*self._sections, *other._sections) if isinstance(other, WordList) else self.words | other

    @classmethod
    def _from_iterable(cls, words: Iterable[Other]) -> AbstractSet[Other]:
        return frozenset(words)


class WordTable(Mapping[str, str]):
    """The entries ``key: value`` of one section, in order, as a mapping that is read when first used."""

    def __init__(self, path: Path, section: str) -> None:
        self._path, self._section = path, section

    @cached_property
    def _values(self) -> dict[str, str]:
        pairs = (entry.partition(":") for entry in _entries(self._path, self._section))
        return {key.strip(): value.strip() for key, _, value in pairs}

    def __getitem__(self, key: str) -> str:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def word_list(module: str, *sections: str) -> WordList:
    """Return the list in these sections of the module's data file: ``word_list(__file__, "titles")``."""
    return WordList(*((Path(module).with_suffix(".txt"), section) for section in sections))


def word_table(module: str, section: str) -> WordTable:
    """Return the table in this section of the module's data file: ``word_table(__file__, "irregular verbs")``."""
    return WordTable(Path(module).with_suffix(".txt"), section)


def _entries(path: Path, section: str) -> tuple[str, ...]:
    sections = _sections(path)
    if section not in sections:
        raise LookupError(f"{path} has no section [{section}]: it has {', '.join(sections)}")
    return sections[section]


@cache
def _sections(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the file's entries by section; a file is read once."""
    entries: dict[str, list[str]] = {}
    section = ""
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            entries[section] = []
        elif line and not line.startswith("#"):
            entries[section].append(line)
    return {name: tuple(lines) for name, lines in entries.items()}
