"""Retrieval figures over a file of questions whose answers are known."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from embeddings.documents import Span
from embeddings.errors import QuestionError, QuestionsError
from retrieval.answering import answer
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.answers import Answer, Citation
    from retrieval.library import Library

Mark: TypeAlias = tuple[str, Span]
"""A source, and where words stand in it."""
Figures: TypeAlias = dict[str, float | None]
"""Each figure by its name; None where no question measures it."""

_DEPTH = 10
"""Passages looked at: the figures' deepest."""
_SHARED = 0.5
"""Share of the shorter of two spans that both must hold to be the same words: a passage may hold more than the
words that answer, or only a part of them."""
_SHOWN = 80
"""Characters of a faulty line that are shown."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and where its answers stand; nowhere if nothing answers it."""

    question: str
    gold: frozenset[Mark]
    neutral: frozenset[Mark] = frozenset()
    """Passages neither right nor wrong: they count as if they had not been returned."""
    where: str = ""
    """The file and the line that ask it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and which passages of it are right."""

    case: Case
    answer: Answer
    right: tuple[frozenset[Mark], ...]
    """The gold answers that each passage returned holds, best passage first; neutral passages are left out."""

    @property
    def rank(self) -> float:
        """The rank, from 1, of the first passage that is right; infinite where none is."""
        return next((rank for rank, marks in enumerate(self.right, 1) if marks), math.inf)

    @property
    def missed(self) -> bool:
        """Whether the first passage is wrong, or there is one where nothing answers."""
        return self.rank > 1 if self.case.gold else self.answer.found


def cases(path: Path, library: Library) -> list[Case]:
    """Return the questions of a file, one JSON object a line.

    Raises QuestionsError naming the file and the line that cannot be used.
    """
    lengths = {document.source: len(document.text) for document in library.corpus.documents()}
    lines = [(f"{path} line {number}", line) for number, line in enumerate(_text(path).split("\n"), 1)]
    asked = [_case(where, line, lengths) for where, line in lines if line.strip()]
    if not asked:
        raise QuestionsError(f'{path} has no question: write one a line, as {{"question": …, "gold": […]}}')
    return asked


def outcomes(asked: Iterable[Case], library: Library) -> Iterator[Outcome]:
    """Ask every question, and yield its outcome.

    Raises QuestionsError if one cannot be asked.
    """
    for case in asked:
        try:
            reply = answer(interpret(case.question, library.vocabulary), library, _DEPTH)
        except QuestionError as error:
            raise QuestionsError(f"{case.where}: {error}") from None
        yield outcome(case, reply)


def outcome(case: Case, reply: Answer) -> Outcome:
    """Return the answer compared with the case's gold."""
    return Outcome(case, reply, tuple(_right(case, reply)))


def figures(results: Sequence[Outcome]) -> Figures:
    """Return the figures, larger is better but for the milliseconds."""
    able = [result for result in results if result.case.gold]
    unable = [result for result in results if not result.case.gold]
    took = sorted(result.answer.milliseconds["total"] for result in results)
    return {
        "questions": len(results),
        **{f"hit@{depth}": _mean(result.rank <= depth for result in able) for depth in (1, 4, 10)},
        "mrr@10": _mean(1 / result.rank for result in able),
        "precision@5": _mean(sum(map(bool, result.right[:5])) / min(5, len(result.case.gold)) for result in able),
        "recall@10": _mean(
            len(frozenset[Mark]().union(*result.right)) / min(_DEPTH, len(result.case.gold)) for result in able
        ),
        "silent_when_nothing_fits": _mean(not result.answer.found for result in unable),
        "answered_when_it_could": _mean(result.answer.found for result in able),
        "confidence_auc": _auc(
            [result.answer.confidence for result in able], [result.answer.confidence for result in unable]
        ),
        "median_ms": median(took),
        "p95_ms": took[math.ceil(0.95 * len(took)) - 1],
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise QuestionsError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QuestionsError(f"{path} line {line} is not UTF-8: save the file as UTF-8") from None


def _case(where: str, line: str, lengths: Mapping[str, int]) -> Case:
    match _row(where, line):
        case {"question": str(question), "gold": list(gold), "neutral": list(neutral)}:
            pass
        case _:
            raise QuestionsError(
                f'{where} is no {{"question": …, "gold": [[source, start, end], …]}}: {line[:_SHOWN]!r}'
            )
    return Case(question, _marks(where, gold, lengths), _marks(where, neutral, lengths), where)


def _row(where: str, line: str) -> object:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionsError(f"{where} is no JSON ({error}): {line[:_SHOWN]!r}") from None
    return {"neutral": []} | row if isinstance(row, dict) else row


def _marks(where: str, results: Iterable[object], lengths: Mapping[str, int]) -> frozenset[Mark]:
    return frozenset(_mark(where, row, lengths) for row in results)


def _mark(where: str, row: object, lengths: Mapping[str, int]) -> Mark:
    match row:
        case [str(source), int(start), int(end)]:
            pass
        case _:
            raise QuestionsError(f"{where}: a place is [source, start, end], not {str(row)[:_SHOWN]!r}")
    if source not in lengths:
        raise QuestionsError(f"{where}: no document {source!r} is in the index: name one, or run verbatim rebuild")
    if not 0 <= start < end <= lengths[source]:
        raise QuestionsError(f"{where}: {source!r} has {lengths[source]:,} characters, and none from {start} to {end}")
    return source, Span(start, end)


def _right(case: Case, reply: Answer) -> Iterator[frozenset[Mark]]:
    """Yield the gold that each passage or a copy of it holds; neutral passages are left out."""
    for citation in reply.citations:
        places = _places(citation)
        right = frozenset(mark for mark in case.gold if _stands_at(mark, places))
        if right or not any(_stands_at(mark, places) for mark in case.neutral):
            yield right


def _places(citation: Citation) -> list[Mark]:
    return [(place.document.source, place.span) for place in (citation.place, *citation.also_in)]


def _stands_at(mark: Mark, places: Iterable[Mark]) -> bool:
    source, span = mark
    return any(
        source == other and span.overlap(place) >= _SHARED * min(len(span), len(place)) for other, place in places
    )


def _mean(figures: Iterable[float]) -> float | None:
    known = list(figures)
    return fmean(known) if known else None


def _auc(able: Sequence[float], unable: Sequence[float]) -> float | None:
    """Return the chance that a question with an answer gets more confidence than one without, a tie being half.

    That is the area under the ROC curve (Hanley and McNeil 1982, Radiology 143).
    """
    if not able or not unable:
        return None
    order = np.sort(unable)
    below, not_above = (np.searchsorted(order, able, side) for side in ("left", "right"))
    return float((below + not_above).mean() / 2 / len(unable))
