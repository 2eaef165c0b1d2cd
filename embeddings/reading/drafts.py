"""Drafts: what one reading of a file finds without knowing its corpus, and the file that keeps them until all is known.

A draft in that file is one line of JSON, so that no more than a few articles are in memory at a time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Self, get_args

from embeddings.cleaning.blocks import Block
from embeddings.cleaning.body import Layout
from embeddings.cleaning.furniture import BlockPrint
from embeddings.dates.forms import PartName, Unit, When
from embeddings.dates.grammar import DateExpression, Findings
from embeddings.dates.known_days import Calendar
from embeddings.documents import Provenance, Reason, Span
from embeddings.reading.survey import Glimpse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType


@dataclass(frozen=True, slots=True)
class Draft:
    """A file read once, its blocks and date expressions found once."""

    source: str
    digest: str
    """The hash of the file's bytes, in hexadecimal digits."""
    warnings: tuple[str, ...]
    """One line for each doubt about how the file was read."""
    in_file: bool
    """Whether spans count in the decoded file too."""
    layouts: tuple[Layout, ...]
    """Of each article in the file, in order: one, but in exports of databases and the like."""
    markup: Provenance
    """What the file's markup states."""
    sidecar: Provenance
    """What is stated beside the file."""
    findings: Findings

    @property
    def text(self) -> str:
        """What the file's format was converted to."""
        return self.findings.text


class DraftFile:
    """A temporary file of drafts, a line each; it is gone when closed, and when the program dies."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self._file: IO[str] = TemporaryFile("w+", encoding="ascii", dir=folder)  # noqa: SIM115 - closed on exit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, line: str) -> None:
        """Keep the draft behind the others."""
        self._file.write(f"{line}\n")
        self.count += 1

    def __iter__(self) -> Iterator[str]:
        """Yield the drafts in order, each as its line."""
        self._file.seek(0)
        return iter(self._file)


def as_line(value: Draft | Glimpse | str | tuple[object, ...]) -> str:
    """Return the draft, what it tells of its corpus, or plain values, as one line."""
    return json.dumps(_packed(value), separators=(",", ":"))


def is_draft(line: str) -> bool:
    """Return whether the line holds a draft."""
    return line.startswith('["Draft"')


def value_of(line: str) -> object:
    """Return what the line holds."""
    return _unpacked(json.loads(line))


def from_line(line: str) -> Draft:
    """Return the draft that the line holds."""
    draft = value_of(line)
    if not isinstance(draft, Draft):
        raise TypeError(f"the line holds no draft but a {type(draft).__name__}")
    return draft


_KINDS: dict[str, Callable[..., object]] = {
    kind.__name__: kind
    for kind in (
        Draft, Layout, Block, BlockPrint, Reason, Findings, DateExpression, Provenance, Span, Unit, PartName,
        Glimpse, Calendar, *get_args(When),
    )
}  # fmt: skip
_KINDS["tuple"] = lambda *values: values
_KINDS["frozenset"] = lambda *values: frozenset(values)
_KINDS["dict"] = lambda *pairs: dict(pairs)
_KINDS["date"] = date.fromisoformat

_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What JSON has as it is."""


def _packed(value: object) -> object:
    """Return the value as JSON has it: a list of the name of its kind and its parts, or a plain text or number."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return [type(value).__name__, value.value]
    if isinstance(value, tuple | frozenset):
        return [type(value).__name__, *map(_packed, value)]
    if isinstance(value, dict):
        return ["dict", *map(_packed, value.items())]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    kind = type(value).__name__
    parts = (getattr(value, name) for name in _names(kind))
    return [kind, *(part if type(part) in _PLAIN else _packed(part) for part in parts)]


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(_KINDS[kind]))  # type: ignore[arg-type]  # the others are handled above


def _unpacked(value: object) -> object:
    if type(value) is not list:
        return value
    kind, *parts = value
    return _KINDS[kind](*(_unpacked(part) if type(part) is list else part for part in parts))
