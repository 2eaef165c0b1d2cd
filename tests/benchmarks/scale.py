"""How questions fare as the corpus grows: time by stage, recall against exact search, memory, disk.

usage: python -m tests.benchmarks.scale DATA [DATA ...] [--passages N ...] [--work FOLDER] [--json FILE]

Each DATA is a folder with ``questions.jsonl``; the first has ``articles/`` too, from which a corpus of each size is
grown (see ``growing.py``): the sentences are real and newly combined, the vectors are not encoded but made from real
ones. Questions are answered by the program's own path, in one warm process for each size, which has read the index's
files once: as a service that has run for a while, with memory to hold them.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from bot.terminal.progress import LogProgress
from embeddings.documents import Period
from embeddings.encoding.encoder_choice import passage_encoder
from embeddings.encoding.model_files import SHIPPED
from embeddings.errors import UnusableIndexError
from embeddings.indexing.filters import FilterColumns
from embeddings.indexing.passage_index import Filter
from embeddings.indexing.vectors import Vectors
from embeddings.rebuild import rebuild
from embeddings.storage.generations import open_current
from retrieval.library import open_library
from tests.asking import answer
from tests.benchmarks.growing import grow, stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.encoding.encoder import QuestionVectors
    from retrieval.library import Library

Figures: TypeAlias = dict[str, Any]

SIZES = (10_000, 100_000, 1_000_000)
_PER_SET = 400
"""Questions drawn from each set: a median moves by a few percent between drawings."""
_WARM_UP = 100
"""Questions asked before any is timed."""
_COMPARED = 100
"""Questions whose nearest passages are compared with exact search, which takes minutes among a million."""
_NEAREST = 10
"""Passages whose recall is measured."""
_READ_BYTES = 1 << 24
"""Bytes read of a file at a time."""
_TOP = 5
"""Passages per answer: the product's default."""
_BLOCK = 100_000
"""Passages that exact search compares at a time: 600 MB of vectors."""
_BUILD_SECONDS = "built"
"""The file beside a generation with the seconds that building it took."""
_NOTE = (
    "Passages are recombined from the sentences of real articles; their vectors are not encoded but made from real "
    "sentences' vectors, each turned towards another's."
)


def main() -> None:
    """Build, measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "scale")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured(options.measure, asked(options.data))))
        return
    _build_real(options.data[0] / "articles", options.work / "real")
    _grow(options.passages, options.data[0] / "articles", options.work)
    sizes = [_of_size(size, options.data, options.work) for size in options.passages]
    real = _measured_apart(options.work / "real", options.data)
    print(_table(sizes))
    print(f"\n{_NOTE}\nNearest passages of the questions, by cosine: {_likeness(real)} in the real corpus.")
    if options.json:
        options.json.write_text(json.dumps({"note": _NOTE, "real": real, "sizes": sizes}, indent=1), encoding="utf-8")


def asked(folders: Iterable[Path]) -> list[str]:
    """Return questions of each set in an order drawn once."""
    draw = random.Random(1)
    questions: list[str] = []
    for folder in folders:
        rows = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        questions += [json.loads(row)["question"] for row in draw.sample(rows, min(_PER_SET, len(rows)))]
    draw.shuffle(questions)
    return questions


def measured(index: Path, questions: Sequence[str]) -> Figures:
    """Return what the questions cost in this process, and how well vectors are found."""
    _read_once(index)
    began = time.perf_counter()
    with closing(open_library(index, SHIPPED)) as library:
        opened = time.perf_counter() - began
        answer(questions[0], library, _TOP)
        first = time.perf_counter() - began
        for question in questions[:_WARM_UP]:
            answer(question, library, _TOP)
        worked = time.process_time()
        answers = [answer(question, library, _TOP) for question in questions[_WARM_UP:]]
        worked = time.process_time() - worked
        costs = {
            "passages": library.index.count(Filter()),
            "speakers": len(library.corpus.people.speakers()),
            "open_ms": round(opened * 1000, 1),
            "first_answer_ms": round(first * 1000, 1),
            "ms": _stages([reply.milliseconds for reply in answers]),
            "processor_ms": round(worked * 1000 / len(answers), 1),
            "found": round(float(np.mean([reply.found for reply in answers])), 3),
            "memory_mb": _memory(),
        }
        return costs | _compared(library, questions[:_COMPARED])


def _read_once(index: Path) -> None:
    """Read every file, so that the system holds them as long as it has room."""
    for path in index.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(_READ_BYTES):
                    pass


def _build_real(articles: Path, index: Path) -> None:
    try:
        open_current(index).close()
    except UnusableIndexError:
        rebuild(articles, index, lambda: passage_encoder(index, SHIPPED), "cl100k_base", LogProgress())


def _grow(sizes: Sequence[int], articles: Path, work: Path) -> None:
    """Build the missing sizes, and note beside each how long that took."""
    missing = [size for size in sizes if not (work / str(size) / _BUILD_SECONDS).exists()]
    if not missing:
        return
    with closing(open_current(work / "real")) as like:
        real = stock(articles, like)
        for size in missing:
            began = time.perf_counter()
            grow(real, size, work / str(size), like)
            (work / str(size) / _BUILD_SECONDS).write_text(f"{time.perf_counter() - began:.0f}", encoding="utf-8")


def _of_size(size: int, data: Sequence[Path], work: Path) -> Figures:
    """Return the figures of a grown corpus."""
    index = work / str(size)
    figures = _measured_apart(index, data)
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return {
        "wanted": size,
        "build_s": int((index / _BUILD_SECONDS).read_text(encoding="utf-8")),
        "disk_bytes_a_passage": round(disk / figures["passages"]),
        "ask_s": _cold(index),
        **figures,
    }


def _measured_apart(index: Path, data: Sequence[Path]) -> Figures:
    """Return the figures taken in a process that has done nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", *map(str, data), "--measure", str(index)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def _cold(index: Path) -> float:
    """Return how long one question takes with the program's start, in seconds; the best of three."""
    command = [sys.executable, "-m", "bot", "ask", "what did Trump say in April", "--index", str(index), "--json"]

    def once() -> float:
        began = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)
        return time.perf_counter() - began

    return round(min(once() for _ in range(3)), 2)


