"""A document as a page shows it: its paragraphs in order, with what is said in them, and what was dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.cleaning.body import layout, paragraphs
from embeddings.documents import Reason

if TYPE_CHECKING:
    from embeddings.documents import Span
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


def article(number: int, library: Library) -> Article:
    """Return the document; what was kept is what the index holds of it, whatever its paragraphs look like by now."""
    document, corpus = library.corpus.document(number), library.corpus
    passages = corpus.passages_of(number)
    statements = dict.fromkeys(each for passage in passages for each in corpus.statements_in(passage.id))
    blocks = []
    for paragraph in paragraphs(layout(document.text, title=document.provenance.title)):
        kept = any(passage.span.overlap(paragraph.span) for passage in passages)
        why = Reason.BOILERPLATE if paragraph.kept and not kept else paragraph.why
        inside = (each for each in statements if paragraph.span.start <= each.content.start < paragraph.span.end)
        blocks.append(Block(paragraph.span, kept, why, tuple(inside)))
    return Article(document, tuple(blocks))
