"""What the bot asked of the server, and what goes wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A request that the bot made."""

    method: str
    params: Json
    result: Any = None
    refused: str = ""


@dataclass(slots=True)
class Fault:
    """What goes wrong with one request; ``late``: after the server has acted on it."""

    status: int = 0
    """0 drops the connection."""
    description: str = ""
    parameters: Json = field(default_factory=dict)
    body: bytes | None = None
    late: bool = False
    seconds: float = 0.0
