"""How fast an index is built and with what memory, beside the bare encoding of the same passages.

Usage: python -m tests.benchmarks.building ARTICLES [--most N] [--grow N ...] [--json FILE]
Every rebuild runs in a process of its own, whose peak memory is read when it ends. The bare encoding is that of
sentence-transformers with its own batches, in the same run. ``--grow`` also measures the memory for corpora of so many
articles, made from the given ones by altering words; their vectors are a stand-in's, because a model takes the same
memory for few passages and for many, and the question is what the rebuild itself holds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import open_current
from tests.benchmarks.tables import show
from tests.places import ROOT

Row: TypeAlias = dict[str, object]
_MIB = 1024
"""KiB, the unit of a process's peak memory."""
_BARE = """
import json, sys, time
from sentence_transformers import SentenceTransformer
from embeddings.encoding.model_files import SHIPPED, model_folder
texts = json.load(sys.stdin)
model = SentenceTransformer(str(model_folder(SHIPPED)), device="cpu")
model.encode(texts[:64], show_progress_bar=False)
began = time.perf_counter()
model.encode(texts, show_progress_bar=False)
print(time.perf_counter() - began)
"""
_STAND_IN = """
import sys
from pathlib import Path
from embeddings.rebuild import rebuild
from tests.fakes import Silence, StandIn
rebuild(Path(sys.argv[1]), Path(sys.argv[2]), StandIn, "cl100k_base", Silence())
"""


def run(*arguments: str) -> tuple[str, float, float]:
    """Return the interpreter's output with these arguments, its seconds, and its peak memory in MiB."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed with {process.returncode}")
    return output, time.perf_counter() - began, used.ru_maxrss / _MIB


def rebuilt(name: str, seeds: Path, index: Path) -> Row:
    output, seconds, peak = run("-m", "bot", "rebuild", "--json", "--seeds", str(seeds), "--index", str(index))
    summary = json.loads(output)
    return {
        "what": name,
        "articles": summary["documents"],
        "passages": summary["passages"],
        "embedded": summary["embedded"],
        "seconds": seconds,
        "passages_a_second": summary["passages"] / seconds,
        "peak_mib": peak,
    }


def bare(index: Path) -> Row:
    """Encode the passages of the index with the library alone."""
    with closing(open_current(index)) as generation, closing(Corpus(generation.folder / CORPUS)) as corpus:
        texts = [" ".join(sentences) for _, _, sentences in corpus.passage_texts()]
        articles = corpus.count("documents")
    done = subprocess.run(
        [sys.executable, "-c", _BARE], input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=ROOT
    )
    seconds = float(done.stdout)
    return {
        "what": "bare encoding",
        "articles": articles,
        "passages": len(texts),
        "embedded": len(texts),
        "seconds": seconds,
        "passages_a_second": len(texts) / seconds,
        "peak_mib": 0.0,
    }


def rates(articles: Path, most: int, folder: Path) -> list[Row]:
    """Build, build again, and build once more with one article added."""
    seeds, index = folder / "seeds", folder / "index"
    seeds.mkdir()
    *first, last = sorted(articles.glob("*.txt"))[: most + 1]
    for path in first:
        shutil.copy(path, seeds)
    rows = [rebuilt("first rebuild", seeds, index), bare(index), rebuilt("second rebuild", seeds, index)]
    shutil.copy(last, seeds)
    return [*rows, rebuilt("one article added", seeds, index)]


def grown(articles: Path, count: int, folder: Path) -> Row:
    """Build so many articles, made from the given ones, and measure the memory."""
    seeds, draw = folder / f"grown{count}", random.Random(count)
    seeds.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted(articles.glob("*.txt"))]
    for number in range(count):
        words = texts[number % len(texts)].split(" ")
        for at in draw.sample(range(len(words)), len(words) // 8):
            words[at] += f"{draw.choice('aeiou')}{draw.choice('lmnrs')}"
        (seeds / f"{number}.txt").write_text(" ".join(words), encoding="utf-8")
    _, seconds, peak = run("-c", _STAND_IN, str(seeds), str(folder / f"index{count}"))
    return {"articles": count, "seconds": seconds, "peak_mib": peak}


def extrapolated(rows: list[Row], count: int) -> Row:
    """Return the memory for so many articles on the line through the two largest measured corpora."""
    one, two = ([float(str(row[name])) for name in ("articles", "peak_mib")] for row in rows[-2:])
    slope = (two[1] - one[1]) / (two[0] - one[0])
    return {"articles": count, "seconds": "extrapolated", "peak_mib": two[1] + slope * (count - two[0])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--most", type=int, default=500)
    parser.add_argument("--grow", type=int, nargs="*", default=[])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.grow:
            rows = [grown(options.articles, count, Path(folder)) for count in options.grow]
            more = [extrapolated(rows, 100_000)] if len(rows) > 1 else []
            show([*rows, *more], options.json)
            return
        rows = rates(options.articles, options.most, Path(folder))
        first, alone, second, _ = (float(str(row["seconds"])) for row in rows)
        show(rows, options.json)
        print(f"first rebuild at {alone / first:.2f} of the bare rate, at least 0.85 wanted")
        print(f"second rebuild in {second / first:.1%} of the first's time, at most 5 % wanted")


if __name__ == "__main__":
    main()
