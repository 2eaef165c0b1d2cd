"""What has been counted since the start, for Prometheus and /stats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PREFIX = "verbatim_telegram_"


class Metrics:
    """Counters by name and kind."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self.seconds = 0.0
        """Spent on questions, from their arrival to their answer."""

    def count(self, name: str, kind: str) -> None:
        """Count one of its kind."""
        self._counts[name, kind] += 1

    def counts(self) -> Mapping[tuple[str, str], int]:
        """Return the counts by name and kind."""
        return self._counts

    def exposition(self, gauges: Mapping[str, float]) -> str:
        """Return the counters and the gauges in Prometheus' text format."""
        return "".join(f"{line}\n" for line in self._lines(gauges))

    def _lines(self, gauges: Mapping[str, float]) -> Iterator[str]:
        for name in sorted({name for name, _ in self._counts}):
            yield f"# TYPE {_PREFIX}{name}_total counter"
            for (counted, kind), count in sorted(self._counts.items()):
                if counted == name:
                    yield f'{_PREFIX}{name}_total{{kind="{kind}"}} {count}'
        yield f"# TYPE {_PREFIX}question_seconds_total counter"
        yield f"{_PREFIX}question_seconds_total {self.seconds:.3f}"
        for name, value in gauges.items():
            yield f"# TYPE {_PREFIX}{name} gauge"
            yield f"{_PREFIX}{name} {value:g}"
