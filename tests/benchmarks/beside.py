"""Verbatim beside what a user might pick instead, txtai's hybrid index: the same articles, one run.

usage: python -m tests.benchmarks.beside PASSAGES WHO_SAID_WHEN [--limit N] [--json FILE]

Each set is a folder with ``questions.jsonl`` and ``articles/``. txtai is given the passages that Verbatim cleaned and
split, and the same model, so that only indexing and search differ. Its score stands for a confidence. Each builds and
answers in processes of its own, imports included; Verbatim's time includes reading and cleaning the articles.
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
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from embeddings.encoding.model_files import SHIPPED, model_folder
from retrieval.answers import Answer, Citation, Place
from retrieval.evaluation import cases, figures, outcome
from retrieval.library import Library, open_library
from retrieval.understanding.query import Query
from tests.asking import answer
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.evaluation import Case

Row: TypeAlias = dict[str, float | None]

_DEPTH = 10
"""Passages per question: as many as the recall is measured over."""
_WARM_UP = 20
"""Questions asked before any is timed."""
_BUILD = """
import json, sys
from txtai import Embeddings
rows = json.load(sys.stdin)
index = Embeddings(path=sys.argv[1], hybrid=True)
index.index((number, text, None) for number, text in rows)
index.save(sys.argv[2])
"""
_ASK = """
import json, sys, time
from txtai import Embeddings
index = Embeddings()
index.load(sys.argv[1])
for question in json.load(sys.stdin):
    began = time.perf_counter()
    hits = index.search(question, int(sys.argv[2]))
    print(json.dumps([hits, (time.perf_counter() - began) * 1000]))
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
    folders = (options.passages.resolve(), options.who_said_when.resolve())
    sets = {folder.name: compared(folder, options.limit) for folder in folders}
    for name, systems in sets.items():
        print(table(name, systems))
    if options.json:
        options.json.write_text(json.dumps(sets, indent=1), encoding="utf-8")


def compared(folder: Path, limit: int | None) -> dict[str, Row]:
    """Return the figures of both systems on one set."""
    with tempfile.TemporaryDirectory() as made:
        index, other = Path(made) / "verbatim", Path(made) / "txtai"
        ours = seconds(["-m", "bot", "rebuild", "--seeds", str(folder / "articles"), "--index", str(index)])
        with closing(open_library(index, SHIPPED)) as library:
            rows = [(number, " ".join(parts)) for number, _, parts in library.corpus.passage_texts()]
            theirs = seconds(["-c", _BUILD, str(model_folder(SHIPPED)), str(other)], rows)
            asked = drawn(cases(folder / "questions.jsonl", library), limit)
            questions = [case.question for case in (*asked[:_WARM_UP], *asked)]
            answers = {
                "verbatim": [answer(question, library, _DEPTH) for question in questions],
                "txtai": list(txtai(questions, library, other)),
            }
            judged = {name: figures(list(map(outcome, asked, all_[-len(asked) :]))) for name, all_ in answers.items()}
        cold = {
            "verbatim": least(["-m", "bot", "ask", "--json", "--index", str(index), questions[0]]),
            "txtai": least(["-c", _COLD, str(other), questions[0]]),
        }
        built = {"verbatim": len(rows) / ours, "txtai": len(rows) / theirs}
        return {name: {"passages a second": built[name], "cold s": cold[name], **judged[name]} for name in judged}


def drawn(asked: list[Case], limit: int | None) -> list[Case]:
    """Return as many of the questions, in an order drawn once."""
    random.Random(1).shuffle(asked)
    return asked[:limit]


def txtai(questions: Sequence[str], library: Library, folder: Path) -> Iterator[Answer]:
    """Yield the answers of the txtai index of the library's passages."""
    for question, line in zip(questions, printed(["-c", _ASK, str(folder), str(_DEPTH)], questions), strict=True):
        hits, took = json.loads(line)
        citations = tuple(_citation(library, number, score) for number, score in hits)
        confidence = citations[0].score if citations else 0.0
        yield Answer(Query(question, topic=question), citations, confidence, "", milliseconds={"total": took})


def _citation(library: Library, number: int, score: float) -> Citation:
    stored = library.corpus.passage(number)
    return Citation(number, Place(library.corpus.document(stored.document), stored.span), stored.tokens, score)


def least(command: list[str]) -> float:
    """Return the least wall time of three runs: one question from cold."""
    return min(seconds(command) for _ in range(3))


def seconds(command: list[str], value: object = None) -> float:
    """Return the wall time of Python with these arguments."""
    began = time.perf_counter()
    printed(command, value)
    return time.perf_counter() - began


def printed(command: list[str], value: object = None) -> list[str]:
    """Return the lines that Python prints with these arguments and the value as JSON on standard input."""
    whole = [sys.executable, *command]
    done = subprocess.run(whole, input=json.dumps(value), check=False, capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)[:100]} ended with {done.returncode}: {done.stderr[-1000:]}")
    return done.stdout.splitlines()


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
