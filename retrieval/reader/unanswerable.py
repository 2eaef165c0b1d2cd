"""Unanswerable examples made from answerable ones: what teaches the reader to say that nothing answers."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from embeddings.documents import Span, fold
from embeddings.indexing.terms import Terms, TermsWriter
from embeddings.language.sentences import sentences
from embeddings.language.word_lists import word_table
from embeddings.storage.records import Facts
from retrieval.reader.examples import Kind

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from retrieval.reader.examples import Example

_FOUND = 12
"""Passages that the search proposes for a question; the nearest that do not hold the answer's words are taken."""
_NEAREST = 5
"""Of those, how many one is drawn from: the ones that a reader is shown first."""
_NEGATED = 0.15
"""Share of the questions without anything else to change that are negated: were it more, "not" alone would tell."""
_OWN = 0.5
"""Share of the other names and numbers that are taken from the passage itself, which is harder to see through."""
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’'.-]*\w(?: [A-Z][\w’'.-]*\w)*")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*(?<![,.])")
_AUXILIARY = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had|can|could|will|would|should)\b")
_ACTIVE = re.compile(r"^(?P<who>[Ww]ho|[Ww]hat|[Ww]hich \w+) (?P<verb>\w{2,}ed) (?P<rest>\w.+?)\??$")
_PASSIVE = re.compile(r"^(?P<who>[Ww]ho|[Ww]hat|[Ww]hich \w+) (?:was|were) (?P<verb>\w{2,}ed) by (?P<rest>.+?)\??$")
_WORD = re.compile(r"[^\W\d_]+")


class Neighbours:
    """Finds for a question the nearest passages that do not answer it, by the words of an index of passages."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._passages = list(dict.fromkeys(passages))
        self._folder = tempfile.TemporaryDirectory()
        writer = TermsWriter(Path(self._folder.name))
        for number, passage in enumerate(self._passages):
            writer.add(number, passage, Facts())
        writer.finish()
        self._terms = Terms(Path(self._folder.name))

    def __enter__(self) -> Self:
        """Keep the index as long as it is used."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the index's folder."""
        self._folder.cleanup()

    def of(self, example: Example, random_source: random.Random) -> Example | None:
        """Return the question with a near passage that lacks the answer's words; None if every near one has them."""
        words = [fold(answer.of(example.passage)).lower() for answer in example.answers]
        near = [self._passages[number] for number in self._terms.best(example.question, None, _FOUND)]
        others = [
            passage
            for passage in near
            if passage != example.passage and not any(word in fold(passage).lower() for word in words)
        ]
        if not others:
            return None
        passage = random_source.choice(others[:_NEAREST])
        return replace(example, passage=passage, answers=(), kind=Kind.NEIGHBOUR)


def left_out(example: Example) -> Example | None:
    """Return the question with its passage less the sentences that hold the answer's words; None if none is left."""
    words = [fold(answer.of(example.passage)).lower() for answer in example.answers]
    remaining = [
        bound.of(example.passage)
        for bound in sentences(example.passage, Span(0, len(example.passage)))
        if not any(bound.overlap(answer) for answer in example.answers)
        and not any(word in fold(bound.of(example.passage)).lower() for word in words)
    ]
    if not remaining:
        return None
    return replace(example, passage=" ".join(remaining), answers=(), kind=Kind.LEFT_OUT)


def altered(example: Example, names: list[str], random_source: random.Random) -> Example | None:
    """Return the passage with a question that it no longer answers; None if nothing in the question can be changed.

    ``names`` are those of other questions; half of the time a name is taken from the passage itself, which is harder.
    """
    changes = [
        changed
        for changed in (
            _other_name(example, names, random_source),
            _other_number(example, random_source),
            _opposite(example.question, random_source),
            _roles_changed(example.question),
        )
        if changed and changed != example.question
    ]
    if not changes and random_source.random() < _NEGATED:
        changes = [negated for negated in [_negated(example.question)] if negated]
    if not changes:
        return None
    return replace(example, question=random_source.choice(changes), answers=(), kind=Kind.ALTERED)


def names_in(question: str) -> list[str]:
    """Return the names in a question: capitalised words that do not begin it."""
    return _NAME.findall(question)


def _other_name(example: Example, names: list[str], random_source: random.Random) -> str | None:
    old = list(_NAME.finditer(example.question))
    if not old:
        return None
    place = random_source.choice(old)
    pool = names_in(example.passage) if random_source.random() < _OWN else names
    answers = {answer.of(example.passage) for answer in example.answers}
    # A part of the name that stands there would leave the question as it was; the answer itself would make it absurd.
    fresh = [name for name in pool if name not in answers and not set(name.split()) & set(example.question.split())]
    if not fresh:
        return None
    return _replaced(example.question, place, random_source.choice(fresh))


def _other_number(example: Example, random_source: random.Random) -> str | None:
    old = list(_NUMBER.finditer(example.question))
    if not old:
        return None
    place = random_source.choice(old)
    others = [number for number in _NUMBER.findall(example.passage) if number != place[0]]
    if others and random_source.random() < _OWN:
        return _replaced(example.question, place, random_source.choice(others))
    digits = re.sub(r"\D", "", place[0])
    return _replaced(example.question, place, str(int(digits) + random_source.choice((-20, -10, -3, -1, 1, 2, 5, 10))))


def _opposite(question: str, random_source: random.Random) -> str | None:
    places = [match for match in _WORD.finditer(question) if match[0].lower() in opposites()]
    if not places:
        return None
    place = random_source.choice(places)
    return _replaced(question, place, opposites()[place[0].lower()])


def _roles_changed(question: str) -> str | None:
    """Return the question with who acted and who was acted on exchanged: "Who defeated Rome?", "… was defeated by"."""
    if passive := _PASSIVE.match(question):
        return f"{passive['who']} {passive['verb']} {passive['rest']}?"
    if active := _ACTIVE.match(question):
        return f"{active['who']} was {active['verb']} by {active['rest']}?"
    return None


def _negated(question: str) -> str | None:
    """Return the question with "not" where English puts it: after the subject is harder to find than "did not"."""
    if match := _AUXILIARY.search(question):
        return f"{question[: match.end()]} not{question[match.end() :]}"
    return None


@cache
def opposites() -> dict[str, str]:
    """Return words and their opposites, both ways."""
    pairs = word_table(__file__, "opposites").items()
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def _replaced(text: str, place: re.Match[str], replacement: str) -> str:
    return text[: place.start()] + replacement + text[place.end() :]
