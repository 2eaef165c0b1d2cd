"""How long one question takes from a cold start, beside the bare import of sentence-transformers.

Usage: python -m tests.benchmarks.cold [--seeds FOLDER] [--runs N] [--json FILE]
Both are started in turn, each in a process of its own, so that the machine's other work burdens both alike.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.tables import show
from tests.places import ROOT

QUESTION = "what did Pompeo say in April"
MOST = 0.2
"""Share of the import's time that a question may take: what a person waits for before the first answer."""


def seconds(*arguments: str) -> float:
    """Return the seconds that the interpreter takes with these arguments."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - began


def measured(seeds: Path, runs: int) -> dict[str, float]:
    """Return the median times and their ratio over a fresh index of the seeds."""
    with tempfile.TemporaryDirectory() as folder:
        shared = ("--seeds", str(seeds), "--index", str(Path(folder, "index")))
        seconds("-m", "bot", "rebuild", *shared)
        pairs = [
            (
                seconds("-c", "import sentence_transformers"),
                seconds("-m", "bot", "ask", *shared, QUESTION),
            )
            for _ in range(runs)
        ]
    library, question = (median(times) for times in zip(*pairs, strict=True))
    return {"import_s": library, "ask_s": question, "ratio": question / library, "ratio_at_most": MOST}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    show([measured(options.seeds, options.runs)], options.json)


if __name__ == "__main__":
    main()
