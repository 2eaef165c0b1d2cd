"""Variants: one statement that several outlets print in differing words, found once for a whole corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from rapidfuzz.distance import Opcode

    from embeddings.documents import Span
    from embeddings.wording.folding import Wording

_SHORTEST = 6
"""Words of a statement that is recognised in other words; shorter ones are said again and again."""
_SHINGLE = 3
"""Words in a row that make two statements candidates: an altered word every fourth word leaves one whole."""
_COMMON = 40
"""Statements that share a row of words at most, beyond which it is an idiom and tells nobody's words apart."""
_ALIKE = 0.6
"""Share of the shorter one's words, and of those between the first and the last that both have, that both have in the
same order: with less they are two statements; set by judgement on what newspapers quote of the same speech."""
_DAYS = 4
"""Days between two printings of one statement at most: newspapers quote it for as long, and later it is said anew."""


@dataclass(frozen=True, slots=True)
class QuotedStatement:
    """Somebody's quoted words as one outlet prints them."""

    id: int
    speaker: int
    words: Wording
    outlet: str
    printed: date | None


@dataclass(frozen=True, slots=True)
class VariantFamily:
    """Statements that are one statement, printed in differing words."""

    statements: tuple[int, ...]
    difference: float
    """Share of words that differ between the two that differ most."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Two wordings of one statement, where both print it."""

    ours: Span
    theirs: Span
    differences: tuple[tuple[Span, Span], ...]
    """Our words and theirs, for each stretch that differs; one of the two may be empty."""
    difference: float
    """Share of words that differ."""


def variants(statements: Iterable[QuotedStatement]) -> list[VariantFamily]:
    """Return the statements that outlets print differently, each with all its printings, most different first."""
    quoted = [statement for statement in statements if len(statement.words.words) >= _SHORTEST]
    family = list(range(len(quoted)))
    furthest: dict[int, float] = defaultdict(float)
    for one, other in sorted(_candidates(quoted)):
        alike = versions(quoted[one].words, quoted[other].words)
        if alike is not None:
            kept, merged = sorted((_root(family, one), _root(family, other)))
            family[merged] = kept
            furthest[kept] = max(furthest[kept], furthest[merged], alike.difference)
    members: dict[int, list[int]] = defaultdict(list)
    for place, statement in enumerate(quoted):
        members[_root(family, place)].append(statement.id)
    families = (VariantFamily(tuple(ids), furthest[root]) for root, ids in members.items() if furthest[root])
    return sorted(families, key=lambda each: (-each.difference, each.statements))


def versions(ours: Wording, theirs: Wording) -> Versions | None:
    """Return how two wordings print the same, from the first words that they share to the last; None if they do not.

    What only one of them quotes before or behind that is no difference, and neither are marks.
    """
    runs = _core([change for change in Levenshtein.opcodes(ours.words, theirs.words) if change.tag == "equal"])
    equal = sum(run.src_end - run.src_start for run in runs)
    if equal < max(_SHORTEST, _ALIKE * min(len(ours.words), len(theirs.words))):
        return None
    lengths = (runs[-1].src_end - runs[0].src_start, runs[-1].dest_end - runs[0].dest_start)
    if equal < _ALIKE * max(lengths):
        return None
    differences = tuple(
        (ours.span(one.src_end, other.src_start), theirs.span(one.dest_end, other.dest_start))
        for one, other in pairwise(runs)
    )
    return Versions(
        ours.span(runs[0].src_start, runs[-1].src_end),
        theirs.span(runs[0].dest_start, runs[-1].dest_end),
        differences,
        1 - equal / max(lengths),
    )


def _core(runs: list[Opcode]) -> list[Opcode]:
    """Return the runs of equal words without single words at either end, which two texts share by chance."""
    long = [place for place, run in enumerate(runs) if run.src_end - run.src_start > 1]
    return runs[long[0] : long[-1] + 1] if long else []


def _candidates(quoted: Sequence[QuotedStatement]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one speaker and different outlets, of the same days, that share a row of words."""
    by_row: dict[int, list[int]] = defaultdict(list)
    for place, statement in enumerate(quoted):
        words = statement.words.words
        for row in {hash(tuple(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)}:
            by_row[row].append(place)
    pairs = Counter(pair for places in by_row.values() if len(places) <= _COMMON for pair in combinations(places, 2))
    for one, other in pairs:
        ours, theirs = quoted[one], quoted[other]
        if ours.speaker == theirs.speaker and ours.outlet != theirs.outlet and _is_near(ours.printed, theirs.printed):
            yield one, other


def _is_near(day: date | None, other_day: date | None) -> bool:
    return day is None or other_day is None or abs((day - other_day).days) <= _DAYS


def _root(family: list[int], place: int) -> int:
    while family[place] != place:
        family[place] = place = family[family[place]]
    return place
