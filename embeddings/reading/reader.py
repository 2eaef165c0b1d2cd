"""One file to one document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.annotating.dates import date_mentions
from embeddings.annotating.statements import statements
from embeddings.documents import Document
from embeddings.reading.cleaning import paragraphs
from embeddings.reading.files import read_file
from embeddings.reading.provenance import provenance

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.reading.files import SeedFile


def read_document(path: Path, source: str) -> Document:
    """Return the file as a document, cleaned and annotated.

    Raises SeedsError if it cannot be read.
    """
    return document_of(read_file(path), source)


def document_of(file: SeedFile, source: str) -> Document:
    """Return the decoded file as a document, cleaned and annotated."""
    return _annotated(_cleaned(file.text, source))


def text_of(file: SeedFile) -> str:
    """Return the text that the document's spans count in."""
    return file.text


def _cleaned(raw: str, source: str) -> Document:
    blocks = paragraphs(raw)
    return Document(source, raw, raw, blocks, provenance(raw, blocks))


def _annotated(document: Document) -> Document:
    dated = replace(document, dates=date_mentions(document))
    return replace(dated, statements=statements(dated))
