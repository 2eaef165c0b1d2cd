"""Words that layout alone gives to a speaker: a name and a colon before them, or a dash and a name after them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.reporting_verbs import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(r"[\"“”'‘«\s]*(?P<name>[^\W\d_][^\n:;,!?\"“”«»()]{0,38}?)(?:\s*\([^()\n:]{1,40}\))?:(?=\s)\s*")
_SIGNED = re.compile(r"[\s.,]*(?:[―—–]|--?)\s*(?P<name>[^\W\d_][^\n:;!?\"“”«»()―—–]{0,60}?)[\s.]*\Z")
_TURNS = 3
"""Labelled paragraphs that make a text an interview; fewer may be "Note:" or "Read more:"."""
_HEADLINE_WORDS = 4
"""Words of the longest name before a headline's colon; what is longer is a topic."""
_TURN_LABELS = frozenset({"q", "a", "question", "answer"})

_FURNITURE = (
    "the ",
    "a ",
    "an ",
    "watch",
    "read",
    "video",
    "photos",
    "live",
    "breaking",
    "update",
    "exclusive",
    "opinion",
    "analysis",
)
"""Beginnings of labels that name no speaker."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker of an interview says, or of a headline."""

    name: Span
    content: Span


def turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn | None, ...]:
    """Return for each paragraph the turn that it holds, if the text is an interview whose turns begin with a label."""
    labels = [_LABEL.match(text, *paragraph) for paragraph in paragraphs]
    counts = Counter(label["name"] for label in labels if label and _is_speaker(label["name"]))
    interview = counts.total() >= _TURNS and max(counts.values()) > 1
    speakers = {name for name, count in counts.items() if interview and (count > 1 or name.isupper())}
    return tuple(
        _turn(label, paragraph) if label and label["name"] in speakers else None
        for label, paragraph in zip(labels, paragraphs, strict=True)
    )


def headline_turn(text: str, headline: Span) -> Turn | None:
    """Return the turn of a headline that begins with a name and a colon: "Poll: most would vote again"."""
    label = _LABEL.match(text, *headline)
    if label is None or not cues().keys().isdisjoint(label["name"].lower().split()):
        return None
    if len(label["name"].split()) > _HEADLINE_WORDS or label["name"].lower().startswith(_FURNITURE):
        return None
    return _turn(label, headline)


def signature(text: str, quotation: Span, end: int) -> Span | None:
    """Return the name that signs the quotation, where only a dash and a name stand between it and ``end``."""
    signed = _SIGNED.match(text, quotation.end, end)
    return Span(*signed.span("name")) if signed else None


def _turn(label: re.Match[str], paragraph: Span) -> Turn | None:
    if label.end() >= paragraph.end:
        return None
    return Turn(Span(*label.span("name")), Span(label.end(), paragraph.end))


def _is_speaker(name: str) -> bool:
    return name.lower() in _TURN_LABELS or all(part[0].isupper() for part in name.split() if part[0].isalpha())
