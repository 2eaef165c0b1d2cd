"""Which blocks of a page are the article's body, and why the others are not."""

from __future__ import annotations

import re

from embeddings.documents import Paragraph, Span

_BLOCK = re.compile(r"[^\n]*\S[^\n]*")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return every block of the text in order, kept or dropped; each visible character is in exactly one."""
    return tuple(
        Paragraph(Span(*match.span()).stripped(text), kept=True, why="body") for match in _BLOCK.finditer(text)
    )
