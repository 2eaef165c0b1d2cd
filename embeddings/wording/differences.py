"""What differs between two wordings, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Span
    from embeddings.wording.folding import Wording

Run = tuple[int, int, int]
"""A run of equal words: its start and end (exclusive) in our text, and its start in theirs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words or marks that stand in one text where others, or none, stand in another."""

    ours: Span
    """In our text; empty where they have more."""
    theirs: Span
    """In their text; empty where we have more."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our words beside the stretch of their words that is nearest."""

    first: int
    """The first of their words."""
    last: int
    """Their word behind the last."""
    equal: int
    """How many words are equal, in their order."""
    differences: tuple[Difference, ...]


def compared(ours: Wording, theirs: Wording, first: int, last: int) -> Comparison:
    """Return our words beside theirs from ``first`` to before ``last``, without those only before or behind ours."""
    changes = Levenshtein.opcodes(ours.words, theirs.words[first:last])
    equal = (change for change in changes if change.tag == "equal")
    return beside(ours, theirs, [(run.src_start, run.src_end, run.dest_start + first) for run in equal])


def beside(ours: Wording, theirs: Wording, runs: Sequence[Run]) -> Comparison:
    """Return our words beside theirs, given which are equal; what they have where ours has a joint is no difference.

    A compound of theirs that ours begins or ends in the middle of is one: "non-violent" is not "violent".
    """
    first, last = _bounds(ours, theirs, runs)
    differences = [*_words(ours, theirs, runs, first, last), *_marks(ours, theirs, runs)]
    if runs and not runs[0][0] and theirs.divides(first):
        differences.append(Difference(ours.span(0, 1), theirs.span(first - 1, first + 1)))
        first -= 1
    if runs and runs[-1][1] == len(ours.words) and theirs.divides(last):
        differences.append(Difference(ours.span(runs[-1][1] - 1, runs[-1][1]), theirs.span(last - 1, last + 1)))
        last += 1
    equal = sum(end - start for start, end, _ in runs)
    return Comparison(first, last, equal, tuple(sorted(differences, key=lambda each: each.ours)))


def _bounds(ours: Wording, theirs: Wording, runs: Sequence[Run]) -> tuple[int, int]:
    """Return where theirs begin and end: as many words beyond the equal ones as ours, in the same sentence."""
    if not runs:
        return 0, 0
    (start, _, first), (last_start, end, last) = runs[0], runs[-1]
    last += end - last_start
    for _ in range(start):
        if not first or _ends_sentence(theirs, first):
            break
        first -= 1
    for _ in range(len(ours.words) - end):
        if last >= len(theirs.words) or _ends_sentence(theirs, last):
            break
        last += 1
    return first, last


def _ends_sentence(theirs: Wording, at: int) -> bool:
    """Return whether a sentence, or a quotation, ends before the word."""
    return at in theirs.joints or theirs.marks(at)[-1:] in set(".?!:")


def _words(ours: Wording, theirs: Wording, runs: Sequence[Run], first: int, last: int) -> Iterator[Difference]:
    """Yield the words before, between and behind the runs, whole compounds of theirs."""
    at, place = 0, first
    for start, end, their_start in (*runs, (len(ours.words), 0, last)):
        if start > at or (their_start > place and at not in ours.joints):
            before = their_start > place > first and theirs.divides(place)
            behind = place < their_start < last and theirs.divides(their_start)
            yield Difference(ours.span(at - before, start + behind), theirs.span(place - before, their_start + behind))
        at, place = end, their_start + end - start


def _marks(ours: Wording, theirs: Wording, runs: Sequence[Run]) -> Iterator[Difference]:
    """Yield the marks that differ between two words that are both equal."""
    for start, end, their_start in runs:
        for at, place in enumerate(range(their_start + 1, their_start + end - start), start + 1):
            if ours.marks(at) != theirs.marks(place) and at not in ours.joints and place not in theirs.joints:
                yield Difference(ours.with_marks(at - 1), theirs.with_marks(place - 1))
