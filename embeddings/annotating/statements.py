"""Who is reported to have said what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.annotating.clauses import Report, reports
from embeddings.annotating.labels import headline_turn, signature, turns
from embeddings.annotating.people import resolved
from embeddings.annotating.phrases import main_subject
from embeddings.annotating.quotations import is_speech, quotations
from embeddings.annotating.sentences import sentences
from embeddings.annotating.words import Words, words
from embeddings.documents import Span, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Document


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the document's statements in the order of their content."""
    text, paragraphs = document.text, document.body
    speech = [q.span for q in quotations(text, paragraphs) if is_speech(text, q.span)]
    starts = [q.start for q in speech]
    found: list[Statement] = []
    announced: Statement | None = None
    for i, (paragraph, turn) in enumerate(zip(paragraphs, turns(text, paragraphs), strict=True)):
        turn = turn or (headline_turn(text, paragraph) if i == 0 else None)
        if turn:
            found.append(Statement(turn.name.of(text), turn.name, None, turn.content, StatementKind.DIRECT))
            continue
        if announced:
            found.append(replace(announced, content=paragraph, kind=StatementKind.DIRECT))
            announced = None
            continue
        inside = speech[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        mine, announced = _paragraph(text, paragraph, inside, found[-1] if found else None)
        found.extend(mine)
    return resolved(text, paragraphs, found)


def _paragraph(text: str, paragraph: Span, inside: Sequence[Span], last: Statement | None) -> tuple[list[Statement], Statement | None]:
    found: list[Statement] = []
    announced = None
    for unit in _units(text, paragraph, inside):
        stretch = words(text, unit, [q for q in inside if unit.contains(q)])
        mine: list[Statement] = []
        for report in reports(stretch):
            if report.content[0] >= len(stretch.letters):
                announced = _statement(text, stretch, replace(report, content=report.cue))
            else:
                mine.append(_statement(text, stretch, report))
        for j, letter in enumerate(stretch.letters):
            if letter == "Q" and not any(m.content.overlap(stretch.span(j, j + 1)) for m in mine):
                _orphan(text, found, mine, stretch, j, last, unit)
        found.extend(mine)
    return found, announced


def _orphan(text: str, found: list[Statement], mine: list[Statement], stretch: Words, j: int, last: Statement | None, unit: Span) -> None:
    """Add a quotation without a cue: to what its speaker said just before, or as a statement of its own."""
    quoted = stretch.span(j, j + 1)
    signed = signature(text, quoted, unit.end)
    if signed:
        found.append(Statement(signed.of(text), signed, None, quoted, StatementKind.DIRECT))
    elif j == 0 and found and found[-1].kind is StatementKind.DIRECT and found[-1].content.end <= quoted.start:
        found[-1] = replace(found[-1], content=Span(found[-1].content.start, quoted.end))
    elif j == 0 and (found or last):
        last = found[-1] if found else last
        found.append(Statement(last.speaker, last.speaker_span, None, quoted, StatementKind.DIRECT))
    elif j and (stretch.letters[j - 1] in ':-' or quoted.of(text).count(' ') >= 4):
        subject = main_subject(stretch, j)
        span = stretch.span(*subject) if subject else None
        mine.append(Statement(span.of(text) if span else "", span, None, quoted, StatementKind.DIRECT))


def _units(text: str, paragraph: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraph's sentences, those that a quotation spans joined to one."""
    start = paragraph.start
    starts = [q.start for q in quoted]
    for sentence in sentences(text, paragraph):
        before = bisect_left(starts, sentence.end)
        if before and quoted[before - 1].end > sentence.end:
            continue
        yield Span(start, sentence.end).stripped(text)
        start = sentence.end
    if start < paragraph.end:
        yield Span(start, paragraph.end).stripped(text)


def _statement(text: str, stretch: Words, report: Report) -> Statement:
    source = stretch.span(*report.source) if report.source else None
    content = stretch.span(*report.content)
    return Statement(source.of(text) if source else "", source, stretch.span(*report.cue), content, _kind(stretch, report))


def _kind(stretch: Words, report: Report) -> StatementKind:
    inside = stretch.letters[slice(*report.content)]
    if inside.startswith("Q"):
        return StatementKind.DIRECT
    return StatementKind.MIXED if "Q" in inside or "q" in inside else StatementKind.INDIRECT
