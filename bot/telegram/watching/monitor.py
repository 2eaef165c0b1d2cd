"""What a monitor may ask over HTTP: /healthz and /metrics."""

from __future__ import annotations

from http import HTTPStatus
from socket import AF_INET, AF_INET6, create_server
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.routing import URLSpec
from tornado.web import Application, RequestHandler

from bot.telegram.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.watching.health import Condition
    from bot.telegram.watching.metrics import Metrics

    Examination = Callable[[], Condition]


class _Health(RequestHandler):
    def initialize(self, examine: Examination) -> None:
        """Take what the route knows, as the library wants it."""
        self._examine = examine

    def get(self) -> None:
        """Say how the bot is."""
        condition = self._examine()
        self.set_status(HTTPStatus.OK if condition.well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.finish(condition.fields)


class _Metrics(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        """Take what the route knows, as the library wants it."""
        self._metrics = metrics

    def get(self) -> None:
        """Say what has been counted."""
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self._metrics.registry))


def monitor(host: str, port: int, metrics: Metrics, examine: Examination) -> HTTPServer:
    """Return a server that answers monitors.

    Raises BotError if it cannot listen there.
    """
    routes = [URLSpec("/healthz", _Health, {"examine": examine}), URLSpec("/metrics", _Metrics, {"metrics": metrics})]
    server = HTTPServer(Application([*routes], log_function=lambda _: None))
    try:
        listening = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as error:
        raise BotError.at(host, port, error) from None
    listening.settimeout(0)
    server.add_socket(listening)
    return server
