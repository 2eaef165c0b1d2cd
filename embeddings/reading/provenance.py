"""What a page says of itself: title, byline, publisher, agency, date, address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Provenance, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Paragraph


def provenance(text: str, paragraphs: Sequence[Paragraph]) -> Provenance:
    """Return what the page's own text states."""
    return Provenance(title=fold(paragraphs[0].span.of(text)) if paragraphs else None)
