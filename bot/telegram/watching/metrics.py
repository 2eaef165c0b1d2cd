"""What has been counted since the start, for Prometheus and /stats."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PREFIX = "verbatim_telegram_"


class Outcome(StrEnum):
    """What has become of a question."""

    ANSWERED = "answered"
    NOTHING = "nothing"
    BUSY = "busy"
    LATE = "late"
    REFUSED = "refused"
    NO_INDEX = "no index"


class Metrics:
    """Counters by name and kind, and how long questions took."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._seconds = Histogram(
            f"{_PREFIX}question_seconds", "From a question's arrival to its answer.", registry=self.registry
        )

    def count(self, name: str, kind: str) -> None:
        """Count one of its kind."""
        if name not in self._counters:
            self._counters[name] = Counter(
                f"{_PREFIX}{name}", f"Counted {name} by kind.", ["kind"], registry=self.registry
            )
        self._counters[name].labels(kind).inc()

    def took(self, seconds: float) -> None:
        """Note how long a question took."""
        self._seconds.observe(seconds)

    def watch(self, name: str, value: Callable[[], float], meaning: str) -> None:
        """Let Prometheus see a value as it is whenever it asks."""
        Gauge(f"{_PREFIX}{name}", meaning, registry=self.registry).set_function(value)

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield the name, the kind and the count of everything counted, in alphabetical order."""
        for name, counter in sorted(self._counters.items()):
            samples = [sample for metric in counter.collect() for sample in metric.samples]
            totals = {sample.labels["kind"]: sample.value for sample in samples if sample.name.endswith("_total")}
            yield from ((name, kind, int(total)) for kind, total in sorted(totals.items()))
