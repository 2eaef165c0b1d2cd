"""Words that layout alone gives to a speaker: a name and a colon before them, or a dash and a name after them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.reporting_verbs import cues
from embeddings.language.word_classes import is_finite
from embeddings.people.names import person
from embeddings.people.runs import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(
    r"[\"“”'‘«\s]*(?P<name>[^\W\d_][^\n:;,!?\"“”«»()]{0,38}?)"
    r"(?:\s*\([^()\n:]{1,40}\))?(?P<part>,\s[^\n:;.!?\"“”«»()]{1,50})?:(?=\s)\s*"
)
"""A name, what it is of or what part it has, and a colon: "TAPPER:", "Ruiz (D-Va.):", "JAKE TAPPER, CNN HOST:"."""
_SIGNED = re.compile(r"[\s.,]*(?:[―—–]|--?)\s*(?P<name>[^\W\d_][^\n:;!?\"“”«»()―—–]{0,60}?)[\s.]*\Z")
_SIGNED_WHOLE = re.compile(r"[\"“”].*[\"“”]" + _SIGNED.pattern, re.DOTALL)
"""A paragraph that is a quotation and its signature, whatever marks stand within."""
_LEAD_IN = re.compile(
    r"(?:(?:and|also|then|or|finally|first|next)[ ,]+)*(?:from\s+(?P<desk>the desk of\s+)?)?", re.IGNORECASE
)
"""How a line begins that only says whose words come next: "And from Chairwoman Ruiz:", "From the desk of Ana Ruiz"."""
_LEAD_IN_WORDS = 12
"""Words of the longest such line."""
_QUOTES = '"“”'
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
    """Return for each paragraph the turn that it is: in an interview, or a quotation signed or led in by a name."""
    labels = [_LABEL.match(text, *paragraph) for paragraph in paragraphs]
    counts = Counter(label["name"] for label in labels if label and _is_speaker(label["name"]))
    surnames = Counter(name.split()[-1] for name in counts.elements())
    interview = counts.total() >= _TURNS and max(surnames.values()) > 1
    speakers = {name for name, count in counts.items() if interview and (count > 1 or name.isupper())}
    labelled = (
        _turn(label, paragraph) if label and label["name"] in speakers else None
        for label, paragraph in zip(labels, paragraphs, strict=True)
    )
    before = (None, *paragraphs)[: len(paragraphs)]
    return tuple(
        turn or _signed(text, paragraph) or (_led_in(text, above, paragraph) if above else None)
        for turn, above, paragraph in zip(labelled, before, paragraphs, strict=True)
    )


def headline_turn(text: str, headline: Span) -> Turn | None:
    """Return the turn of a headline that begins with a name and a colon: "Poll: most would vote again"."""
    label = _LABEL.match(text, *headline)
    if label is None or label["part"] or not cues().keys().isdisjoint(label["name"].lower().split()):
        return None
    if len(label["name"].split()) > _HEADLINE_WORDS or label["name"].lower().startswith(_FURNITURE):
        return None
    return _turn(label, headline)


def signature(text: str, quotation: Span, end: int) -> Span | None:
    """Return the name that signs the quotation, where only a dash and a name stand between it and ``end``."""
    signed = _SIGNED.match(text, quotation.end, end)
    return Span(*signed.span("name")) if signed else None


def _signed(text: str, paragraph: Span) -> Turn | None:
    signed = _SIGNED_WHOLE.fullmatch(text, *paragraph)
    if signed is None or not _is_speaker(signed["name"]):
        return None
    name = Span(*signed.span("name"))
    return Turn(
        name, Span(paragraph.start, text.rindex(_last_quote(text, paragraph, name), paragraph.start, name.start) + 1)
    )


def _last_quote(text: str, paragraph: Span, name: Span) -> str:
    return max(_QUOTES, key=lambda mark: text.rfind(mark, paragraph.start, name.start))


def _led_in(text: str, line: Span, paragraph: Span) -> Turn | None:
    """Return the quoted paragraph as the words of whom the line above it only names."""
    words = line.of(text).split()
    if text[paragraph.start] not in _QUOTES or not 1 < len(words) <= _LEAD_IN_WORDS:
        return None
    opening = _LEAD_IN.match(text, *line)
    is_desk = opening is not None and opening["desk"] is not None
    if opening is None or not (is_desk or words[-1].endswith(":")) or any(is_finite(word.lower()) for word in words):
        return None
    named = next((run for run in runs(text, Span(opening.end(), line.end)) if person(run.text)), None)
    return Turn(Span(named.start, named.end), paragraph) if named and named.start == opening.end() else None


def _turn(label: re.Match[str], paragraph: Span) -> Turn | None:
    if label.end() >= paragraph.end:
        return None
    return Turn(Span(*label.span("name")), Span(label.end(), paragraph.end))


def _is_speaker(name: str) -> bool:
    return name.lower() in _TURN_LABELS or all(part[0].isupper() for part in name.split() if part[0].isalpha())
