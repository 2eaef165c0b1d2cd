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
from embeddings.indexing.passage_index import Filter
from embeddings.rebuild import rebuild
from embeddings.storage.generations import open_current
from retrieval.answering import answer
from retrieval.library import open_library
from tests.benchmarks.growing import grow, stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.encoding.encoder import QuestionVectors
    from embeddings.indexing.local_index import LocalIndex
    from retrieval.library import Library

Figures: TypeAlias = dict[str, Any]

SIZES = (10_000, 100_000, 1_000_000)
_OF_EACH = 400
"""Questions drawn of each set."""
_WARMING = 100
"""Questions asked before time is taken."""
_COMPARED = 100
"""Questions whose nearest passages are compared with exact search."""
_NEAREST = 10
_AT_ONCE = 1 << 24
"""Bytes read of a file at a time."""
_TOP = 5
_BLOCK = 100_000
"""Passages whose vectors are compared at once in exact search."""
_BUILT = "built"
"""The file beside a generation that holds the seconds it took to build."""
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
    _real(options.data[0] / "articles", options.work / "real")
    _grown(options.passages, options.data[0] / "articles", options.work)
    told = [_of_size(size, options.data, options.work) for size in options.passages]
    real = _measured_apart(options.work / "real", options.data)
    print(_table(told))
    print(f"\n{_NOTE}\nNearest passages of the questions, by cosine: {_likeness(real)} in the real corpus.")
    if options.json:
        options.json.write_text(json.dumps({"note": _NOTE, "real": real, "sizes": told}, indent=1), encoding="utf-8")


def asked(folders: Iterable[Path]) -> list[str]:
    """Return questions of each set in an order drawn once."""
    drawn = random.Random(1)
    found: list[str] = []
    for folder in folders:
        rows = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        found += [json.loads(row)["question"] for row in drawn.sample(rows, min(_OF_EACH, len(rows)))]
    drawn.shuffle(found)
    return found


def measured(index: Path, questions: Sequence[str]) -> Figures:
    """Return what the questions cost in this process, and how well vectors are found."""
    _read_once(index)
    began = time.perf_counter()
    with closing(open_library(index, SHIPPED)) as library:
        opened = time.perf_counter() - began
        answer(questions[0], library, _TOP)
        first = time.perf_counter() - began
        for question in questions[:_WARMING]:
            answer(question, library, _TOP)
        worked = time.process_time()
        answers = [answer(question, library, _TOP) for question in questions[_WARMING:]]
        worked = time.process_time() - worked
        told = {
            "passages": library.index.count(Filter()),
            "speakers": len(library.corpus.speakers()),
            "open_ms": round(opened * 1000, 1),
            "first_answer_ms": round(first * 1000, 1),
            "ms": _stages([each.milliseconds for each in answers]),
            "processor_ms": round(worked * 1000 / len(answers), 1),
            "found": round(float(np.mean([each.found for each in answers])), 3),
            "memory_mb": _memory(),
        }
        return told | _compared(library, questions[:_COMPARED])


def _read_once(index: Path) -> None:
    """Read every file, so that the system holds them as long as it has room."""
    for path in index.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(_AT_ONCE):
                    pass


def _real(articles: Path, index: Path) -> None:
    try:
        open_current(index).close()
    except UnusableIndexError:
        rebuild(articles, index, lambda: passage_encoder(index, SHIPPED), "cl100k_base", LogProgress())


def _grown(sizes: Sequence[int], articles: Path, work: Path) -> None:
    """Build what does not stand there already, and note beside it how long that took."""
    missing = [size for size in sizes if not (work / str(size) / _BUILT).exists()]
    if not missing:
        return
    with closing(open_current(work / "real")) as like:
        real = stock(articles, like)
        for size in missing:
            began = time.perf_counter()
            grow(real, size, work / str(size), like)
            (work / str(size) / _BUILT).write_text(f"{time.perf_counter() - began:.0f}", encoding="utf-8")


def _of_size(size: int, data: Sequence[Path], work: Path) -> Figures:
    """Return the figures of a grown corpus."""
    index = work / str(size)
    told = _measured_apart(index, data)
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return {
        "wanted": size,
        "build_s": int((index / _BUILT).read_text(encoding="utf-8")),
        "disk_bytes_a_passage": round(disk / told["passages"]),
        "ask_s": _cold(index),
        **told,
    }


