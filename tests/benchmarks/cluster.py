"""What a build on Ray costs beside a local one: processor time, and the memory of the process that builds.

usage: python -m tests.benchmarks.cluster SEEDS [--articles N ...] [--workers N ...]

Articles beyond those of SEEDS are made of them: of every third word of four letters and more the vowels are changed, so
that they share no long runs of words. Vectors come of a stand-in as long as the shipped model's, in no time, so what is
compared is all but the embedding. Each build runs in a process of its own, on a cluster of one node,
NumPy with one thread, as others would spin. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from itertools import count, islice, permutations
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from embeddings.formats.files import seed_paths
from embeddings.rebuild import rebuild
from tests.fakes import Silence, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\b[A-Za-z]{4,}\b")
_PAUSE = 0.5
"""Seconds between two looks at the processes: what one does after the last look is not counted."""


def main() -> None:
    """Build with each number of workers, none meaning locally, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[2000])
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2, 4])
    options = parser.parse_args()
    for articles in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            _make(options.seeds, Path(folder, "seeds"), articles)
            for workers in options.workers:
                command = [
                    sys.executable,
                    "-c",
                    f"from tests.benchmarks.cluster import built; built({folder!r}, {workers})",
                ]
                printed = subprocess.check_output(command, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
                print(articles, "articles:", printed.strip(), flush=True)


def built(folder: str, workers: int) -> None:
    """Build once and print what it took."""
    before, memory, over = _seconds(_family()), [0.0], Event()
    seen: dict[int, float] = {}
    watching = Thread(target=_watch, args=(seen, memory, over), daemon=True)
    watching.start()
    if workers:
        from ray.cluster_utils import Cluster

        head = {"num_cpus": workers, "include_dashboard": False}
        os.environ["RAY_ADDRESS"] = Cluster(initialize_head=True, head_node_args=head).address
    started = sum((seen | _seconds(_family())).values()) - sum(before.values())
    index = Path(folder, f"index-{workers}")
    summary = rebuild(Path(folder, "seeds"), index, StandIn, "cl100k_base", Silence(), ray="ray" if workers else None)
    over.set()
    watching.join()
    taken = {
        "workers": workers or "local",
        "passages": summary.passages,
        "processor seconds": round(sum(seen.values()) - sum(before.values()) - started, 1),
        "to start the cluster": round(started, 1),
        "peak of this process, MB": round(max(memory)),
    }
    print(json.dumps(taken))


def _make(seeds: Path, folder: Path, articles: int) -> None:
    """Write so many articles into the folder."""
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in seed_paths(seeds)]
    for number, text in islice(enumerate(_texts(texts)), articles):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def _texts(texts: list[str]) -> Iterator[str]:
    yield from texts
    for changed in permutations("aeiou"):
        vowels = str.maketrans("aeiou", "".join(changed))
        yield from (_changed(text, vowels) for text in texts)


def _changed(text: str, vowels: dict[int, int]) -> str:
    """Return the text with other vowels in every third of its longer words."""
    turn = count()
    return _WORD.sub(lambda word: word[0].translate(vowels) if next(turn) % 3 == 0 else word[0], text)


def _watch(seen: dict[int, float], memory: list[float], over: Event) -> None:
    """Note the processor time of each process, less what watching takes, and the memory that is this one's alone."""
    while not over.wait(_PAUSE):
        seen |= _seconds(_family())
        own = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
        memory.append(int(own.group(1)) / 1024 if own else 0.0)
    seen |= _seconds(_family())
    seen[0] = -time.thread_time()


def _family() -> set[int]:
    """Return this process and all that came of it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
    family, size = {os.getpid()}, 0
    while len(family) > size:
        size = len(family)
        family |= {child for child, parent in parents.items() if parent in family}
    return family


def _seconds(processes: set[int]) -> dict[int, float]:
    """Return the processor time of each process that is there."""
    ticks = os.sysconf("SC_CLK_TCK")
    seconds = {}
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            seconds[process] = (int(fields[11]) + int(fields[12])) / ticks
        except OSError:
            continue
    return seconds


if __name__ == "__main__":
    main()
