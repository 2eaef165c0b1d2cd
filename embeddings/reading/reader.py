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
from embeddings.reading.publication import publication

if TYPE_CHECKING:
    from pathlib import Path


def read_document(path: Path, source: str) -> Document:
    """Return the file as a document, cleaned and annotated.

    Raises SeedsError if it cannot be read.
    """
    decoded = read_file(path)
    return annotate(clean(decoded.text, source))


def clean(raw: str, source: str) -> Document:
    """Return the decoded file as a document with its paragraphs and provenance."""
    blocks = paragraphs(raw)
    told = provenance(raw, blocks)
    found = publication(raw, blocks)
    if found is not None:
        told = replace(told, published=found.date, published_evidence=found.evidence, published_inferred=found.inferred)
    return Document(source, raw, raw, blocks, told)


def annotate(document: Document) -> Document:
    """Return the document with its dates and statements."""
    dated = replace(document, dates=date_mentions(document))
    return replace(dated, statements=statements(dated))
