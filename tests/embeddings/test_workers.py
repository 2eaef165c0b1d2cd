"""Work shared by processes: as if one had done it, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from embeddings import workers
from embeddings.errors import SeedsError, WorkerError
from embeddings.workers import Workers
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 200
_ORPHANS = """
import sys, time
from embeddings.workers import Workers
from tests.embeddings.test_workers import whose
if __name__ == "__main__":
    with Workers(200) as workers:
        print(*set(workers.map(whose, range(200))), flush=True)
        time.sleep(60)
"""


def whose(item: int) -> int:
    """Return the process that is given the item."""
    del item
    return os.getpid()


def halved(item: int) -> float:
    """Return half of it; 13 is left out."""
    if item == 13:
        raise SeedsError("13 is not to be had")
    return item / 2


def stopped(item: int) -> int:
    """End the process as a lack of memory would."""
    os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)


def test_results_come_in_order_from_other_processes() -> None:
    with Workers(MANY) as several:
        assert list(several.map(halved, range(100, 100 + MANY))) == [each / 2 for each in range(100, 100 + MANY)]
        assert os.getpid() not in set(several.map(whose, range(MANY)))


def test_few_items_start_no_process() -> None:
    with Workers(workers.WORTH_STARTING - 1) as alone:
        assert set(alone.map(whose, range(8))) == {os.getpid()}


def test_what_the_function_raises_reaches_the_caller() -> None:
    with Workers(MANY) as several, pytest.raises(SeedsError, match="13 is not to be had"):
        list(several.map(halved, range(MANY)))


def test_a_killed_process_is_one_clear_line() -> None:
    with Workers(MANY) as several, pytest.raises(WorkerError, match="was killed"):
        list(several.map(stopped, range(MANY)))


def test_no_more_is_taken_than_the_processes_are_ahead() -> None:
    taken = []

    def items() -> Iterator[int]:
        for item in range(100, 100_000):
            taken.append(item)
            yield item

    with Workers(MANY) as several:
        list(islice(several.map(halved, items()), 10))
    assert len(taken) <= workers.BATCH * (workers.AHEAD * 2 + 3)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the system which processes there are")
def test_processes_end_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _ORPHANS], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout
    children = [int(each) for each in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not any(map(_running, children))


def _running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
