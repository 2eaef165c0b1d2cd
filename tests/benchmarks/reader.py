"""What the reader adds, and whether the confidence means what it says.

usage: python -m tests.benchmarks.reader FOLDER [--make DATA [--sets NAME ...]] [--elsewhere ARTICLES] [--limit N]
           [--index FOLDER] [--reader FOLDER] [--plot FILE] [--json FILE]

FOLDER holds ``articles/`` and ``questions.jsonl`` as `tests.benchmarks.weights` describes them, optionally with
``"answers"``, where the words that answer stand. ``--make`` first writes such a folder from the reader's training data
(`retrieval.reader.train`), of all its sets or of those named: the questions kept from training, half of them without
their passage. The same questions asked of ``--elsewhere``, by default the seeds, are surely off topic. Printed are a
table, without the reader, with it in the ranking or the confidence alone, and in both; the coefficients of
`retrieval.confidence.Judgement` that fit best; what thresholds of the confidence answer and leave out; and how often
the first passage is right where the confidence is so and so high. ``--reader`` names another reader than the shipped
one, such as one of 32 bits.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.documents import Span, fold
from embeddings.encoding.model_files import SHIPPED
from retrieval.answering import conditions, settle
from retrieval.confidence import ANSWERS, Judgement, confidence, enough, lead
from retrieval.extraction import read
from retrieval.library import Library, open_library
from retrieval.ranking import rank
from retrieval.reader.examples import is_for_development
from retrieval.reader.onnx_reader import OnnxReader, shipped_reader
from retrieval.understanding.question import interpret
from tests.benchmarks.tables import show
from tests.benchmarks.weights import built, is_right
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.ranking import Hit
    from retrieval.understanding.query import Query

_CANDIDATES = 100
"""Passages that each of vectors and terms may propose, as in an answer."""
_PARAGRAPHS = 12
"""Passages of a made article."""
_NEIGHBOURS = 6
"""Passages on both sides that come along with one that is asked about: they mostly are of the same article."""
_EACH = 170
"""Questions with an answer, and as many without, of each data set."""
_BINS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_THRESHOLDS = (0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.2)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what was found for it, and what the reader made of that."""

    row: dict[str, Any]
    query: Query
    vectors: QuestionVectors
    hits: list[Hit]
    """In the order without the reader."""
    marked: list[Hit]
    """Read, in the order with it."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", type=Path)
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--elsewhere", type=Path, default=SEEDS)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--index", type=Path, default=Path(tempfile.gettempdir()) / "reader")
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.make:
        make(options.make, options.folder, options.sets)
    reader = OnnxReader(options.reader) if options.reader else shipped_reader()
    built(options.folder / "articles", options.index).close()
    library = open_library(options.index, SHIPPED, reader=reader)
    asked = list(questions(options.folder, library, options.limit))
    show([_figures(asked, library, ranked=ranked, sure=sure) for ranked, sure in _VARIANTS], options.json)
    elsewhere = options.index.with_name(f"{options.index.name}-elsewhere")
    built(options.elsewhere, elsewhere).close()
    other = open_library(elsewhere, SHIPPED, reader=reader)
    strange = [replace(each, row={**each.row, "gold": []}) for each in questions(options.folder, other, options.limit)]
    judgement = joined([*features(asked, library), *features(strange, other)])
    print("fitted here:", judgement, "shipped:", ANSWERS)
    show(list(thresholds(features(asked, library), features(strange, other))))
    bins = list(reliability(asked, library))
    show(bins)
    if options.plot:
        plot(bins, options.plot)


_VARIANTS = ((False, False), (False, True), (True, False), (True, True))
"""Whether the reader takes part in the ranking, and in the confidence."""


def questions(folder: Path, library: Library, limit: int | None) -> Iterator[Asked]:
    """Yield the folder's questions with what was found, in an order drawn once."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    for row in rows[:limit]:
        query = settle(interpret(row["question"], library.vocabulary), library)
        vectors = library.encoder.encode(query.text)
        terms = query.topic if query.reported else query.text
        candidates = [] if query.strangers else library.index.search(vectors, terms, conditions(query), _CANDIDATES)
        hits = rank(query, vectors, candidates, library)
        if hits:
            yield Asked(row, query, vectors, hits, read(query, hits, library))


