"""Who is reported to have said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.documents import Document, Statement


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the document's statements in the order of their content."""
    return document.statements
