"""Examples to train the reader with: a question, a passage, and the words of it that answer, if any."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.sentences import sentences

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DEVELOPMENT_SHARE = 20
"""One context of so many is kept from training, to calibrate with and to look at."""
_CROPPED = 0.75
"""Share of the passages that are cut to a stretch of sentences: the cost of a step grows with its longest passage."""
_STRETCH = (35, 95)
"""Words of such a stretch, from and to."""
_LONGEST = 170
"""Words of a passage at most: what the model reads at once, less the question."""


class Kind(StrEnum):
    """Where an example comes from; all but the first two are made here."""

    WRITTEN = "written"
    UNANSWERED = "unanswered"
    """Written by people for a passage that does not answer."""
    NEIGHBOUR = "neighbour"
    """Another passage that a search finds for the question."""
    LEFT_OUT = "left-out"
    """The passage without the sentence that answers."""
    ALTERED = "altered"
    """A name, number, negation or role of the question changed, so that it no longer holds."""
    STATEMENT = "statement"
    """What did somebody say about something."""
    OTHER_STATEMENT = "other-statement"
    """What did somebody say about something else, or somebody else about that."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage, and where in it stand the words that answer; none if nothing does."""

    question: str
    passage: str
    answers: tuple[Span, ...]
    kind: Kind = Kind.WRITTEN
    source: str = ""
    """The data set, by its file's name."""


def load(folder: Path) -> tuple[list[Example], list[Example]]:
    """Return the questions that people wrote, for training and for development; no passage is in both."""
    training: list[Example] = []
    development: list[Example] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        for example in _read(path):
            (development if is_for_development(example.passage) else training).append(example)
    if not training:
        raise FileNotFoundError(f"{folder} holds no *.jsonl.gz to train with")
    return training, development


def is_for_development(passage: str) -> bool:
    """Return whether the passage is kept from training; the passage alone decides, so that every run agrees."""
    return int.from_bytes(blake2b(passage.encode(), digest_size=4).digest()) % _DEVELOPMENT_SHARE == 0


def cropped(example: Example, random_source: random.Random) -> Example:
    """Return the example with some consecutive sentences of its passage, the one that answers among them."""
    bounds = sentences(example.passage, Span(0, len(example.passage)))
    if not bounds:
        return example
    most = random_source.randint(*_STRETCH) if random_source.random() < _CROPPED else _LONGEST
    answer = random_source.choice(example.answers) if example.answers else None
    first, last = _seat(bounds, answer, random_source)
    lengths = [len(bound.of(example.passage).split()) for bound in bounds]
    while first > 0 or last < len(bounds) - 1:
        sides = [side for side in (first - 1, last + 1) if 0 <= side < len(bounds)]
        side = random_source.choice(sides)
        if sum(lengths[min(first, side) : max(last, side) + 1]) > most:
            break
        first, last = min(first, side), max(last, side)
    held = answer or bounds[first]  # an answer may begin or end between two sentences
    return _within(example, Span(min(bounds[first].start, held.start), max(bounds[last].end, held.end)))


def _read(path: Path) -> Iterator[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for question, spans in row["questions"]:
                answers = tuple(dict.fromkeys(Span(start, end) for start, end in spans if start < end))
                kind = Kind.WRITTEN if answers else Kind.UNANSWERED
                yield Example(question.strip(), row["context"], answers, kind, path.name.split(".")[0])


def _seat(bounds: Sequence[Span], answer: Span | None, random_source: random.Random) -> tuple[int, int]:
    """Return the first and the last sentence that the answer touches; of no answer, one at random."""
    touched = [at for at, bound in enumerate(bounds) if answer and bound.overlap(answer)]
    if touched:
        return touched[0], touched[-1]
    at = random_source.randrange(len(bounds))
    return at, at


def _within(example: Example, stretch: Span) -> Example:
    inside = tuple(answer.shifted(-stretch.start) for answer in example.answers if stretch.contains(answer))
    return replace(example, passage=stretch.of(example.passage), answers=inside)