def variant(asked: Asked, *, ranked: bool, sure: bool) -> list[Hit]:
    """Return the hits in the reader's order or not, with their markings or without."""
    if sure == ranked:
        return asked.marked if ranked else asked.hits
    if ranked:
        return _unread(asked.marked)
    markings = {hit.passage.id: hit.marking for hit in asked.marked}
    return [replace(hit, marking=markings[hit.passage.id]) for hit in asked.hits]


def _unread(hits: Sequence[Hit]) -> list[Hit]:
    return [replace(hit, marking=None) for hit in hits]


def _figures(asked: Sequence[Asked], library: Library, *, ranked: bool, sure: bool) -> dict[str, object]:
    right, overlaps, scores, answered, answerable = [], [], [], [], []
    for each in asked:
        hits = variant(each, ranked=ranked, sure=sure)
        first = hits[0]
        scores.append(confidence(each.query, each.vectors, hits, library))
        answered.append(scores[-1] >= enough(first))
        answerable.append(bool(each.row["gold"]))
        if answerable[-1]:
            right.append(bool(is_right(first, each.row, library)))
            if right[-1] and "answers" in each.row:
                overlaps.append(_f1(first, each.row["answers"]))
    labels, values, told = np.array(answerable), np.array(scores), np.array(answered)
    return {
        "ranking": ranked,
        "confidence": sure,
        "hit@1": float(np.mean(right)),
        "auc": _auc(values[labels], values[~labels]),
        "answered": float(told[labels].mean()),
        "silent": float((~told[~labels]).mean()),
        "f1": float(np.mean(overlaps)) if overlaps else 0.0,
    }


def features(asked: Sequence[Asked], library: Library) -> list[tuple[list[float], bool]]:
    """Return what the confidence is joined from, where the conditions leave it open, and whether anything answers."""
    rows = []
    for each in asked:
        marking = each.marked[0].marking
        if marking is not None and not each.query.reported:
            alone = confidence(each.query, each.vectors, _unread(each.marked), library)
            values = [1.0, _log_odds(alone), _log_odds(marking.probability), lead(each.marked, library)]
            rows.append((values, bool(each.row["gold"])))
    return rows


def joined(rows: Sequence[tuple[list[float], bool]]) -> Judgement:
    """Return the coefficients that tell best whether anything answers."""
    values, wanted = np.array([row for row, _ in rows]), np.array([able for _, able in rows], float)
    weights = np.zeros(4)
    for _ in range(30):  # Newton's steps; it settles in fewer than ten
        chances = 1 / (1 + np.exp(-(values @ weights).clip(-30, 30)))
        curvature = values.T @ (values * (chances * (1 - chances))[:, None]) + 0.1 * np.eye(4)
        weights += np.linalg.solve(curvature, values.T @ (wanted - chances) - 0.1 * weights)
    return Judgement(*(round(float(weight), 2) for weight in weights))


def thresholds(
    home: Sequence[tuple[list[float], bool]], elsewhere: Sequence[tuple[list[float], bool]]
) -> Iterator[dict[str, object]]:
    """Yield for each threshold what is answered, and what is silent at home and of the questions asked elsewhere."""
    chances = {able: np.array([_chance(row) for row, each in home if each is able]) for able in (True, False)}
    strange = np.array([_chance(row) for row, _ in elsewhere])
    for threshold in _THRESHOLDS:
        yield {
            "threshold": threshold,
            "answered": float((chances[True] >= threshold).mean()),
            "silent": float((chances[False] < threshold).mean()),
            "silent elsewhere": float((strange < threshold).mean()),
        }


