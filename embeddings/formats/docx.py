"""DOCX, as word processors save it: the text of its paragraphs and tables."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from embeddings.formats.confined import Extract, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADLINES = frozenset({"Title", "Heading 1"})
"""Styles in which the headline is set."""


def extract(file: IO[bytes]) -> Extract:
    """Return the paragraphs with blank lines between them, and the rows of tables as lines."""
    from docx import Document

    opened(file)
    document = Document(file)
    headlines = (part.text.strip() for part in document.paragraphs if part.style and part.style.name in _HEADLINES)
    title = next(filter(None, headlines), None)
    return Extract("\n\n".join(_texts(document.iter_inner_content())), title=title)


def _texts(contents: Iterable[Paragraph | Table]) -> Iterator[str]:
    from docx.table import Table

    for part in contents:
        text = "\n".join(_rows(part)) if isinstance(part, Table) else part.text.strip()
        if text:
            yield text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
