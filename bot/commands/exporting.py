"""Commands that take away: export, all that meets conditions, and page, an article to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.completion import sources
from bot.commands.shared import NEW_FILE, narrowing_options, opened_library, shared_options, with_examples
from bot.export.export_formats import EXPORTS, ExportFormat
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import guarded_output, tell, write
from embeddings.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.browsing.selection import Excerpt
    from retrieval.library import Library
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
    metavar="FORMAT", show_default=True, help=f"How it is written: {', '.join(ExportFormat)}.",
)  # fmt: skip
@click.option("--passages", "whole_passages", is_flag=True, help="Whole passages, not only what somebody says.")
@narrowing_options
@shared_options
def export(
    topic: tuple[str, ...], *, format_: ExportFormat, whole_passages: bool, narrowing: Narrowing, **options: Any  # noqa: ANN401
) -> int:  # fmt: skip
    """Write all statements that meet the conditions to standard output; with TOPIC, those that print its words.

    verbatim verify FILE proves what was written again, unless it is Markdown.
    """
    from retrieval.browsing.selection import changed_sources
    from retrieval.browsing.selection import passages as all_passages
    from retrieval.browsing.selection import statements as all_statements

    settings = load_settings(**options)
    select, written = all_passages if whole_passages else all_statements, 0

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
            tell(f"verbatim: {source} has changed and is left out: run verbatim rebuild")
    return ANSWERED if written else NOTHING_FITS


@with_examples("page 004_5754c9ca353e8976.txt --html libya.html", "page seeds/article.html > article-page.html")
@click.command()
@click.argument("source", shell_complete=sources)
@click.option("--html", type=NEW_FILE, help="Write it to this file instead of standard output.")
@shared_options
def page(source: str, html: Path | None, **options: object) -> int:
    """Write the article SOURCE as a page: who says what when in the margin, what was dropped in grey.

    SOURCE is its name as verbatim sources lists it, or the end of it.
    """
    from bot.page.page import articles_page
    from retrieval.browsing.articles import article, articles_in

    settings = load_settings(**options)
    with opened_library(settings) as library:
        numbers = articles_in(_source(source, library), library)
        text = articles_page([article(number, library) for number in numbers], library.generation.name)
    if html:
        html.write_text(text, encoding="utf-8")
    else:
        write(text.removesuffix("\n"))
    return ANSWERED


def _source(name: str, library: Library) -> str:
    """Return the file of that name, or of which it is the end.

    Raises QuestionError if there is none, or several, or it has changed.
    """
    named = Path(name).as_posix().removeprefix("./")
    sources = {document.source: document.id for document in library.corpus.documents()}
    matching = [named] if named in sources else [each for each in sources if f"/{each}".endswith(f"/{named}")]
    matching = matching or [each for each in sources if f"/{named}".endswith(f"/{each}")]
    if len(matching) != 1:
        many = f"{len(matching)} articles are called {name}" if matching else f"there is no article {name}"
        raise QuestionError(f"{many}: verbatim sources lists them")
    if not library.holds(sources[matching[0]]):
        raise QuestionError(f"{matching[0]} has changed since the index was built: run verbatim rebuild")
    return matching[0]


def _query(topic: str, narrowing: Narrowing, library: Library) -> Query:
    """Return the conditions. Raises QuestionError if nobody of that name speaks, or as `narrow` does."""
    from retrieval.understanding.conditions import narrow
    from retrieval.understanding.query import Query

    query = narrow(Query(topic, topic), narrowing, library.vocabulary)
    if query.strangers or query.unknown:
        missing = ", ".join(query.unknown) or query.speaker
        raise QuestionError(f"nobody called {missing} is quoted in these articles: verbatim speakers lists who is")
    return query
