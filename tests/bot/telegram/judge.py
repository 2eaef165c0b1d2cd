"""Telegram's own library says whether Telegram would take a text."""

from __future__ import annotations

import json
from typing import Any

import tdjson

MOST_UNITS, MOST_ENTITIES = 4096, 100
tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


class Refused(Exception):  # noqa: N818 - what the server says
    """A request that Telegram refuses."""

    def __init__(self, status: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def judged(text: str, parse_mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities after parsing.

    Raises Refused where Telegram would, and where it would drop entities without a word.
    """
    if parse_mode == "HTML":
        text, entities = _parsed(text)
    else:
        entities = []
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
        raise Refused(400, "Bad Request: message is too long")
    if len(entities) > MOST_ENTITIES:
        raise Refused(400, f"Bad Request: {len(entities)} entities, and only {MOST_ENTITIES} are shown")
    return text, entities


def _parsed(html: str) -> tuple[str, list[dict[str, Any]]]:
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    told = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    if told.get("@type") != "formattedText":
        raise Refused(400, f"Bad Request: can't parse entities: {told.get('message')}")
    return told["text"], told["entities"]
