"""Claims: quotations in a text, and who is said to have said them when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import Document, Paragraph, Reason, Span
from embeddings.formats.files import raw_bytes, read_bytes
from embeddings.language.sentences import sentences
from embeddings.speech.quotations import quotations
from embeddings.speech.statements import statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from embeddings.documents import Statement

_OPENING = re.compile(r"''|``|[\"“”„‟«»「」『』‘’‚‹›`']")
_CLOSING = re.compile(rf"(?:{_OPENING.pattern})\Z")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
"""Lines with no empty one between them."""
_CAPITALIZED = re.compile(r"[A-Z][\w.’'-]*(?:\s+(?:(?:de|van|von|bin|al|of|the|el|la|le)\s+)?[A-Z][\w.’'-]*)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation, and what the text around it says of it."""

    text: str
    """The whole text that holds the quotation."""
    quoted: Span
    """The quoted words, without their marks."""
    sentence: Span
    """The sentences that quote them."""
    speaker: str | None = None
    """Whom these sentences name as the speaker."""
    line: int = 1
    """The line of the file, or of standard input, in which the quotation begins."""

    @property
    def quotation(self) -> str:
        """The quoted words."""
        return self.quoted.of(self.text)

    @property
    def around(self) -> str:
        """What these sentences say beside the quotation."""
        return f"{self.text[self.sentence.start : self.quoted.start]} {self.text[self.quoted.end : self.sentence.end]}"

    @property
    def mentions(self) -> list[str]:
        """Capitalized words around the quotation, which may name somebody where no verb says who speaks."""
        return _CAPITALIZED.findall(self.around)


def claims_in_line(line: str, number: int = 1) -> list[Claim]:
    """Return the quotations of one line; a line without quotation marks is itself a quotation."""
    whole = Span(0, len(line))
    claims = claims_in(line) or [Claim(line, whole.stripped(line), whole)]
    return [replace(claim, sentence=whole, line=number) for claim in claims]


def claims_in_file(path: Path) -> list[Claim]:
    """Return the quotations of a file of any format that is read; in one without lines, paragraphs are counted.

    Raises SeedsError if the file cannot be read, or is not what the end of its name says.
    """
    raw = raw_bytes(path)
    converted = read_bytes(raw, path.name).converted
    # Of a page, the text has line breaks of its own where markup stood.
    lines = raw.decode(converted.encoding, "replace") if converted.in_file else converted.text
    line_break = "\n" if converted.in_file else "\n\n"
    return [
        replace(claim, line=lines.count(line_break, 0, claim.quoted.start) + 1) for claim in claims_in(converted.text)
    ]


def claims_in(text: str) -> list[Claim]:
    """Return every quotation of the text in order."""
    blocks = (Span(*block.span()).stripped(text) for block in _PARAGRAPH.finditer(text))
    paragraphs = tuple(Paragraph(block, Reason.BODY, sentences(text, block)) for block in blocks)
    spans = [quotation.span for quotation in quotations(text, paragraphs)]
    said = statements(Document("", text, paragraphs)) if spans else ()
    return [_claim(text, span, paragraphs, said) for span in spans]


def _claim(text: str, marked: Span, paragraphs: Sequence[Paragraph], said: Sequence[Statement]) -> Claim:
    """Return the quotation, given with its marks, as a claim."""
    holding = [statement for statement in said if statement.content.overlap(marked)]
    holding.sort(key=lambda statement: (-statement.content.overlap(marked), _distance(statement, marked)))
    parts = [sentence for paragraph in paragraphs for sentence in paragraph.sentences if sentence.overlap(marked)]
    parts += [part for statement in holding for part in (statement.cue, statement.speaker_span) if part]
    sentence = Span(min(part.start for part in parts), max(part.end for part in parts))
    named = (statement.speaker for statement in holding if statement.speaker[:1].isupper())
    return Claim(text, _without_marks(text, marked), sentence, next(named, None))


def _distance(statement: Statement, quoted: Span) -> int:
    """Return how far the words that name the speaker stand from the quotation."""
    named = statement.cue or statement.speaker_span or statement.content
    return max(named.start - quoted.end, quoted.start - named.end, 0)


def _without_marks(text: str, marked: Span) -> Span:
    opening = _OPENING.match(text, *marked)
    start = opening.end() if opening else marked.start
    closing = _CLOSING.search(text, start, marked.end)
    return Span(start, closing.start() if closing else marked.end)
