"""CSV: a row for each passage, of which no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from bot.output.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply
    from retrieval.answers import Citation

_COLUMNS = (
    "question", "rank", "text", "speaker", "said_from", "said_to", "said_inferred",
    "title", "publisher", "published", "url", "source", "start", "end", "digest",
)  # fmt: skip


class Table(PlainText):
    """Comma-separated values, with the names of the columns first."""

    for_programs = True

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield the names of the columns, then each answer's rows."""
        yield csv_row(_COLUMNS)
        for reply in replies:
            question = reply.answer.query.question
            yield from (
                csv_row(_values(question, rank, citation))
                for rank, citation in enumerate(reply.answer.citations, reply.first)
            )


def _values(question: str, rank: int, citation: Citation) -> tuple[object, ...]:
    provenance, said = citation.place.document.provenance, citation.said
    days = (said.first, said.last, said.inferred) if said else (None, None, None)
    article = (provenance.title, provenance.publisher, provenance.published, provenance.url)
    place = (citation.place.document.source, *citation.place.span, citation.digest)
    return (question, rank, citation.place.text, citation.speaker, *days, *article, *place)


def csv_row(cells: Iterable[object]) -> str:
    """Return the cells as a row, with an apostrophe before each text that a spreadsheet would take for a formula."""
    file = io.StringIO()
    csv.writer(file).writerow(_guarded(cell) for cell in cells)
    return file.getvalue().removesuffix("\r\n")


def _guarded(cell: object) -> object:
    """Return the cell's value, with one apostrophe more where it begins as a formula does, or would without them."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_printed(cell: str) -> str:
    """Return the text that the cell was written for."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What spreadsheets begin a formula with, or skip before one; the wide forms count in East Asian settings."""