def _measured_apart(index: Path, data: Sequence[Path]) -> Figures:
    """Return the figures taken in a process that has done nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", *map(str, data), "--measure", str(index)]
    found: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


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
    taken = {name: [lap[name] for lap in laps if name in lap] for name in names}
    return {name: _quantiles(times) for name, times in taken.items()}


def _quantiles(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.quantile(times, [0.5, 0.95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "max": round(max(times), 2)}


def _memory() -> dict[str, int]:
    """Return the process's resident memory in megabytes: all of it, what is its own, and what maps files."""
    lines = (line.split() for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    kept = {
        line[0].rstrip(":"): int(line[1]) // 1024 for line in lines if line and line[0].startswith(("VmRSS", "Rss"))
    }
    return {"resident": kept["VmRSS"], "own": kept["RssAnon"], "mapped": kept["RssFile"]}


def _compared(library: Library, questions: Sequence[str]) -> Figures:
    """Return how many of the ten nearest passages are found, with every filter and without one, and in what time."""
    encoded = [library.encoder.encode(question) for question in questions]
    index: Any = library.index
    filters = dict(_filters(library))
    exact = _exact(index, encoded, list(filters.values()))
    told: Figures = {"recall": {}}
    for (name, wanted), best in zip(filters.items(), exact, strict=True):
        took, shares = [], []
        for question, nearest in zip(encoded, best, strict=True):
            began = time.perf_counter()
            found = index.search(question, "", wanted, 100)
            took.append((time.perf_counter() - began) * 1000)
            first = sorted(found, key=lambda each: -each.dense)[:_NEAREST]
            floor = nearest[-1] - 1e-4 if len(nearest) else 0.0
            shares.append(sum(each.dense >= floor for each in first) / max(1, len(nearest)))
        told["recall"][name] = {
            "let_pass": round(index.count(wanted) / index.count(Filter()), 5),
            "recall": round(float(np.mean(shares)), 4),
            "ms": _quantiles(took),
        }
    return told | {"likeness": _alike(np.array(exact[0]))}


def _alike(nearest: NDArray[np.float32]) -> Figures:
    """Return how near the nearest passages are, the first and the tenth, and how far apart."""
    return {
        "first": round(float(nearest[:, 0].mean()), 3),
        "tenth": round(float(nearest[:, -1].mean()), 3),
        "gap": [round(float(gap), 4) for gap in np.quantile(nearest[:, 0] - nearest[:, -1], [0.1, 0.5, 0.9])],
    }


def _filters(library: Library) -> Iterator[tuple[str, Filter]]:
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
    speakers = sorted(library.corpus.speakers().values(), key=lambda each: -each.documents)
    yield "the commonest speaker", Filter(speakers=frozenset([speakers[0].id]))
    yield "the hundredth speaker", Filter(speakers=frozenset([speakers[min(100, len(speakers) - 1)].id]))


def _exact(
    index: LocalIndex, questions: Sequence[QuestionVectors], filters: Sequence[Filter]
) -> list[list[NDArray[np.float32]]]:
    """Return by filter and question the ten highest cosines, every passage compared."""
    vectors = np.array([question.vector for question in questions])
    passages = index._vectors.passages
    allowed = [index._columns.allowed(wanted) for wanted in filters]
    best = [[np.zeros(0, np.float32)] * len(questions) for _ in filters]
    for first in range(0, passages, _BLOCK):
        block = np.arange(first, min(first + _BLOCK, passages))
        rows, lengths = index._vectors._stack.read(block)
        scores = np.maximum.reduceat(rows.astype(np.float32) @ vectors.T / 32767, np.cumsum(lengths) - lengths, axis=0)
        for kept, ids in zip(best, allowed, strict=True):
            inside = scores if ids is None else scores[ids[(ids >= first) & (ids <= block[-1])] - first]
            kept[:] = [_highest(np.r_[old, new]) for old, new in zip(kept, inside.T, strict=True)]
    return best


def _highest(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.sort(np.partition(scores, -_NEAREST)[-_NEAREST:] if len(scores) > _NEAREST else scores)[::-1]


def _table(sizes: Sequence[Figures]) -> str:
    rows = [["", *(f"{each['passages']:,}" for each in sizes)]]
    stages = dict.fromkeys(stage for each in sizes for stage in each["ms"])
    rows += ([f"{stage} p50 / p95 / max, ms", *(_spread(each["ms"].get(stage)) for each in sizes)] for stage in stages)
    medians = [each["ms"]["total"]["p50"] for each in sizes]
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


def _spread(taken: dict[str, float] | None) -> str:
    return " / ".join(str(value) for value in taken.values()) if taken else ""


def _likeness(told: Figures) -> str:
    like = told["likeness"]
    return f"{like['first']}, {like['tenth']}, {like['gap'][1]}"


if __name__ == "__main__":
    main()
