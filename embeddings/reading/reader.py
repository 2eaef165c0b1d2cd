"""One file to one document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.annotating.dates import date_mentions
from embeddings.annotating.statements import statements
from embeddings.documents import Document, Provenance
from embeddings.reading.cleaning import paragraphs
from embeddings.reading.files import read_file
from embeddings.reading.markup import page
from embeddings.reading.provenance import overlaid, provenance
from embeddings.reading.sidecar import sidecar

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path


def read_document(path: Path, source: str) -> Document:
    """Return the file as a document, cleaned and annotated.

    Raises SeedsError if it cannot be read, SidecarError if what stands beside it cannot.
    """
    document = clean(read_file(path).text, source)
    stated = sidecar(path) or Provenance()
    return annotate(replace(document, provenance=overlaid(document.provenance, stated)))


def clean(raw: str, source: str, furniture: Container[int] = frozenset()) -> Document:
    """Return the decoded file as a document with its paragraphs and provenance."""
    seen = page(raw, "." + source.rpartition(".")[2])
    blocks = paragraphs(seen.text, furniture, seen)
    return Document(source, raw, seen.text, blocks, provenance(seen.text, blocks, seen.stated))


def annotate(document: Document) -> Document:
    """Return the document with its dates and statements."""
    dated = replace(document, dates=date_mentions(document))
    return replace(dated, statements=statements(dated))
