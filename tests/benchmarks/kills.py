"""Kills rebuilds at random moments while questions are asked: none may be answered wrongly, and none may fail.

Usage: python -m tests.benchmarks.kills [--rebuilds N] [--milvus] [--json FILE]
The questions go to the Telegram bot's librarian, which opens a new generation between two of them. Before each rebuild
one article changes, so that there is work to do; the questions are about the others. With ``--milvus`` the index is in
a small Milvus of one process, and who asks has another folder than who builds (extra ``milvus-lite``).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.telegram.librarian import Librarian
from embeddings.documents import fold
from embeddings.encoding.model_files import SHIPPED
from embeddings.engines import current_generation
from embeddings.indexing.milvus.connection import Milvus
from embeddings.storage.generations import damaged_file, open_current
from retrieval.library import open_library
from tests.benchmarks.tables import show
from tests.milvus_server import milvus
from tests.places import ROOT

if TYPE_CHECKING:
    from retrieval.answers import Answer

QUESTIONS = (
    "what did Pompeo say in April",
    "who backs Haftar",
    "no military solution to the Libya conflict",
    "how many people were killed on April 7",
)
_BEYOND = 1.3
"""Moments are drawn up to this many times the length of a rebuild, so that about a quarter run to their end."""
_KEPT_IN_MILVUS = 9
"""Collections that stay: four of the generation in force, four of the one before, and the pointer."""
Place: TypeAlias = tuple[str, int, int]


class Asker(threading.Thread):
    """Asks without a pause, and counts wrong and failed answers."""

    def __init__(self, librarian: Librarian, seeds: Path) -> None:
        super().__init__(daemon=True)
        self._librarian = librarian
        self._seeds = seeds
        self._expected = {question: _first(self._ask(question)) for question in QUESTIONS}
        self._ended = threading.Event()
        self.generations: set[str] = set()
        self.counts = Counter({"asked": 0, "wrong": 0, "failed": 0})

    def run(self) -> None:
        """Ask until told to end."""
        while not self._ended.is_set():
            for question in QUESTIONS:
                self._judge(question)

    def end_with(self, generation: str) -> None:
        """End once a question has been answered from that generation, after a minute at the latest."""
        deadline = time.monotonic() + 60
        while generation not in self.generations and time.monotonic() < deadline:
            time.sleep(0.05)
        self._ended.set()
        self.join()

    def _judge(self, question: str) -> None:
        self.counts["asked"] += 1
        try:
            answer = self._ask(question)
        except Exception as error:  # noqa: BLE001 - any error is a failed question
            print(f"{question}: {error!r}", file=sys.stderr)
            self.counts["failed"] += 1
        else:
            self.generations.add(answer.generation)
            self.counts["wrong"] += _first(answer) != self._expected[question] or not self._proven(answer)

    def _ask(self, question: str) -> Answer:
        return self._librarian.ask(question, {}, 3).answer

    def _proven(self, answer: Answer) -> bool:
        """Return whether every passage stands where it is said to, apart from those of the changing article."""
        places = (citation.place for citation in answer.citations if citation.place.document.source != "changing.txt")
        return all(
            fold((self._seeds / place.document.source).read_text(encoding="utf-8")[slice(*place.span)]) == place.text
            for place in places
        )


def killed(rebuilds: int, folder: Path, url: str | None = None) -> dict[str, int]:
    """Return the outcome of this many rebuilds and of the questions asked meanwhile; the folder must be empty."""
    seeds, index, moment = folder / "seeds", folder / "index", random.Random(7)
    if url:
        os.environ["VERBATIM_INDEX_URL"] = url
    shutil.copytree(ROOT / "seeds", seeds)
    command = [sys.executable, "-m", "bot", "rebuild", "--seeds", str(seeds), "--index", str(index)]
    _change(seeds, 0)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    _change(seeds, 1)
    asked = folder / "asked" if url else index
    librarian = Librarian(asked, lambda: open_library(asked, SHIPPED, url=url), None, url)
    asker = Asker(librarian, seeds)
    asker.start()
    # Timed while questions are asked, which slow it down; each rebuild that runs to its end corrects it.
    whole = _rebuild(command, None)
    published = damaged = 0
    for number in range(rebuilds):
        _change(seeds, number + 2)
        before = current_generation(index, url)
        took = _rebuild(command, moment.uniform(0, _BEYOND * whole))
        ended = current_generation(index, url) != before
        published += ended
        whole = took if ended else max(whole, took)
        with closing(open_current(index)) as generation:
            damaged += damaged_file(generation) is not None
    _change(seeds, 0)
    _rebuild(command, None)
    asker.end_with(str(current_generation(index, url)))
    librarian.close()
    left = sum(path.is_dir() and path.name[0] in ".2" for path in index.iterdir()) - 1
    return {
        "rebuilds": rebuilds,
        "published": published,
        **asker.counts,
        "generations_asked": len(asker.generations),
        "damaged": damaged,
        "left_over": left + (_collections(url) - _KEPT_IN_MILVUS if url else 0),
    }


def _collections(url: str) -> int:
    with closing(Milvus(url)) as milvus:
        return len(milvus.names())


def _change(seeds: Path, number: int) -> None:
    text = f"Ferry timetable\n\nThe zanzibarian ferry leaves pier {number} before breakfast and returns with mangoes.\n"
    (seeds / "changing.txt").write_text(text, encoding="utf-8")


def _rebuild(command: list[str], most: float | None) -> float:
    """Rebuild, killing it after so many seconds, and return how long it ran. Exits if the rebuild fails by itself."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        if process.wait(most):
            sys.exit(f"a rebuild that was not killed ended with {process.returncode}")
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return time.monotonic() - began


def _first(answer: Answer) -> Place | None:
    if not answer.citations:
        return None
    place = answer.citations[0].place
    return place.document.source, place.span.start, place.span.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rebuilds", type=int, default=200)
    parser.add_argument("--milvus", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        url = stack.enter_context(milvus(folders[1])) if options.milvus else None
        show([killed(options.rebuilds, folders[0], url)], options.json)


if __name__ == "__main__":
    main()
