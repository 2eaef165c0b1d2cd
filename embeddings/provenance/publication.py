"""When a page was published, by what it prints itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from embeddings.dates.anchoring import Clock
from embeddings.dates.forms import Slashed, Stated
from embeddings.dates.known_days import Calendar
from embeddings.dates.resolution import resolve
from embeddings.documents import Inferred, Span
from embeddings.language.word_lists import WordList, word_list
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

    @property
    def shape(self) -> tuple[str, str]:
        """What surrounds the date, without its words: the lines of a list look alike."""
        return _WORDS.sub("w", self.before)[-_SHAPE:], _WORDS.sub("w", self.after)[:_SHAPE]


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
_SHAPE = 12
"""Characters on either side of a date that make its shape: marks and a word or two."""
_LABEL = 40
"""Characters before a date in which its label stands."""
_BEHIND = 20
"""Characters behind a date in which a label may follow it: "2019 The Example"."""
_PLAIN = ((1, 3), (3, 2), (6, 1))
"""At most so many words beside date, time and label, and what that says: a byline's name and a section's are few."""
_NOT_PLAIN = -4
"""What more words say: that the line is a sentence."""
_ENOUGH = 2
"""The score from which a date is believed. Of the pages that htmldate is evaluated with, 0.797 are dated right and
0.053 wrong; with 1 it is 0.805 and 0.068, with 3 0.744 and 0.053."""
_NEVER = -9
"""The score of a date that is something else's: nothing makes up for it."""
_WORDS = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    def words(entries: WordList, around: str = r"\b{}\b") -> re.Pattern[str]:
        return re.compile(around.format(entries.pattern), re.IGNORECASE)

    return {
        "published": words(word_list(__file__, "published")),
        "updated": words(word_list(__file__, "updated")),
        "edited": words(word_list(__file__, "edited")),
        "byline": words(word_list(__file__, "byline")),
        "something else": words(word_list(__file__, "something else"), r"©|@\s?\w|\d [AP]M [-·] [\[(]?$|\(c\)|\b{}\b"),
        "plain": words(word_list(__file__, "plain"), r"\b{}\b|[0-9:.]+(?:[ap]m)?"),
    }


def publication(
    findings: Findings, paragraphs: Sequence[Paragraph], calendar: Calendar | None = None
) -> Publication | None:
    """Return when the page was published: the day that it prints as its own, else the day that its story tells.

    ``calendar`` is what the other articles speak of; it decides where the page itself leaves several years open.
    None where neither tells; never the day on which it is read.
    """
    printed = _printed(findings, paragraphs)
    if printed is not None:
        return printed
    event = written(findings, paragraphs, calendar or Calendar())
    return Publication(*event, inferred=Inferred.DATE) if event else None


def _printed(findings: Findings, paragraphs: Sequence[Paragraph]) -> Publication | None:
    lines = tuple(_dated_lines(findings, paragraphs))
    if not lines:
        return None
    first = _first_prose(findings.text, paragraphs)
    shapes = Counter(line.shape for line in lines)
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
                yield _Line(number, expression.span, day, before, after, _others(f"{before} {after}"))


def _lines(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Span]]:
    """Yield the page's lines, each with the block that it is a part of."""
    for paragraph in paragraphs:
        for match in _LINE.finditer(text, *paragraph.span):
            yield paragraph, Span(*match.span())


def _full_date(expression: DateExpression, *, day_first: bool) -> date | None:
    when = expression.when
    if not isinstance(when, Stated | Slashed) or when.year is None:
        return None
    period = resolve(when, Clock(date(when.year, 12, 31), day_first=day_first))
    return period.first if period and period.days == 1 else None


def _others(words: str) -> int:
    for label in ("plain", "updated", "published"):
        words = _labels()[label].sub(" ", words)
    return len(_LETTERS.findall(words))


def _first_prose(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of the first line of the body."""
    begins = next((paragraph.span.start for paragraph in paragraphs if paragraph.kept), 0)
    for number, (_, line) in enumerate(_lines(text, paragraphs)):
        if line.end > begins and len(line.of(text).split(maxsplit=_SENTENCE_WORDS)) >= _SENTENCE_WORDS:
            return number
    return 0


def _score(line: _Line, first: int, shapes: Counter[tuple[str, str]]) -> int:
    """Return how much speaks for the date being the page's own: label, place, and how little stands beside it."""
    before, something_else = line.before[-_LABEL:], _labels()["something else"]
    if something_else.search(before) or something_else.search(line.after[:_BEHIND]):
        return _NEVER
    byline = int(bool(_labels()["byline"].search(line.before)))
    plain = next((score for most, score in _PLAIN if line.others <= most), _NOT_PLAIN)
    listed = -2 if shapes[line.shape] >= _LIST else 0
    near = int(first - _LEAD <= line.number <= first + (0 if listed else _BELOW))
    return _label_score(before) + byline + plain + near + listed


def _label_score(before: str) -> int:
    """Return what the label before a date says: that it is the first print's, a wiki's last change, or an update's."""
    scores = (("published", 3), ("edited", -3), ("updated", -1))
    return next((score for label, score in scores if _labels()[label].search(before)), 0)
