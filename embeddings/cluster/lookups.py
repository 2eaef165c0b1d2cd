"""What the making of a shard looks up in its corpus: while the corpus says the same of it, the shard stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from embeddings.dates.known_days import Calendar
from embeddings.reading.drafts import as_line, value_of
from embeddings.reading.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")


class _Watched(frozenset[_Item]):
    """A set that remembers what was looked up in it, and whether it was read as a whole."""

    def __init__(self, _: Iterable[_Item]) -> None:
        self._wanted, self._is_read = set[object](), False

    def __contains__(self, item: object) -> bool:
        self._wanted.add(item)
        return super().__contains__(item)

    def __iter__(self) -> Iterator[_Item]:
        self._is_read = True
        return super().__iter__()

    @property
    def lookups(self) -> tuple[frozenset[object], frozenset[object], frozenset[object] | None]:
        """What was looked up and is in it, what is not, and the whole of it if that was read."""
        whole = frozenset[object](super().__iter__())
        return whole & self._wanted, frozenset(self._wanted - whole), whole if self._is_read else None


def watched(known: Survey) -> Survey:
    """Return a survey that says the same and remembers what was looked up in it."""
    days, months = known.calendar.days, known.calendar.months
    return Survey(_Watched(known.furniture), Calendar(_Watched(days), _Watched(months)))


def lookups_line(survey: Survey) -> str:
    """Return as one line what was looked up in a watched survey, and what it said."""
    return as_line(tuple(each.lookups for each in _sets(survey) if isinstance(each, _Watched)))


def says_the_same(line: str, known: Survey) -> bool:
    """Return whether the survey says what another said when it was asked for what the line holds."""
    lookups = value_of(line)
    return isinstance(lookups, tuple) and all(
        present <= each and each.isdisjoint(absent) and whole in (None, each)
        for each, (present, absent, whole) in zip(_sets(known), lookups, strict=True)
    )


def _sets(survey: Survey) -> tuple[frozenset[object], ...]:
    return survey.furniture, survey.calendar.days, survey.calendar.months
