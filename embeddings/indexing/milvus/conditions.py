"""Filters as Milvus evaluates them: columns of a row, and the expression that lets it pass.

Who said something and when is one key, so that one statement must meet both conditions. A span of days is kept as
stretches of 1, 2, 4 ... days that divide the calendar as a binary tree does: each stretch that lies in the span wholly,
and each that touches it. Two spans overlap exactly if a stretch that one contains wholly touches the other; so a span
takes some twenty keys, however long it is, and no filter asks for two things that different statements meet.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import Period
    from embeddings.indexing.passage_index import Filter
    from embeddings.storage.records import Facts

_LEVELS = 16
"""The longest stretch has 2**15 days, ninety years, which seldom lie between two days in the news."""
_LEVEL_BITS, _STRETCH_BITS = 5, 28
"""A level and a mark take five bits; the days since the year 1 take 22, so that a stretch fits into 28."""
_ANYBODY, _OTHERS = 0, 2
"""The key of whoever speaks; speakers count from -1, so that theirs come after it."""
_ANY_TIME = 0
"""No stretch has this number: the first day is 1."""
_MOST_KEYS = 4096
"""The most elements of an array in Milvus. A passage of 256 tokens with twenty dated statements has 1,500."""

COLUMNS: dict[str, dict[str, Any]] = {
    "first": {"type": "INT64"},
    "last": {"type": "INT64"},
    "publisher": {"type": "INT64"},
    "agency": {"type": "INT64"},
    "said": {"type": "ARRAY", "element": "INT64", "max_capacity": _MOST_KEYS},
}
"""The columns that every row has which can be filtered."""


def columns_of(facts: Facts) -> dict[str, Any]:
    """Return what the columns hold for a passage; an undated one ends before it begins and so overlaps no period."""
    first, last = (facts.period.first.toordinal(), facts.period.last.toordinal()) if facts.period else (1, 0)
    said = {key for speaker, period in facts.statements for key in _stored(speaker, period)}
    return {
        "first": first,
        "last": last,
        "publisher": _outlet(facts.publisher) if facts.publisher else 0,
        "agency": _outlet(facts.agency) if facts.agency else 0,
        "said": sorted(said),
    }


def expression(conditions: Filter) -> str:
    """Return the expression that is true of what meets the conditions; nothing if everything does."""
    parts = []
    if conditions.speakers or conditions.spoken:
        parts.append(f"array_contains_any(said, {keys_of(conditions)})")
    elif conditions.period:
        period = conditions.period
        parts.append(f"(first <= {period.last.toordinal()} and last >= {period.first.toordinal()})")
    if conditions.publishers:
        # Numbers, not names: what an outlet calls itself never becomes part of an expression.
        outlets = sorted(map(_outlet, conditions.publishers))
        parts.append(f"(publisher in {outlets} or agency in {outlets})")
    return " and ".join(parts)


def keys_of(conditions: Filter) -> list[int]:
    """Return the keys of which a passage must have one to quote the speakers, or anybody, in the period."""
    speakers = [speaker + _OTHERS for speaker in sorted(conditions.speakers)] or [_ANYBODY]
    stretches = sorted(_asked(conditions.period)) if conditions.period else [_ANY_TIME]
    return [_key(speaker, stretch) for speaker in speakers for stretch in stretches]


def _stored(speaker: int, period: Period | None) -> Iterator[int]:
    """Yield the keys of a statement."""
    stretches = {_ANY_TIME}
    for level, number in _within(period) if period else ():
        stretches.add(_stretch(level, number, whole=True))
        stretches.update(_stretch(level + up, number >> up, whole=False) for up in range(_LEVELS - level))
    for stretch in stretches:
        yield _key(speaker + _OTHERS, stretch)
        yield _key(_ANYBODY, stretch)


def _asked(period: Period) -> set[int]:
    """Return the stretches of which a statement must have one to be of the period."""
    asked = set()
    for level, number in _within(period):
        asked.add(_stretch(level, number, whole=False))
        asked.update(_stretch(level + up, number >> up, whole=True) for up in range(_LEVELS - level))
    return asked


def _within(period: Period) -> Iterator[tuple[int, int]]:
    """Yield level and number of the fewest stretches that make up the period."""
    first, after, level = period.first.toordinal(), period.last.toordinal() + 1, 0
    while first < after:
        if level == _LEVELS - 1:
            yield from ((level, number) for number in range(first, after))
            return
        if first % 2:
            yield level, first
            first += 1
        if after % 2:
            after -= 1
            yield level, after
        first, after, level = first // 2, after // 2, level + 1


def _stretch(level: int, number: int, *, whole: bool) -> int:
    return number << _LEVEL_BITS | level << 1 | whole


def _key(who: int, stretch: int) -> int:
    return who << _STRETCH_BITS | stretch


def _outlet(name: str) -> int:
    """Return a number that stands for the name; that two of a billion names share one is as likely as one in forty."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True) or 1
