"""Reads the citations out of what was taken away: answers, checks and exports in JSON, and tables in CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bot.output.tables import as_printed
from embeddings.errors import QuestionsError
from retrieval.verification import Cited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_FIELD = 10_000_000
"""Characters of a cell in CSV: twice the largest document."""


def citations_in(path: Path) -> list[Cited]:
    """Return what the file cites, in its order.

    Raises QuestionsError if it cannot be read, or holds nothing that names a source, a place and its words.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionsError(f"{path} cannot be read ({error.strerror}): name a file that verbatim wrote") from error
    except UnicodeDecodeError as error:
        raise QuestionsError(f"{path} is not UTF-8: name a file that verbatim wrote") from error
    cited = list(_in_csv(text) if path.suffix.lower() == ".csv" else _in_json(text, path))
    if not cited:
        raise QuestionsError(
            f"{path} holds no citation: verify reads the JSON of ask, check and export, annotations, and .csv"
        )
    return cited


def _in_csv(text: str) -> Iterator[Cited]:
    csv.field_size_limit(_LONGEST_FIELD)
    for row in csv.DictReader(io.StringIO(text, newline="")):
        start, end = str(row.get("start")), str(row.get("end"))
        if start.isdecimal() and end.isdecimal():
            fields = {name: as_printed(row.get(name) or "") for name in ("source", "text", "digest")}
            yield from _cited({**fields, "start": int(start), "end": int(end)})


def _in_json(text: str, path: Path) -> Iterator[Cited]:
    """Yield the citations of one JSON value, or of one a line."""
    try:
        yield from _in_value(json.loads(text))
    except ValueError:
        pass
    except RecursionError:
        raise QuestionsError(f"{path} is nested too deeply to be what verbatim wrote") from None
    else:
        return
    for number, line in enumerate(text.splitlines(), 1):
        try:
            value = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            raise QuestionsError(f"line {number} of {path} is no JSON: name a file that verbatim wrote") from None
        yield from _in_value(value)


def _in_value(value: Any) -> Iterator[Cited]:  # noqa: ANN401 - any JSON
    """Yield the citation that the value is, and those in it."""
    if isinstance(value, dict):
        yield from _cited(_selected(value))
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _in_value(part)


def _selected(target: dict[str, Any]) -> dict[str, Any]:
    """Return an annotation's target as a citation, anything else as it is."""
    source, selectors = target.get("source"), target.get("selector")
    if not isinstance(source, dict) or not isinstance(selectors, list):
        return target
    chosen = {each.get("type"): each for each in selectors if isinstance(each, dict)}
    position, words = chosen.get("TextPositionSelector", {}), chosen.get("TextQuoteSelector", {})
    return {
        "source": unquote(str(source.get("id"))),
        "start": position.get("start"),
        "end": position.get("end"),
        "text": words.get("exact"),
        "digest": target.get("digest"),
    }


def _cited(fields: dict[str, Any]) -> Iterator[Cited]:
    """Yield the citation, where the fields are one's."""
    source, start, end = fields.get("source"), fields.get("start"), fields.get("end")
    text, digest = fields.get("text") or "", fields.get("digest") or ""
    places = all(type(place) is int for place in (start, end))
    if isinstance(source, str) and places and isinstance(text, str) and isinstance(digest, str) and (text or digest):
        yield Cited(source, int(str(start)), int(str(end)), text, digest)