def _chance(values: Sequence[float]) -> float:
    joint = ANSWERS.constant + ANSWERS.likeness * values[1] + ANSWERS.reading * values[2] + ANSWERS.lead * values[3]
    return float(1 / (1 + np.exp(-joint)))


def reliability(asked: Sequence[Asked], library: Library) -> Iterator[dict[str, object]]:
    """Yield for each range of the confidence how many questions fall into it, and of how many the first is right."""
    scores, rights = [], []
    for each in asked:
        scores.append(confidence(each.query, each.vectors, each.marked, library))
        rights.append(bool(each.row["gold"]) and bool(is_right(each.marked[0], each.row, library)))
    values, outcomes = np.array(scores), np.array(rights)
    for low, high in pairwise(_BINS):
        inside = (values >= low) & (values < high)
        if inside.any():
            mean, share = float(values[inside].mean()), float(outcomes[inside].mean())
            yield {"from": low, "to": high, "questions": int(inside.sum()), "confidence": mean, "right": share}


def plot(bins: Sequence[dict[str, Any]], file: Path) -> None:
    """Draw how often the first passage is right over what the confidence says."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(4, 4))
    axes.plot([0, 1], [0, 1], ":", color="grey")
    axes.plot([each["confidence"] for each in bins], [each["right"] for each in bins], "o-")
    axes.set(xlabel="confidence", ylabel="first passage right", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(file, bbox_inches="tight")


def make(data: Path, folder: Path, sets: Sequence[str] = ()) -> None:
    """Write a folder of articles and questions from the training data's passages that are kept from training."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    chance, rows = random.Random(7), list[dict[str, Any]]()
    for path in sorted(data.glob("*.jsonl.gz")):
        if sets and path.name.split(".")[0] not in sets:
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        if np.median([len(record["context"].split()) for record in records]) > _PARAGRAPHS * 5:
            rows += _made(path.name.split(".")[0], records, folder, chance)
    chance.shuffle(rows)
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _made(name: str, records: Sequence[dict[str, Any]], folder: Path, chance: random.Random) -> list[dict[str, Any]]:
    kept = [at for at, record in enumerate(records) if is_for_development(record["context"])]
    missing = {at for at in kept if chance.random() < 0.5}
    near = {at for own in kept for at in range(own - _NEIGHBOURS, own + _NEIGHBOURS + 1) if 0 <= at < len(records)}
    present = sorted(near - missing)
    rows = []
    for start in range(0, len(present), _PARAGRAPHS):
        source, text = f"{name}-{start}.txt", f"{name} {start}\n\n"
        for at in present[start : start + _PARAGRAPHS]:
            context, begin = records[at]["context"], len(text)
            text += f"{fold(context)}\n\n"
            if at in kept and fold(context) == context:
                rows += [
                    {
                        "question": question,
                        "gold": [[source, begin, begin + len(context)]],
                        "answers": [[begin + first, begin + last] for first, last in spans],
                    }
                    for question, spans in records[at]["questions"]
                    if spans
                ]
        (folder / "articles" / source).write_text(text, encoding="utf-8")
    chance.shuffle(rows)
    strange = [{"question": question, "gold": []} for at in missing for question, _ in records[at]["questions"]]
    chance.shuffle(strange)
    return rows[:_EACH] + strange[:_EACH]


def _f1(hit: Hit, answers: Sequence[tuple[int, int]]) -> float:
    """Return the overlap of the marked words with the most like of the answers, in characters."""
    if hit.marking is None:
        return 0.0
    words = hit.marking.words
    spans = [Span(start, end) for start, end in answers]
    return max(2 * words.overlap(span) / (len(words) + len(span)) for span in spans)


def _auc(positive: np.ndarray[Any, Any], negative: np.ndarray[Any, Any]) -> float:
    order = np.sort(negative)
    below = np.searchsorted(order, positive, "left") + np.searchsorted(order, positive, "right")
    return float(below.mean() / 2 / max(1, len(order)))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))


if __name__ == "__main__":
    main()
