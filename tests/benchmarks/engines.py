"""Milvus beside the local index: the same passages, the same questions, one run.

usage: python -m tests.benchmarks.engines INDEX QUESTIONS [--limit N]

INDEX is a built index, QUESTIONS a file with one JSON object a line that has a ``question``. The passages are copied
into a small Milvus of one process, so its times say what the seam costs, not what a real server takes.
Needs the extra ``milvus-lite``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from embeddings.encoding.model_files import SHIPPED
from embeddings.indexing.milvus.reader import MilvusIndex
from embeddings.indexing.milvus.writer import MilvusIndexWriter
from retrieval.library import Library, open_library
from retrieval.understanding.named_in_corpus import Vocabulary
from tests.asking import answer
from tests.copied import copy_passages
from tests.milvus_server import milvus

if TYPE_CHECKING:
    from retrieval.answers import Answer

_DEPTH = 10
"""Passages compared for each question."""


def main() -> None:
    """Ask both and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()[: options.limit]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(milvus(folder))
        here = stack.enter_context(closing(open_library(options.index, SHIPPED)))
        copy_passages(here, MilvusIndexWriter(folder, url))
        index = stack.enter_context(closing(MilvusIndex(folder, url)))
        there = replace(here, index=index, vocabulary=Vocabulary(here.corpus, index, None))
        _compare([json.loads(line)["question"] for line in lines], here, there)


def _compare(questions: list[str], here: Library, there: Library) -> None:
    passages, same, times = here.corpus.count("passages"), 0, ([0.0], [0.0])
    for question in questions:
        answers = [_timed(question, library, its) for library, its in zip((here, there), times, strict=True)]
        shown = [[citation.passage for citation in its.citations] for its in answers]
        same += shown[0] == shown[1]
        if shown[0] != shown[1]:
            print(f"{question}: {shown[0]} here, {shown[1]} in Milvus")
    print(f"{passages} passages, {len(questions)} questions: {same} with the same passages in the same order")
    for name, its in zip(("here", "in Milvus"), times, strict=True):
        cuts = quantiles(its[1:], n=20)
        print(f"{name}: {cuts[9]:.0f} ms, one in twenty over {cuts[18]:.0f} ms")


def _timed(question: str, library: Library, times: list[float]) -> Answer:
    began = time.perf_counter()
    answered = answer(question, library, _DEPTH)
    times.append((time.perf_counter() - began) * 1000)
    return answered


if __name__ == "__main__":
    main()
