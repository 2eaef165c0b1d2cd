"""Date expressions in a text, and the periods that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.documents import DateMention, Document


def date_mentions(document: Document) -> tuple[DateMention, ...]:
    """Return the document's date expressions in order, each with the period that it means."""
    return document.dates
