"""What has been counted since the start, for /stats and for whoever asks over HTTP: /metrics and /healthz."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from socket import AF_INET, AF_INET6, create_server
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.telegram.watching.health import Condition

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

    def watch(self, name: str, measure: Callable[[], float], meaning: str) -> None:
        """Let Prometheus see a value as it is whenever it asks."""
        Gauge(f"{_PREFIX}{name}", meaning, registry=self.registry).set_function(measure)

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield the name, the kind and the count of everything counted, in alphabetical order."""
        for name, counter in sorted(self._counters.items()):
            samples = [sample for metric in counter.collect() for sample in metric.samples]
            totals = {sample.labels["kind"]: sample.value for sample in samples if sample.name.endswith("_total")}
            yield from ((name, kind, int(total)) for kind, total in sorted(totals.items()))


class _Reply(RequestHandler):
    def initialize(self, reply: Callable[[RequestHandler], None]) -> None:
        """Take what the route knows, as the library wants it."""
        self._reply = reply

    def get(self) -> None:
        """Reply."""
        self._reply(self)


def monitor(host: str, port: int, metrics: Metrics, examine: Callable[[], Condition]) -> HTTPServer:
    """Return a server that answers monitors.

    Raises BotError if it cannot listen there.
    """

    def health(handler: RequestHandler) -> None:
        condition = examine()
        handler.set_status(HTTPStatus.OK if condition.well else HTTPStatus.SERVICE_UNAVAILABLE)
        handler.finish(condition.fields)

    def counted(handler: RequestHandler) -> None:
        handler.set_header("Content-Type", CONTENT_TYPE_LATEST)
        handler.finish(generate_latest(metrics.registry))

    routes = [("/healthz", _Reply, {"reply": health}), ("/metrics", _Reply, {"reply": counted})]
    server = HTTPServer(Application([*routes], log_function=lambda _: None))
    try:  # the library's own listen leaves a socket open where the port is taken
        listening = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as error:
        raise BotError.at(host, port, error) from None
    listening.settimeout(0)
    server.add_socket(listening)
    return server
