"""Counts what a computation does, for tests that hold it to linear time without a clock."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def calls_of(action: Callable[[], object]) -> int:
    """Return how many functions are called, Python's own and built-in ones, while the action runs."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:  # noqa: ANN401 - what the hook is given
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
