"""What the commands share: options, exit statuses, the opened index."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.output.formats import FORMATS, Format
from bot.output.wording import visible
from bot.terminal.progress import shown_progress, summary_lines
from embeddings.storage.generations import current_name
from retrieval.library import open_library

if TYPE_CHECKING:
    from bot.output.output import Output
    from bot.settings import Settings
    from embeddings.rebuild import Summary
    from retrieval.library import Library

_Command = TypeVar("_Command", bound=Callable[..., Any])
ANSWERED, NOTHING_FITS, FAILED, INTERRUPTED = 0, 1, 2, 130


def shared_options(command: _Command) -> _Command:
    """Add the options that every command shares."""
    for option in (
        click.option("--json", "as_json", is_flag=True, default=None, help="One JSON object a line."),
        click.option("--top", type=int, help="How many passages an answer has at most."),
        click.option("--index", type=click.Path(path_type=Path), help="Folder of the index."),
        click.option("--seeds", type=click.Path(path_type=Path), help="Folder with the documents."),
        click.option("--now", metavar="DATE", help='The day of asking, as 2019-11-30: what "yesterday" counts from.'),
    ):
        command = option(command)
    return command


def chosen_output(settings: Settings, *, plain: bool = False) -> Output:
    """Return how the settings want output; on a terminal text has emphasis, unless plain text is wished."""
    if settings.output_format is Format.TEXT and sys.stdout.isatty() and not plain:
        from bot.terminal.screen import output_on, screen

        return output_on(screen(), Format.TEXT)
    return FORMATS[settings.output_format]()


@contextmanager
def opened_library(settings: Settings) -> Iterator[Library]:
    """Yield the index; where there is none yet it is built from the seeds first."""
    if current_name(settings.index) is None:
        click.echo(f"no index in {settings.index} yet: building it from {settings.seeds}", err=True)
        build_index(settings)
    with closing(open_library(settings.index, settings.encoder, settings.now)) as library:
        yield library


def build_index(settings: Settings) -> Summary:
    """Rebuild the index, and say on standard error how far it is and what came of it."""
    from embeddings.encoding.encoder_choice import passage_encoder
    from embeddings.rebuild import rebuild

    index, encoder = settings.index, settings.encoder
    try:
        with shown_progress() as progress:
            summary = rebuild(
                settings.seeds, index, lambda: passage_encoder(index, encoder), settings.token_encoding, progress
            )
    except KeyboardInterrupt:
        click.echo("verbatim: interrupted; what was embedded is kept: run verbatim rebuild to go on", err=True)
        raise
    for line in summary_lines(summary):
        click.echo(visible(line), err=True)
    return summary
