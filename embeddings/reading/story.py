"""Where the article stands on its page: the run of blocks that holds the most running text and the least else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def heaviest_run(weights: Sequence[float]) -> range:
    """Return the run of neighbours with the largest sum; the first of them where several are as large; empty where none is positive.

    Kadane's maximum subarray: Bentley, "Algorithm Design Techniques", CACM 27 (1984).
    """
    best, best_sum, start, running = range(0), 0.0, 0, 0.0
    for place, weight in enumerate(weights):
        if running <= 0:
            start, running = place, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = range(start, place + 1), running
    return best
