"""A document as a page shows it: its paragraphs in order, with what is said in them, and what was dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.cleaning.body import layout, paragraphs
from embeddings.documents import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.documents import Paragraph
    from embeddings.storage.records import StoredDocument, StoredStatement
    from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the file."""

    span: Span
    kept: bool
    """Whether it was indexed, and so can be cited."""
    why: Reason
    """What it is to the page."""
    statements: tuple[StoredStatement, ...] = ()
    """What is said in it, in its order."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document and its blocks."""

    document: StoredDocument
    blocks: tuple[Block, ...]


def articles_in(source: str, library: Library) -> list[int]:
    """Return the documents of the file, in its order: one, unless it holds several articles."""
    return [document.id for document in library.corpus.documents() if document.source == source]


def article(number: int, library: Library) -> Article:
    """Return the document; what was kept is what the index holds of it, whatever its paragraphs look like by now."""
    document, corpus = library.corpus.document(number), library.corpus
    passages = corpus.passages_of(number)
    statements = dict.fromkeys(each for passage in passages for each in corpus.statements_in(passage.id))
    blocks = []
    for paragraph in _paragraphs(document, library):
        span = paragraph.span
        kept = any(passage.span.overlap(span) for passage in passages)
        why = Reason.BOILERPLATE if paragraph.kept and not kept else paragraph.why
        inside = (each for each in statements if span.start <= each.content.start < span.end)
        blocks.append(Block(span, kept, why, tuple(inside)))
    return Article(document, tuple(blocks))


def _paragraphs(document: StoredDocument, library: Library) -> Iterator[Paragraph]:
    """Yield the paragraphs of the file from the end of the article before this one to the start of the next."""
    start, end = 0, len(document.text)
    if document.id and library.corpus.document(document.id - 1).source == document.source:
        start = max((each.span.end for each in library.corpus.passages_of(document.id - 1)), default=0)
    if document.id + 1 < library.corpus.count("documents"):
        following = library.corpus.document(document.id + 1)
        if following.source == document.source:
            end = min((each.span.start for each in library.corpus.passages_of(following.id)), default=end)
    for paragraph in paragraphs(layout(document.text[start:end], title=document.provenance.title)):
        yield replace(paragraph, span=paragraph.span.shifted(start))
