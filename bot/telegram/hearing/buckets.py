"""Token buckets: so many at once, so many a second after that, each key on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_SWEPT = 1024
"""Keys after which the full buckets are forgotten: nobody's memory grows with the number of strangers."""


class Buckets:
    """One bucket a key, full at first; ``now`` tells seconds."""

    def __init__(self, capacity: float, per_second: float, now: Callable[[], float]) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._now = now
        self._levels: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable) -> bool:
        """Take one token; return whether there was one."""
        level = self._level(key)
        if level < 1:
            return False
        self._set(key, level - 1)
        return True

    def reserve(self, key: Hashable) -> float:
        """Take one token even if it has yet to come, and return how many seconds until it does."""
        level = self._level(key) - 1
        self._set(key, level)
        return max(0.0, -level / self._per_second)

    def _level(self, key: Hashable) -> float:
        level, at = self._levels.get(key, (self._capacity, self._now()))
        return min(self._capacity, level + (self._now() - at) * self._per_second)

    def _set(self, key: Hashable, level: float) -> None:
        self._levels[key] = (level, self._now())
        if len(self._levels) > _SWEPT:
            self._levels = {kept: self._levels[kept] for kept in self._levels if self._level(kept) < self._capacity}
