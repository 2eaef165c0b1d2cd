"""What every format is converted to: text, and what only the file's own format tells of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from embeddings.documents import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = 3
"""Words that are looked up together, so that a block is not taken for main content by its single words."""
_MOSTLY = 0.5
"""Share of a block's runs of words that must stand in the main content: half, as extractors drop some of a block."""


class MainContent:
    """The words of a page's main content, as an extractor that sees its markup returned them."""

    def __init__(self, text: str) -> None:
        self._runs = frozenset(run for line in text.splitlines() for run in _runs(line))

    def holds(self, block: str) -> bool:
        """Return whether most of the block's words stand there, in its order."""
        runs = list(_runs(block))
        return sum(run in self._runs for run in runs) >= _MOSTLY * len(runs)


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as text."""

    text: str
    encoding: str = "utf-8"
    """What the file's characters were decoded from."""
    in_file: bool = True
    """Whether each character of the text stands at the same place in the decoded file, so that a span counts in both;
    else spans count in the text alone."""
    main: MainContent | None = None
    """None where nothing tells the main content from the rest."""
    stated: Provenance = field(default_factory=Provenance)
    """What the file states of itself outside its text: title, author, publisher, date, address."""


Converter: TypeAlias = Callable[[bytes, str], Converted]
"""A file's bytes and its name to its text; raises SeedsError, which names the file and says what helps."""


def day_of(stated: str | None) -> date | None:
    """Return the day that a text such as "2019-11-16T09:00:00Z" begins with, None where it begins with none."""
    try:
        return date.fromisoformat((stated or "")[:_DAY])
    except ValueError:
        return None


_DAY = len("2019-11-16")


def _runs(text: str) -> Iterator[str]:
    """Yield the text's runs of neighbouring words; the whole of a shorter one."""
    words = re.findall(r"\w+", text.casefold())
    for start in range(max(1, len(words) - _RUN + 1)):
        yield " ".join(words[start : start + _RUN])
