"""Who is reported to have said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.clauses import Report, reports
from embeddings.annotating.quotations import Quotation, is_speech, quotations
from embeddings.annotating.sentences import sentences
from embeddings.annotating.words import Words, words
from embeddings.documents import Span, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Document


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the document's statements in the order of their content."""
    text = document.text
    paragraphs = document.body
    speech = [q for q in quotations(text, paragraphs) if is_speech(text, q.span)]
    found: list[Statement] = []
    for paragraph in paragraphs:
        inside = [q.span for q in speech if paragraph.contains(q.span)]
        for unit in _units(text, paragraph, inside):
            within = [q for q in inside if unit.contains(q)]
            stretch = words(text, unit, within)
            mine = [_statement(text, stretch, report) for report in reports(stretch)]
            if not mine and within and found and stretch.letters.strip(".,-") == "Q":
                mine = [Statement(found[-1].speaker, found[-1].speaker_span, None, within[0], StatementKind.DIRECT)]
            found.extend(mine)
    return tuple(found)


def _units(text: str, paragraph: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraph's sentences, those that a quotation spans joined to one."""
    start = paragraph.start
    for sentence in sentences(text, paragraph):
        if any(q.start < sentence.end < q.end for q in quoted):
            continue
        yield Span(start, sentence.end).stripped(text)
        start = sentence.end
    if start < paragraph.end:
        yield Span(start, paragraph.end).stripped(text)


def _statement(text: str, stretch: Words, report: Report) -> Statement:
    source = stretch.span(*report.source) if report.source else None
    content = stretch.span(*report.content)
    kind = StatementKind.DIRECT if stretch.letters[report.content[0]] == "Q" else StatementKind.INDIRECT
    return Statement(source.of(text) if source else "", source, stretch.span(*report.cue), content, kind)
