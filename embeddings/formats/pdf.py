"""PDF: the text of its pages."""

from __future__ import annotations

from typing import IO

from embeddings.formats.confined import LARGEST_TEXT, Extract, UnreadableError


def extract(file: IO[bytes]) -> Extract:
    """Return the text of the pages, blank lines between them, lines as they are printed."""
    from pypdf import PdfReader

    reader = PdfReader(file)
    # Many need a password only to be changed, and are read with none.
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("is encrypted: save it without a password")
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        size += len(pages[-1])
        if size > LARGEST_TEXT:
            break  # too much in any case: the rest need not be unpacked
    return Extract("\n\n".join(filter(None, pages)))
