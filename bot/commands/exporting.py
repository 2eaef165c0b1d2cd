"""The command that takes all away that meets conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.commands.shared import narrowing_options, opened_library, shared_options, with_examples
from bot.export.export_formats import EXPORTS, ExportFormat
from bot.output.wording import visible
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import guarded_output, write
from embeddings.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.library import Library
    from retrieval.selection import Excerpt
    from retrieval.understanding.conditions import Narrowing
    from retrieval.understanding.query import Query


@with_examples(
    "export > statements.csv",
    "export --speaker Pompeo --since 2019-04 Haftar --format markdown",
    "export --passages --format annotations > anno.json",
)
@click.command()
@click.argument("topic", nargs=-1)
@click.option(
    "--format", "format_", type=click.Choice(list(ExportFormat), case_sensitive=False), default=ExportFormat.CSV,
    show_default=True, help="How it is written.",
)  # fmt: skip
@click.option("--passages", is_flag=True, help="Whole passages, not only what somebody says.")
@narrowing_options
@shared_options
def export(
    topic: tuple[str, ...], *, format_: ExportFormat, passages: bool, narrowing: Narrowing, **options: Any  # noqa: ANN401
) -> int:  # fmt: skip
    """Write all statements that meet the conditions to standard output; with TOPIC, those that print its words.

    verbatim verify FILE proves what was written again, unless it is Markdown.
    """
    from retrieval.selection import changed_sources
    from retrieval.selection import passages as all_passages
    from retrieval.selection import statements as all_statements

    settings = load_settings(**options)
    select, written = all_passages if passages else all_statements, 0

    def counted_excerpts(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
        nonlocal written
        for written, each in enumerate(excerpts, 1):  # noqa: B007 - it is counted
            yield each

    with opened_library(settings) as library, guarded_output():
        query = _query(" ".join(topic), narrowing, library)
        for line in EXPORTS[ExportFormat.JSONL if settings.as_json else format_](
            counted_excerpts(select(query, library))
        ):
            write(line)
        for source in changed_sources(library):
            click.echo(f"verbatim: {visible(source)} has changed and is left out: run verbatim rebuild", err=True)
    return ANSWERED if written else NOTHING_FITS


def _query(topic: str, narrowing: Narrowing, library: Library) -> Query:
    """Return the conditions. Raises QuestionError if nobody of that name speaks, or as `narrow` does."""
    from retrieval.understanding.conditions import narrow
    from retrieval.understanding.query import Query

    query = narrow(Query(topic, topic), narrowing, library.vocabulary)
    if query.strangers or query.unknown:
        missing = ", ".join(query.unknown) or query.speaker
        raise QuestionError(f"nobody called {missing} is quoted in these articles: verbatim speakers lists who is")
    return query
