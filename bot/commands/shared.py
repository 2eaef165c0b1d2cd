"""What the commands share: options, the chosen output, the opened index."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from bot.commands import completion
from bot.formats import FORMATS, Format
from bot.terminal.progress import shown_progress, summary_lines
from bot.terminal.streams import tell
from embeddings.storage.generations import current_name
from retrieval.library import open_library
from retrieval.reader.onnx_reader import shipped_reader

if TYPE_CHECKING:
    from bot.output.output import Output
    from bot.settings import Settings
    from embeddings.rebuild import Summary
    from retrieval.library import Library
    from retrieval.reader.reader import Reader

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _NewFile(click.Path):
    """A file to be written; that its folder is there is seen before any work is done."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401
        """Return the path. Raises BadParameter if nothing can be written there."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent} for {path.name}: make it, or name another", param, ctx)
        return path


NEW_FILE = _NewFile(path_type=Path, dir_okay=False, writable=True)


def shared_options(command: _Command) -> _Command:
    """Add the options that every command shares."""
    for option in (
        click.option("--json", "as_json", is_flag=True, default=None, help="One JSON object a line."),
        click.option("--top", type=int, help="How many passages an answer has at most.  [default: 5]"),
        click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: index]"),
        click.option("--seeds", type=click.Path(path_type=Path), help="Folder of the documents.  [default: seeds]"),
        click.option("--home", metavar="NAME", help="A collection with seeds and index of its own, for any folder."),
        click.option("--now", metavar="DATE", help='The day of asking, as 2019-11-30: what "yesterday" counts from.'),
    ):
        command = option(command)
    return command


def narrowing_options(command: _Command) -> _Command:
    """Add the options that set conditions beside the question; the command gets them as its ``narrowing``."""

    @wraps(command)
    def narrowed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - the command's own
        from retrieval.understanding.conditions import Narrowing

        conditions = {name: options.pop(name) for name in ("speakers", "publishers", "since", "until")}
        return command(*arguments, narrowing=Narrowing(**conditions), **options)

    for option in (
        click.option("--until", help="Only of this day or earlier."),
        click.option("--since", help="Only of this day or later: 2019-04-07, 2019-04, April 2019."),
        click.option(
            "--publisher",
            "publishers",
            multiple=True,
            shell_complete=completion.publishers,
            help="Only outlets or agencies with this in their name.",
        ),
        click.option(
            "--speaker",
            "speakers",
            multiple=True,
            shell_complete=completion.speakers,
            help="Only words of this speaker; give it again for others too.",
        ),
    ):
        narrowed = option(narrowed)
    return cast("_Command", narrowed)


def with_examples(*examples: str) -> Callable[[click.Command], click.Command]:
    """Return what adds the examples to a command's help."""

    def add(command: click.Command) -> click.Command:
        command.epilog = "\b\n" + "\n".join(["Examples:", *(f"  verbatim {example}" for example in examples)])
        return command

    return add


def chosen_output(settings: Settings, *, plain: bool = False) -> Output:
    """Return how the settings want output; on a terminal text has emphasis, unless plain text is wished."""
    if settings.output_format is Format.TEXT and sys.stdout.isatty() and not plain:
        from bot.terminal.screen import output_on, screen

        return output_on(screen(), Format.TEXT)
    return FORMATS[settings.output_format]()


@contextmanager
def opened_library(settings: Settings) -> Iterator[Library]:
    """Yield the index; where there is none yet it is built from the seeds first."""
    if not has_index(settings):
        tell(f"no index in {settings.index} yet: building it from {settings.seeds}")
        build_index(settings)
    with closing(opening(settings)()) as library:
        if library.seeds is None:
            tell(f"{settings.seeds} holds none of these documents: their files are not looked at")
        yield library


def has_index(settings: Settings) -> bool:
    """Return whether there is an index to open; in Milvus it is looked for when it is opened."""
    return settings.milvus is not None or current_name(settings.index) is not None


def opening(settings: Settings) -> Callable[[], Library]:
    """Return what opens the index as the settings say."""
    where = (settings.index, settings.encoder, settings.now, settings.seeds)
    return partial(open_library, *where, reader=chosen_reader(settings), url=settings.milvus)


def chosen_reader(settings: Settings) -> Reader | None:
    """Return what marks the words that answer; None where the settings want none or its file is missing."""
    reader = shipped_reader() if settings.reader else None
    if settings.reader and reader is None:
        tell("the reader's model file is missing, no answer is marked: reinstall verbatim-news")
    return reader


def build_index(settings: Settings, ray: str | None = None) -> Summary:
    """Rebuild the index, on a Ray cluster where one is named, and say on standard error what comes of it."""
    from embeddings.encoding.encoder_choice import passage_encoder
    from embeddings.rebuild import rebuild

    index = settings.index
    try:
        with shown_progress() as progress:
            announce = partial(progress.stage, "making the model ready (once, some ten seconds)", 1)
            encoder = partial(passage_encoder, index, settings.encoder, settings.cache / "models", announce)
            made_of = (settings.seeds, index, encoder, settings.token_encoding)
            summary = rebuild(*made_of, progress, url=settings.milvus, ray=ray)
    except KeyboardInterrupt:
        tell("verbatim: interrupted; what was embedded is kept: run verbatim rebuild to go on")
        raise
    for line in summary_lines(summary):
        tell(line)
    return summary