def _stages(laps: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    names = dict.fromkeys(name for lap in laps for name in lap)
    return {name: _quantiles([lap[name] for lap in laps if name in lap]) for name in names}


def _quantiles(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.quantile(times, [0.5, 0.95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "max": round(max(times), 2)}


def _memory() -> dict[str, int]:
    """Return the process's resident memory in megabytes: all of it, what is its own, and what maps files."""
    lines = (line.split() for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    sizes = {
        line[0].rstrip(":"): int(line[1]) // 1024 for line in lines if line and line[0].startswith(("VmRSS", "Rss"))
    }
    return {"resident": sizes["VmRSS"], "own": sizes["RssAnon"], "mapped": sizes["RssFile"]}


def _compared(library: Library, questions: Sequence[str]) -> Figures:
    """Return how many of the ten nearest passages are found, with every filter and without one, and in what time."""
    encoded = [library.encoder.encode(question) for question in questions]
    index = library.index
    filters = dict(filters_of(library))
    exact = _exact(library.generation.folder, encoded, list(filters.values()))
    recall: Figures = {}
    for (name, conditions), best in zip(filters.items(), exact, strict=True):
        times, shares = [], []
        for question, nearest in zip(encoded, best, strict=True):
            began = time.perf_counter()
            candidates = index.search(question, "", conditions, 100)
            times.append((time.perf_counter() - began) * 1000)
            first = sorted((candidate.dense for candidate in candidates), reverse=True)[:_NEAREST]
            floor = nearest[-1] - 1e-4 if len(nearest) else 0.0
            shares.append(sum(cosine >= floor for cosine in first) / max(1, len(nearest)))
        recall[name] = {
            "let_pass": round(index.count(conditions) / index.count(Filter()), 5),
            "recall": round(float(np.mean(shares)), 4),
            "ms": _quantiles(times),
        }
    return {"recall": recall, "likeness": _alike(np.array(exact[0]))}


def _alike(nearest: NDArray[np.float32]) -> Figures:
    """Return how near the nearest passages are, the first and the tenth, and how far apart."""
    return {
        "first": round(float(nearest[:, 0].mean()), 3),
        "tenth": round(float(nearest[:, -1].mean()), 3),
        "gap": [round(float(gap), 4) for gap in np.quantile(nearest[:, 0] - nearest[:, -1], [0.1, 0.5, 0.9])],
    }


def filters_of(library: Library) -> Iterator[tuple[str, Filter]]:
    """Yield filters that let less and less pass."""
    days = library.vocabulary.days
    last = days.last if days else date.max
    yield "none", Filter()
    yield "somebody speaks", Filter(spoken=True)
    yield "five years", Filter(period=Period(last - timedelta(days=5 * 365), last))
    yield "a year", Filter(period=Period(last - timedelta(days=365), last))
    yield "an outlet", Filter(publishers=frozenset(library.corpus.publishers()[:1]))
    yield "a month", Filter(period=Period(last - timedelta(days=120), last - timedelta(days=90)))
    yield "a day", Filter(period=Period(last - timedelta(days=100), last - timedelta(days=100)))
    speakers = sorted(library.corpus.people.speakers().values(), key=lambda speaker: -speaker.documents)
    commonest = frozenset([speakers[0].id])
    yield "the commonest speaker", Filter(speakers=commonest)
    sixty_days = Period(last - timedelta(days=120), last - timedelta(days=60))
    yield "the commonest speaker, sixty days", Filter(speakers=commonest, period=sixty_days)
    yield "the hundredth speaker", Filter(speakers=frozenset([speakers[min(100, len(speakers) - 1)].id]))


def _exact(
    folder: Path, questions: Sequence[QuestionVectors], filters: Sequence[Filter]
) -> list[list[NDArray[np.float32]]]:
    """Return by filter and question the ten highest cosines, every passage compared."""
    columns = FilterColumns(folder)
    allowed = [columns.allowed(conditions) for conditions in filters]
    best = [[np.zeros(0, np.float32)] * len(questions) for _ in filters]
    with closing(Vectors(folder)) as vectors:
        for first in range(0, vectors.passages, _BLOCK):
            block = np.arange(first, min(first + _BLOCK, vectors.passages))
            scores = np.stack([vectors.similarities(question.vector, block) for question in questions], axis=1)
            for highest, ids in zip(best, allowed, strict=True):
                inside = scores if ids is None else scores[ids[(ids >= first) & (ids <= block[-1])] - first]
                highest[:] = [_highest(np.r_[old, new]) for old, new in zip(highest, inside.T, strict=True)]
    return best


def _highest(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.sort(np.partition(scores, -_NEAREST)[-_NEAREST:] if len(scores) > _NEAREST else scores)[::-1]


def _table(sizes: Sequence[Figures]) -> str:
    rows = [["", *(f"{each['passages']:,}" for each in sizes)]]
    stages = dict.fromkeys(stage for each in sizes for stage in each["ms"])
    rows += ([f"{stage} p50 / p95 / max, ms", *(_spread(size["ms"].get(stage)) for size in sizes)] for stage in stages)
    medians = [size["ms"]["total"]["p50"] for size in sizes]
    growth = [f"{after / before:.2f}" for before, after in pairwise(medians)]
    rows.append(["total p50, growth", "", *growth])
    rows.append(["processor time of a question, ms", *(str(each["processor_ms"]) for each in sizes)])
    rows.append(["open / first answer, ms", *(f"{each['open_ms']} / {each['first_answer_ms']}" for each in sizes)])
    rows.append(["verbatim ask, s", *(str(each["ask_s"]) for each in sizes)])
    rows.append(["resident / own / mapped, MB", *(" / ".join(map(str, each["memory_mb"].values())) for each in sizes)])
    for name in sizes[0]["recall"]:
        cells = (each["recall"][name] for each in sizes)
        rows.append(
            [f"recall@10, {name}", *(f"{c['recall']} of {c['let_pass']:.2%} in {c['ms']['p50']} ms" for c in cells)]
        )
    rows.append(["cosine first, tenth, gap", *map(_likeness, sizes)])
    rows.append(["speakers", *(f"{each['speakers']:,}" for each in sizes)])
    rows.append(["build, s", *(str(each["build_s"]) for each in sizes)])
    rows.append(["disk, bytes a passage", *(f"{each['disk_bytes_a_passage']:,}" for each in sizes)])
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def _spread(quantiles: dict[str, float] | None) -> str:
    return " / ".join(str(value) for value in quantiles.values()) if quantiles else ""


def _likeness(figures: Figures) -> str:
    likeness = figures["likeness"]
    return f"{likeness['first']}, {likeness['tenth']}, {likeness['gap'][1]}"


if __name__ == "__main__":
    main()
