"""Verbatim beside what a user would pick instead, txtai's hybrid index: the same articles, one run.

usage: python -m tests.benchmarks.beside PASSAGES WHO_SAID_WHEN [--limit N] [--json FILE]

Each set is a folder with ``questions.jsonl`` and ``articles/``. txtai is given the passages that Verbatim cleaned and
split, and the same model, so that only indexing and finding differ. Its score stands for a confidence. Each builds in
a process of its own, imports included; that Verbatim also reads and cleans the articles stands in its time alone.
Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from embeddings.indexing.model_files import SHIPPED, model_folder
from retrieval.answering import answer
from retrieval.answers import Answer, Citation, Place
from retrieval.evaluation import cases, figures, outcome
from retrieval.library import Library, open_library
from retrieval.question import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.evaluation import Case, Figures

Row: TypeAlias = dict[str, float | None]

ROOT = Path(__file__).parent.parent.parent
_DEPTH = 10
_WARM = 20
"""Questions asked before any is timed."""
_BUILD = """
import json, sys
from txtai import Embeddings
rows = json.load(sys.stdin)
index = Embeddings(path=sys.argv[1], hybrid=True)
index.index((number, text, None) for number, text in rows)
index.save(sys.argv[2])
"""
_COLD = """
import sys
from txtai import Embeddings
index = Embeddings()
index.load(sys.argv[1])
index.search(sys.argv[2], 5)
"""


def main() -> None:
    """Build, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=Path)
    parser.add_argument("who_said_when", type=Path)
    parser.add_argument("--limit", type=int, help="questions of each set, drawn once")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args()
    told = {
        folder.name: compared(folder, options.limit)
        for folder in (options.passages.resolve(), options.who_said_when.resolve())
    }
    for name, systems in told.items():
        print(table(name, systems))
    if options.json:
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")


def compared(folder: Path, limit: int | None) -> dict[str, Row]:
    """Return the figures of both systems on one set."""
    with tempfile.TemporaryDirectory() as made:
        index, other = Path(made) / "verbatim", Path(made) / "txtai"
        seeds = ("--seeds", str(folder / "articles"), "--index", str(index))
        ours = seconds([sys.executable, "-m", "bot", "rebuild", *seeds])
        library = open_library(index, SHIPPED)
        rows = [(number, " ".join(parts)) for number, _, parts in library.corpus.passage_texts()]
        model = str(model_folder(SHIPPED))
        theirs = seconds([sys.executable, "-c", _BUILD, model, str(other)], json.dumps(rows))
        asked = drawn(cases(folder / "questions.jsonl", library), limit)
        question = asked[0].question
        verbatim = [sys.executable, "-m", "bot", "ask", "--json", "--index", str(index), question]
        cold = {"verbatim": verbatim, "txtai": [sys.executable, "-c", _COLD, str(other), question]}
        return {
            "verbatim": {"passages a second": len(rows) / ours, "cold s": least(cold["verbatim"])}
            | judged(asked, lambda text: answer(text, library, _DEPTH)),
            "txtai": {"passages a second": len(rows) / theirs, "cold s": least(cold["txtai"])}
            | judged(asked, txtai(library, other)),
        }


def drawn(asked: list[Case], limit: int | None) -> list[Case]:
    """Return as many of the questions, in an order drawn once."""
    random.Random(1).shuffle(asked)
    return asked[:limit]


def txtai(library: Library, folder: Path) -> Callable[[str], Answer]:
    """Return what asks the txtai index of the library's passages."""
    from txtai import Embeddings

    index = Embeddings()
    index.load(str(folder))

    def ask(question: str) -> Answer:
        started = time.perf_counter()
        hits = index.search(question, _DEPTH)
        took = {"total": (time.perf_counter() - started) * 1000}
        citations = tuple(_citation(library, number, score) for number, score in hits)
        sure = citations[0].score if citations else 0.0
        return Answer(Query(question, topic=question), citations, sure, "", milliseconds=took)

    return ask


def _citation(library: Library, number: int, score: float) -> Citation:
    stored = library.corpus.passage(number)
    return Citation(number, Place(library.corpus.document(stored.document), stored.span), stored.tokens, score)


def judged(asked: Sequence[Case], ask: Callable[[str], Answer]) -> Figures:
    """Return the figures of whoever answers."""
    for case in asked[:_WARM]:
        ask(case.question)
    return figures([outcome(case, ask(case.question)) for case in asked])


def least(command: list[str]) -> float:
    """Return the least wall time of three runs: one question from cold."""
    return min(seconds(command) for _ in range(3))


def seconds(command: list[str], told: str = "") -> float:
    """Return the wall time of the command, which is told so much."""
    began = time.perf_counter()
    done = subprocess.run(command, input=told, check=False, capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in {0, 1}:
        sys.exit(f"{command[:3]} ended with {done.returncode}: {done.stderr[-1000:]}")
    return time.perf_counter() - began


def table(name: str, systems: dict[str, Row]) -> str:
    """Return the figures as Markdown."""
    first = next(iter(systems.values()))
    head = [f"| {name} | {' | '.join(systems)} |", f"|---|{'---|' * len(systems)}"]
    rows = [f"| {row} | {' | '.join(_shown(each[row]) for each in systems.values())} |" for row in first]
    return "\n".join([*head, *rows, ""])


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


if __name__ == "__main__":
    main()
