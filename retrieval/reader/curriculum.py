"""What the reader is trained on, in which mixture: questions that people wrote, and unanswerable ones made of them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.reader.examples import Kind, cropped
from retrieval.reader.statement_questions import statement_questions
from retrieval.reader.unanswerable import Neighbours, altered, left_out, names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.reader.examples import Example

_TAKEN = {
    "qamr": 0.12,
    "qasrl": 0.1,
    "qed": 0.7,
    "selqa": 0.12,
    "squadshifts_amazon": 0.45,
    "squadshifts_reddit": 0.45,
}
"""Share of a data set's questions that is used, all of the others: single sentences and forum talk are the least like
news, and would else be the most."""
_MADE = {Kind.NEIGHBOUR: 0.45, Kind.LEFT_OUT: 0.2, Kind.ALTERED: 0.35}
"""For an answerable question, the chance that one of the kind is made of it: about as many as there are answerable."""
_LOWERED, _UNMARKED = 0.2, 0.3
"""Share of the questions that are typed in small letters, and of those that lack their question mark."""


def curriculum(written: Sequence[Example], seed: int, without: frozenset[Kind] = frozenset()) -> list[Example]:
    """Return what to train on, in a random order that the seed decides, none of the kinds ``without``."""
    random_source = random.Random(seed)
    used = [example for example in written if random_source.random() < _TAKEN.get(example.source, 1.0)]
    said = statement_questions([example.passage for example in written], random_source)
    made = [*used, *_made(used, random_source), *said]
    # Each kind is drawn before it is left out, so that what remains is the same with and without it.
    shown = [_typed(cropped(example, random_source), random_source) for example in made]
    shown = [example for example in shown if example.kind not in without]
    random_source.shuffle(shown)
    return shown


def _made(used: Sequence[Example], random_source: random.Random) -> Iterator[Example]:
    names = [name for example in used for name in names_in(example.question)]
    with Neighbours(example.passage for example in used) as neighbours:
        changes: dict[Kind, Callable[[Example], Example | None]] = {
            Kind.NEIGHBOUR: lambda example: neighbours.of(example, random_source),
            Kind.LEFT_OUT: left_out,
            Kind.ALTERED: lambda example: altered(example, names, random_source),
        }
        for example in used:
            for kind, change in changes.items():
                drawn = example.answers and random_source.random() < _MADE[kind]
                if drawn and (unanswerable := change(example)):
                    yield unanswerable


def _typed(example: Example, random_source: random.Random) -> Example:
    """Return the example with its question as strangers type it, now and then."""
    question = example.question
    if random_source.random() < _LOWERED:
        question = question.lower()
    if random_source.random() < _UNMARKED:
        question = question.rstrip("? ")
    return replace(example, question=question)


def kinds(examples: Iterable[Example]) -> dict[str, int]:
    """Return how many examples there are of each kind."""
    counted = dict.fromkeys(Kind, 0)
    for example in examples:
        counted[example.kind] += 1
    return {str(kind): count for kind, count in counted.items()}
