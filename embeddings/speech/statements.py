"""The statements of a document: who is reported to have said what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from embeddings.documents import Span, Statement, StatementKind
from embeddings.language.word_classes import TaggedWords, tagged_words, windows
from embeddings.people.speaker_resolution import resolved
from embeddings.speech.clauses import Report, reports, says_whose
from embeddings.speech.labelled_speech import Turn, headline_turn, signature, turns
from embeddings.speech.noun_phrases import main_subject
from embeddings.speech.quotations import is_speech, quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Document, Paragraph


_INTRODUCES = frozenset(":-")
"""Letters of the marks that introduce a quotation without a verb."""
_SPEECH_WORDS = 5
"""Words that make a quotation within a sentence somebody's words and not a borrowed phrase."""


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the document's statements in the order of their content.

    Each speaker is the fullest name that the document gives; it is empty where nobody is named.
    """
    text = document.text
    paragraphs = document.annotated
    spoken = tuple(paragraph.span for paragraph in paragraphs)
    made: list[Statement] = []
    speech = _speech(text, paragraphs)
    announced: Statement | None = None
    for paragraph, turn in zip(paragraphs, _turns(text, spoken), strict=True):
        if turn:
            made.append(Statement(turn.name.of(text), turn.name, None, turn.content, StatementKind.DIRECT))
        elif announced:
            made.append(replace(announced, content=paragraph.span, kind=StatementKind.DIRECT))
        else:
            mine, announced = _paragraph(text, paragraph, speech, made[-1] if made else None)
            made.extend(mine)
            continue
        announced = None
    return tuple(sorted(resolved(text, spoken, made), key=lambda statement: statement.content))


def _turns(text: str, spoken: Sequence[Span]) -> Iterator[Turn | None]:
    for i, (paragraph, turn) in enumerate(zip(spoken, turns(text, spoken), strict=True)):
        yield turn or (headline_turn(text, paragraph) if i == 0 else None)


def _speech(text: str, paragraphs: Sequence[Paragraph]) -> Speech:
    spans = [quotation.span for quotation in quotations(text, paragraphs) if is_speech(text, quotation.span)]
    return Speech(spans, [span.start for span in spans])


@dataclass(frozen=True, slots=True)
class Speech:
    """The document's quotations that are speech, in order, and where each begins."""

    spans: list[Span]
    starts: list[int]

    def within(self, stretch: Span) -> list[Span]:
        """Return those that begin in the stretch."""
        return self.spans[bisect_left(self.starts, stretch.start) : bisect_left(self.starts, stretch.end)]


def _paragraph(
    text: str, paragraph: Paragraph, speech: Speech, last: Statement | None
) -> tuple[list[Statement], Statement | None]:
    """Return the paragraph's statements, and the one whose words a last colon leaves to the next paragraph."""
    made: list[Statement] = []
    announced = None
    for unit in _units(text, paragraph, speech.within(paragraph.span)):
        for stretch in windows(tagged_words(text, unit, speech.within(unit))):
            reported = [(report, _statement(text, stretch, report)) for report in reports(stretch)]
            mine = [statement for report, statement in reported if report.content[0] < len(stretch.letters)]
            announced = next(
                (statement for report, statement in reported if report.content[0] >= len(stretch.letters)), None
            )
            for at in _orphans(stretch, mine):
                quoted = stretch.span(at, at + 1)
                if at == 0 and made and _goes_on(text, made[-1], quoted, unit):
                    made[-1] = replace(made[-1], content=Span(made[-1].content.start, quoted.end))
                elif orphan := _orphan(text, unit, stretch, at, made[-1] if made else last):
                    mine.append(orphan)
            made.extend(mine)
    return made, announced


def _orphans(stretch: TaggedWords, mine: Sequence[Statement]) -> list[int]:
    """Return the positions of the quotations that lie in no statement."""
    quoted = [i for i, letter in enumerate(stretch.letters) if letter == "Q"]
    return [i for i in quoted if not any(statement.content.overlap(stretch.span(i, i + 1)) for statement in mine)]


def _goes_on(text: str, last: Statement, quoted: Span, unit: Span) -> bool:
    """Return whether the quotation goes on with what its speaker said just before it."""
    signed = signature(text, quoted, unit.end)
    return signed is None and last.kind is StatementKind.DIRECT and last.content.end <= quoted.start


def _orphan(text: str, unit: Span, stretch: TaggedWords, at: int, last: Statement | None) -> Statement | None:
    """Return the quotation without a cue as a statement: of who signs it, else of the last speaker or the subject."""
    quoted = stretch.span(at, at + 1)
    source = signature(text, quoted, unit.end)
    if source is None and at == 0:
        return replace(last, cue=None, content=quoted, kind=StatementKind.DIRECT) if last else None
    if source is None and (stretch.letters[at - 1] in _INTRODUCES or len(quoted.of(text).split()) >= _SPEECH_WORDS):
        subject = main_subject(stretch, at)
        source = stretch.span(*subject) if subject else None
    elif source is None:
        return None
    return Statement(source.of(text) if source else "", source, None, quoted, StatementKind.DIRECT)


def _units(text: str, paragraph: Paragraph, quoted: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraph's sentences, joined where a quotation spans several or the next only says whose it was."""
    start = paragraph.span.start
    starts = [q.start for q in quoted]
    parts = paragraph.sentences
    for sentence, following in zip_longest(parts, parts[1:]):
        before = bisect_left(starts, sentence.end)
        end = quoted[before - 1].end if before else 0
        if end > sentence.end or (end == sentence.end and following and says_whose(tagged_words(text, following))):
            continue
        yield Span(start, sentence.end).stripped(text)
        start = sentence.end
    if start < paragraph.span.end:
        yield Span(start, paragraph.span.end).stripped(text)


def _statement(text: str, stretch: TaggedWords, report: Report) -> Statement:
    source = stretch.span(*report.source) if report.source else None
    content = stretch.span(*(report.content if report.content[0] < len(stretch.letters) else report.cue))
    return Statement(
        source.of(text) if source else "", source, stretch.span(*report.cue), content, _kind(stretch, report)
    )


def _kind(stretch: TaggedWords, report: Report) -> StatementKind:
    inside = stretch.letters[slice(*report.content)]
    if inside.startswith("Q"):
        return StatementKind.DIRECT
    return StatementKind.MIXED if "Q" in inside or "q" in inside else StatementKind.INDIRECT
