"""Budgets: so many a minute for each key, all at once if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiolimiter import AsyncLimiter

if TYPE_CHECKING:
    from collections.abc import Hashable

_SWEPT = 1024
"""Keys after which the untouched budgets are forgotten: the memory does not grow with the number of strangers."""


class Budgets:
    """One budget a key."""

    def __init__(self, per_minute: float) -> None:
        self._per_minute = per_minute
        self._limiters: dict[Hashable, AsyncLimiter] = {}

    def __len__(self) -> int:
        return len(self._limiters)

    async def spend(self, key: Hashable) -> bool:
        """Spend one; return whether there was one to spend."""
        limiter = self.of(key)
        if not limiter.has_capacity():
            return False
        await limiter.acquire()
        return True

    def of(self, key: Hashable) -> AsyncLimiter:
        """Return the key's budget."""
        if key not in self._limiters and len(self) >= _SWEPT:
            self._limiters = {
                spender: limiter
                for spender, limiter in self._limiters.items()
                if not limiter.has_capacity(limiter.max_rate)
            }
        return self._limiters.setdefault(key, AsyncLimiter(self._per_minute))
