"""Fit the weights of the ranking and of the confidence on two development sets, and print the best.

usage: python -m tests.benchmarks.weights DATA [--limit N] [--index FOLDER]

DATA is a folder with two sets that are not part of this repository: ``passages``, questions of facts such as those of
SQuAD 2.0's development part (CC BY-SA 4.0), and ``who_said_when``, questions of who said what when over news articles
with attributed statements, such as PolNeAR's. Each is a folder with ``articles/`` and ``questions.jsonl``, one object a
line: ``{"question": "…", "gold": [["SOURCE", start, end], …]}``, no gold where nothing answers, and optionally
``"neutral"``, places that count as neither right nor wrong.

The best weights have the highest mean reciprocal rank over both sets. The confidence is a logistic regression on half
of the questions of facts and on questions that are surely off topic: the same ones asked of the other set's articles,
and of the few in ``seeds/``. The other halves judge.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import astuple, dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.terminal.progress import LogProgress
from embeddings.encoding.encoder_choice import passage_encoder
from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from retrieval.answering import conditions, settle
from retrieval.confidence import COVERS, Logistic, signals
from retrieval.library import Library, open_library
from retrieval.ranking import WEIGHTS, Weights, rank
from retrieval.understanding.question import interpret
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.ranking import Hit

SETS = ("passages", "who_said_when")
GRID = {
    "lexical": (0.2, 0.3, 0.43, 0.6, 0.8),
    "interaction": (2.0, 3.0, 4.0, 5.0, 6.0),
    "spoken": (0.0, 0.25, 0.5, 1.0),
}
_REFUSED = 0.0025
"""Share of the answerable questions that may be refused for the sake of those that nothing covers."""
_CANDIDATES = 100
"""Passages that each of vectors and terms may propose, as in an answer."""
_STEPS = 25
"""Newton's steps; the regression settles in fewer than ten."""
_RIDGE = 0.1
"""Enough to keep a coefficient finite that a signal without examples leaves free."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its hits, and which of them are right; None for those that count as neither."""

    text: str
    encoded: QuestionVectors
    hits: list[Hit]
    right: list[bool | None]
    answerable: bool
    library: Library


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the sets passages/ and who_said_when/")
    parser.add_argument("--limit", type=int, default=800)
    parser.add_argument("--index", type=Path, default=Path(tempfile.gettempdir()) / "weights")
    options = parser.parse_args()
    folders = tuple(options.data / name for name in SETS)
    missing = [folder for folder in folders if not (folder / "questions.jsonl").is_file()]
    if missing:
        parser.error(f"there is no {missing[0]}/questions.jsonl: see the usage for what it holds")
    libraries = [built(folder / "articles", options.index / folder.name) for folder in folders]
    small = built(SEEDS, options.index / SEEDS.name)
    sets = [cases(folder, library, options.limit) for folder, library in zip(folders, libraries, strict=True)]
    best = max(_grid(), key=lambda weights: sum(_mean_reciprocal_rank(each, weights) for each in sets))
    print(best)
    for judged, folder in zip(sets, folders, strict=True):
        fitted, shipped = (_mean_reciprocal_rank(judged, weights) for weights in (best, WEIGHTS))
        print(f"{folder.name}: mrr {fitted:.4f}, as shipped {shipped:.4f}")
    elsewhere = [case for library in (libraries[1], small) for case in cases(folders[0], library, options.limit // 4)]
    strange = [replace(case, answerable=False) for case in elsewhere]
    _report(*([case for case in (*sets[0][at::2], *strange[at::2]) if case.hits] for at in (0, 1)))


def _report(chosen: Sequence[Case], judged: Sequence[Case]) -> None:
    """Fit the confidence on the one half and print how it does on the other."""
    fitted = _fit(_matrix(chosen), np.array([case.answerable for case in chosen], float))
    print(fitted)
    for name, regression in (("fitted", fitted), ("as shipped", COVERS)):
        scores, labels = _scored(judged, regression), [case.answerable for case in judged]
        low = np.quantile(_scored([case for case in (*chosen, *judged) if case.answerable], regression), _REFUSED)
        own = len(asked_at_home(judged))
        figures = f"auc {_auc(scores, labels):.4f}, without the off-topic {_auc(scores[:own], labels[:own]):.4f}"
        print(f"{name}: {figures}; {_REFUSED:.2%} of the answerable are below {low:.3f}")


def _scored(asked: Sequence[Case], regression: Logistic) -> list[float]:
    return [regression(signals(case.text, case.encoded, case.hits[0], case.library)) for case in asked]


def asked_at_home(judged: Sequence[Case]) -> list[Case]:
    """Return the cases asked of their own articles: those before the first of another library."""
    return [case for case in judged if case.library is judged[0].library]


def built(articles: Path, index: Path) -> Library:
    """Return the articles, indexed."""
    rebuild(articles, index, lambda: passage_encoder(index, SHIPPED), "cl100k_base", LogProgress())
    return open_library(index, SHIPPED)


def cases(folder: Path, library: Library, limit: int) -> list[Case]:
    """Return the set's questions with what the library finds, in an order drawn once."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    return [_case(row, library) for row in rows[:limit]]


def _case(row: dict[str, Any], library: Library) -> Case:
    query = settle(interpret(row["question"], library.vocabulary), library)
    encoded = library.encoder.encode(query.text)
    terms = query.topic if query.reported else query.text
    candidates = [] if query.strangers else library.index.search(encoded, terms, conditions(query), _CANDIDATES)
    hits = rank(query, encoded, candidates, library)
    return Case(query.text, encoded, hits, [is_right(hit, row, library) for hit in hits], bool(row["gold"]), library)


def is_right(hit: Hit, row: dict[str, Any], library: Library) -> bool | None:
    passages = (hit.passage, *library.corpus.copies_of(hit.passage.id))
    places = [(library.corpus.document(passage.document).source, *passage.span) for passage in passages]
    if any(_covers(place, gold) for place in places for gold in row["gold"]):
        return True
    return None if any(_covers(place, spared) for place in places for spared in row.get("neutral", [])) else False


def _covers(place: tuple[str, int, int], gold: Sequence[Any]) -> bool:
    (source, start, end), (right, first, last) = place, gold
    return bool(source == right and min(end, last) - max(start, first) >= 0.5 * min(end - start, last - first))


def _grid() -> list[Weights]:
    return [replace(WEIGHTS, **dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())]


def _mean_reciprocal_rank(judged: Sequence[Case], weights: Weights) -> float:
    ranks = []
    for case in judged:
        if case.answerable:
            pairs = sorted(zip(case.hits, case.right, strict=True), key=lambda pair: -pair[0].score(weights))
            counted = [right for _, right in pairs if right is not None][:10]
            ranks.append(1 / (counted.index(True) + 1) if True in counted else 0.0)
    return float(np.mean(ranks))


def _matrix(judged: Sequence[Case]) -> NDArray[np.float64]:
    rows = [signals(case.text, case.encoded, case.hits[0], case.library) for case in judged]
    return np.array([[1.0, *astuple(row)] for row in rows])


def _fit(features: NDArray[np.float64], labels: NDArray[np.float64]) -> Logistic:
    """Return the logistic regression by Newton's method, with a small ridge."""
    weights = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (labels - chance) - _RIDGE * weights
        curve = features.T @ (features * (chance * (1 - chance))[:, None]) + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return Logistic(*(round(float(weight), 2) for weight in weights))


def _auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the chance that an answerable question has more confidence than an unanswerable one."""
    yes = np.array([score for score, label in zip(scores, labels, strict=True) if label])
    no = np.array([score for score, label in zip(scores, labels, strict=True) if not label])
    return float((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2)


if __name__ == "__main__":
    main()
