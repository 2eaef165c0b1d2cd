"""CSV: a row for each passage."""

from __future__ import annotations

import csv
import io
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
        yield _rows([_COLUMNS])
        for reply in replies:
            question = reply.answer.query.question
            rows = [_row(question, rank, each) for rank, each in enumerate(reply.answer.citations, reply.first)]
            yield _rows(rows)


def _row(question: str, rank: int, citation: Citation) -> tuple[object, ...]:
    provenance, said = citation.place.document.provenance, citation.said
    days = (said.first, said.last, said.inferred) if said else (None, None, None)
    article = (provenance.title, provenance.publisher, provenance.published, provenance.url)
    place = (citation.place.document.source, *citation.place.span, citation.digest)
    return (question, rank, citation.place.text, citation.speaker, *days, *article, *place)


def _rows(records: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(records)
    return file.getvalue().removesuffix("\n")
