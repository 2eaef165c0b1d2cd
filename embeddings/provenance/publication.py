"""When a page was published, by what it prints itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import Clock
from embeddings.dates.forms import Slashed, Stated
from embeddings.dates.known_days import Calendar
from embeddings.dates.resolution import resolve
from embeddings.documents import Inferred, Span
from embeddings.provenance.undated import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.dates.grammar import DateExpression, Findings
    from embeddings.documents import Paragraph


@dataclass(frozen=True, slots=True)
class Publication:
    """The day on which a page was published."""

    date: date
    evidence: Span
    """The words that say so."""
    inferred: Inferred | None = None
    """What those words do not state themselves; None where they print the day."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page that prints a full date, and what speaks for it."""

    number: int
    span: Span
    """The date's."""
    date: date
    before: str
    after: str
    others: int
    """Words of the line that are neither date, time, nor label."""


_LINE = re.compile(r"[^\n]+")
_MAYBE = re.compile(r"\d{4}|\d[/.\-]\d|\d(?:st|nd|rd|th)?\W+\d\d\b")
"""A line without this holds no full date."""
_LONGEST_LINE = 240
"""Characters of a line that are looked at: a date line is short, and a page in one line begins with its dates."""
_SENTENCE_WORDS = 18
"""Words from which a line is prose: longer than almost every menu entry, headline and label."""
_LEAD = 14
"""Lines above the first prose in which a page prints its date."""
_BELOW = 3
"""Lines below it: a byline may stand under a standfirst, but a list there is of comments."""
_LIST = 3
"""Dates of one shape from which they are a list: comments, teasers, an archive."""
_PLAIN = ((1, 3), (3, 2), (6, 1))
"""At most so many words beside date, time and label, and what that says: a byline's name and a section's are few."""
_LABEL = 40
"""Characters before a date in which its label stands."""
_ENOUGH = 2
"""The score from which a date is believed."""
_PUBLISHED = re.compile(
    r"\b(?:publish(?:ed)?|publication|posted|post date|created|issued|released|dated?|written|filed|submitted|"
    r"originally)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|update)\b", re.IGNORECASE)
_EDITED = re.compile(r"\b(?:modified|edited|revised|last changed|revision|terms)\b", re.IGNORECASE)
"""A wiki's and a footer's words for the last change, which tell nothing of the first print."""
_BYLINE = re.compile(r"\b(?:by|author)\b", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(
    r"©|@\s?\w|\d [AP]M [-·] [\[(]?$|\(c\)|\b(?:copyright|rights reserved|join(?:ed|s)?|member since|since|expires?|"
    r"expiration|deadline|start(?:s|ed)? date|end date|ends?|until|effective|upcoming|event|born|birthday|died|founded|"
    r"established|retrieved|accessed|archived?|version|release notes|replied|reply|says|wrote|commented|previous|next|"
    r"older|newer)\b",
    re.IGNORECASE,
)
"""A copyright, a tweet, an event, a comment: dates of something else."""
_NOISE = re.compile(
    r"\b(?:[ap]\.?m|noon|midnight|gmt|utc|[ecmp][sd]?t|bst|ist|sast|min(?:ute)?s?|hours?|ago|time|read|reading|at|on|in|the|"
    r"of|by|and|last|share|comments?|leave|no|views?|print|tweet|email|this|author|under)\b|[0-9:.]+(?:[ap]m)?",
    re.IGNORECASE,
)
"""Words of a date line that name nobody and nothing."""
_WORD = re.compile(r"[^\W\d_]+")


def publication(
    findings: Findings, paragraphs: Sequence[Paragraph], known: Calendar | None = None
) -> Publication | None:
    """Return when the page was published: the day that it prints as its own, else the day that its story tells.

    ``known`` is what the other articles speak of; it decides where the page itself leaves several years open.
    None where neither tells; never the day on which it is read.
    """
    printed = _printed(findings, paragraphs)
    if printed is not None:
        return printed
    event = written(findings, paragraphs, known or Calendar())
    return Publication(*event, inferred=Inferred.DATE) if event else None


def _printed(findings: Findings, paragraphs: Sequence[Paragraph]) -> Publication | None:
    lines = tuple(_dated_lines(findings, paragraphs))
    if not lines:
        return None
    first = _first_prose(findings.text, paragraphs)
    shapes = Counter(_shape(line) for line in lines)
    best = max(lines, key=lambda line: (_score(line, first, shapes), -line.number))
    return Publication(best.date, best.span) if _score(best, first, shapes) >= _ENOUGH else None


def _dated_lines(findings: Findings, paragraphs: Sequence[Paragraph]) -> Iterator[_Line]:
    text, day_first = findings.text, findings.puts_day_first()
    for number, (paragraph, line) in enumerate(_lines(text, paragraphs)):
        head = Span(line.start, min(line.end, line.start + _LONGEST_LINE))
        if not _MAYBE.search(text, *head):
            continue
        for expression in findings.within(head, paragraph.span):
            if (day := _full_date(expression, day_first=day_first)) is not None:
                before, after = text[head.start : expression.span.start], text[expression.span.end : head.end]
                yield _Line(number, expression.span, day, before, after, _others(before + " " + after))


def _lines(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Span]]:
    """Yield the page's lines, each with the block that it is a part of."""
    for paragraph in paragraphs:
        for match in _LINE.finditer(text, *paragraph.span):
            yield paragraph, Span(*match.span())


def _full_date(found: DateExpression, *, day_first: bool) -> date | None:
    when = found.when
    if not isinstance(when, Stated | Slashed) or when.year is None:
        return None
    period = resolve(when, Clock(date(when.year, 12, 31), day_first=day_first))
    return period.first if period and period.days == 1 else None


def _others(words: str) -> int:
    plain = _PUBLISHED.sub(" ", _UPDATED.sub(" ", _NOISE.sub(" ", words)))
    return len(_WORD.findall(plain))


def _first_prose(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of the first line of the body."""
    begins = next((paragraph.span.start for paragraph in paragraphs if paragraph.kept), 0)
    for number, (_, line) in enumerate(_lines(text, paragraphs)):
        if line.end > begins and len(line.of(text).split(maxsplit=_SENTENCE_WORDS)) >= _SENTENCE_WORDS:
            return number
    return 0


def _shape(line: _Line) -> tuple[str, str]:
    """Return what a line looks like without its words: the lines of a list look alike."""
    return re.sub(r"\w+", "w", line.before)[-12:], re.sub(r"\w+", "w", line.after)[:12]


def _score(line: _Line, first: int, shapes: Counter[tuple[str, str]]) -> int:
    if _NOT_PUBLISHED.search(line.before[-_LABEL:]) or _NOT_PUBLISHED.search(line.after[:20]):
        return -9
    label = _label(line.before[-_LABEL:])
    byline = int(bool(_BYLINE.search(line.before)))
    plain = next((score for most, score in _PLAIN if line.others <= most), -4)
    listed = -2 if shapes[_shape(line)] >= _LIST else 0
    near = int(first - _LEAD <= line.number <= first + (0 if listed else _BELOW))
    return label + byline + plain + near + listed


def _label(before: str) -> int:
    if _PUBLISHED.search(before):
        return 3
    return -3 if _EDITED.search(before) else -1 if _UPDATED.search(before) else 0
