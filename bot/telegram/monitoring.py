"""What a monitor may ask: /healthz and /metrics."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.telegram.watching.health import condition
from bot.telegram.watching.http_server import Request, Response

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.desk import Desk
    from bot.telegram.watching.health import Condition, Health
    from bot.telegram.watching.http_server import Answerer


def monitor(desk: Desk, health: Health, index: Path) -> Answerer:
    """Return what answers a monitor."""

    def answer(request: Request) -> Response:
        if request.method != "GET" or request.path not in {"/healthz", "/metrics"}:
            return Response(HTTPStatus.NOT_FOUND)
        found = condition(health.age, desk.patience.stale, index)
        return _healthz(found) if request.path == "/healthz" else _metrics(desk, found)

    return answer


def condition_fields(found: Condition) -> dict[str, object]:
    """Return the condition as values that JSON can hold."""
    age = None if found.age is None else round(found.age, 1)
    return {"well": found.well, "heard_seconds_ago": age, "ailments": found.ailments}


def _healthz(found: Condition) -> Response:
    status = HTTPStatus.OK if found.well else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(status, json.dumps(condition_fields(found)), "application/json")


def _metrics(desk: Desk, found: Condition) -> Response:
    gauges = {
        "up": float(found.well),
        "waiting": float(desk.admission.waiting),
        "running": float(desk.admission.running),
        "unanswered": float(desk.inbox.waiting()),
    }
    if found.age is not None:
        gauges["heard_seconds_ago"] = found.age
    return Response(HTTPStatus.OK, desk.metrics.exposition(gauges), "text/plain; version=0.0.4; charset=utf-8")
