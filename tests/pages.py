"""Documents made by hand: what a test would read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Document, Paragraph, Provenance, Reason, Span
from embeddings.language.sentences import sentences

if TYPE_CHECKING:
    from datetime import date


def paragraph(text: str, span: Span) -> Paragraph:
    """Return the span as a paragraph of the article's body."""
    return Paragraph(span, Reason.BODY, sentences(text, span))


def document(*paragraphs: str, published: date | None = None) -> Document:
    """Return a document that prints the paragraphs, a line each, and nothing else."""
    text = "".join(f"{each}\n" for each in paragraphs)
    blocks, start = [], 0
    for each in paragraphs:
        blocks.append(paragraph(text, Span(start, start + len(each))))
        start += len(each) + 1
    return Document("a.txt", text, tuple(blocks), Provenance(published=published))
