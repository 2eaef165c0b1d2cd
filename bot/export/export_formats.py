"""The formats of an export by name: each turns excerpts into lines, one at a time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.export.annotations import annotation_lines
from bot.output.json_lines import excerpt_fields, json_line
from bot.output.markdown import escaped
from bot.output.tables import csv_row
from bot.output.wording import readable_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retrieval.browsing.selection import Excerpt

_COLUMNS = (
    "text", "speaker", "kind", "certain", "said_from", "said_to", "said_inferred",
    "title", "publisher", "agency", "published", "url", "source", "start", "end", "digest",
)  # fmt: skip


class ExportFormat(StrEnum):
    """What the user calls a format."""

    CSV = "csv"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    ANNOTATIONS = "annotations"


def csv_lines(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    """Yield the names of the columns, then a row for each excerpt."""
    yield csv_row(_COLUMNS)
    for excerpt in excerpts:
        provenance, said = excerpt.place.document.provenance, excerpt.said
        days = (said.first, said.last, said.inferred) if said else (None, None, None)
        article = (
            provenance.title, provenance.publisher, provenance.agency, provenance.published, provenance.url
        )  # fmt: skip
        place = (excerpt.place.document.source, *excerpt.place.span, excerpt.digest)
        yield csv_row((excerpt.place.text, excerpt.speaker, excerpt.kind, excerpt.certain, *days, *article, *place))


def jsonl_lines(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    """Yield an object for each excerpt."""
    return (json_line(excerpt_fields(excerpt)) for excerpt in excerpts)


def markdown_lines(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    """Yield each excerpt as a quotation, with a footnote below it that says where it stands."""
    for number, excerpt in enumerate(excerpts, 1):
        provenance, place = excerpt.place.document.provenance, excerpt.place
        day = readable_period(excerpt.said) if excerpt.said else ""
        doubt = "" if excerpt.certain else "speaker not certain"
        published = provenance.published.isoformat() if provenance.published else ""
        article = (provenance.title, provenance.publisher or provenance.agency, published, provenance.url)
        where = f"{place.document.source}:{place.span.start}-{place.span.end}"
        note = filter(None, (excerpt.speaker, day, doubt, *article, where, f"sha256 {excerpt.digest}"))
        yield f"> {escaped(place.text)}[^{number}]\n\n[^{number}]: {'; '.join(map(escaped, note))}\n"


EXPORTS: dict[ExportFormat, Callable[[Iterable[Excerpt]], Iterator[str]]] = {
    ExportFormat.CSV: csv_lines,
    ExportFormat.JSONL: jsonl_lines,
    ExportFormat.MARKDOWN: markdown_lines,
    ExportFormat.ANNOTATIONS: annotation_lines,
}
