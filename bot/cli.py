"""The command line: the whole product's front door."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.rendering import as_json, visible
from bot.settings import Settings, load_settings
from bot.terminal.progress import shown_progress, summary_lines
from bot.terminal.streams import ReaderGoneError, lines, open_closed_streams, reader, write, write_no_more
from bot.wiring import build, open_library, telegram_service
from embeddings.errors import VerbatimError
from embeddings.storage.generations import current_name

if TYPE_CHECKING:
    from embeddings.rebuild import Summary
    from retrieval.library import Library

_Command = TypeVar("_Command", bound=Callable[..., Any])
ANSWERED, NOTHING_FITS, FAILED, INTERRUPTED = 0, 1, 2, 130
UNWELL = 1
"""What container engines take for an unhealthy service; they reserve 2."""


def main() -> None:
    """Run the command line and exit with its status."""
    open_closed_streams()
    try:
        status = commands.main(standalone_mode=False)
    except (VerbatimError, click.ClickException) as error:
        said = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"verbatim: {said}", err=True)
        status = FAILED
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except ReaderGoneError:
        write_no_more()
        status = ANSWERED
    sys.exit(status or ANSWERED)


def _shared(command: _Command) -> _Command:
    """Add the options that every command shares."""
    for option in (
        click.option("--json", "as_json", is_flag=True, default=None, help="One JSON object a line."),
        click.option("--top", type=int, help="How many passages an answer has at most."),
        click.option("--index", type=click.Path(path_type=Path), help="Folder of the index."),
        click.option("--seeds", type=click.Path(path_type=Path), help="Folder with the documents."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="verbatim")
def commands() -> None:
    """Answer questions about the news with the exact words that articles printed, and with where they stand."""


@commands.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--max-tokens", type=int, help="How many tokens the passages take together at most.")
@click.option("--speaker", help="Only words of this speaker.")
@click.option("--publisher", help="Only this outlet, or those with this in their name.")
@click.option("--since", help="Only of this day or later: 2019-04-07, 2019-04, April 2019.")
@click.option("--until", help="Only of this day or earlier.")
@click.option("--plain", is_flag=True, help="Plain text on a terminal too.")
@click.option("--explain", is_flag=True, help="Say why each passage was found.")
@_shared
def ask(question: tuple[str, ...], *, plain: bool, explain: bool, **options: Any) -> int:  # noqa: ANN401 - see Settings
    """Answer QUESTION once; - reads one question a line from standard input."""
    from bot.asking import Wishes, asked, asked_or_refused, shown
    from retrieval.understanding.conditions import Narrowing

    narrowing = Narrowing(**{name: options.pop(name) for name in ("speaker", "publisher", "since", "until")})
    wishes = Wishes(narrowing, plain, explain)
    settings = load_settings(**options)
    with _opened(settings) as library, reader():
        if question != ("-",):
            told = asked(" ".join(question), library, settings, wishes)
            shown(told, library, settings, wishes, write)
            return ANSWERED if told.found else NOTHING_FITS
        for line in lines():
            shown(asked_or_refused(line, library, settings, wishes), library, settings, wishes, write)
    return ANSWERED


@commands.command()
@_shared
def chat(**options: object) -> int:
    """Converse: one question a line, each understood by those before; /help lists the commands."""
    from bot.terminal import repl

    settings = load_settings(**options)
    with _opened(settings) as library, reader():
        if sys.stdin.isatty() and sys.stdout.isatty():
            repl.run(library, settings)
        else:
            repl.run_lines(lines(), library, settings)
    return ANSWERED


@commands.command()
@click.argument("subject", nargs=-1, required=True)
@click.option("--png", type=click.Path(path_type=Path, dir_okay=False), help="Draw it into this file instead.")
@_shared
def timeline(subject: tuple[str, ...], png: Path | None, **options: object) -> int:
    """Show what SUBJECT, a speaker or a topic, said or was in the news with, in the order of days."""
    from bot import charts
    from bot.terminal.screen import screen
    from retrieval.timeline import timeline as timeline_of

    settings = load_settings(**options)
    with _opened(settings) as library:
        told = timeline_of(" ".join(subject), library)
    if png:
        charts.draw(told, png)
    else:
        write(as_json(charts.timeline_json(told)) if settings.as_json else charts.timeline_text(told, screen().width))
    return ANSWERED if told.moments else NOTHING_FITS


@commands.command()
@_shared
def coverage(**options: object) -> int:
    """Show which months each outlet covers, and how many documents have no day."""
    from bot import charts
    from bot.terminal.screen import screen
    from retrieval.timeline import coverage as coverage_of

    settings = load_settings(**options)
    with _opened(settings) as library:
        told = coverage_of(library)
    write(as_json(charts.coverage_json(told)) if settings.as_json else charts.coverage_text(told, screen().width))
    return ANSWERED


@commands.command()
@click.option("--health", is_flag=True, help="Say whether the running bot is well, and exit with 0 if it is.")
@_shared
def telegram(*, health: bool, **options: object) -> int:
    """Run the Telegram bot, or ask how it is."""
    settings = load_settings(**options)
    if health:
        return _telegram_health(settings)
    from bot.telegram.rebuilding import rebuild_now
    from bot.telegram.service import run

    service = telegram_service(settings)
    if current_name(settings.index) is None:
        click.echo(f"no index in {settings.index} yet: building it from {settings.seeds}", err=True)
        rebuild_now(settings.rebuild_command)
    return run(service)


@commands.command()
@_shared
def rebuild(**options: object) -> int:
    """Read, clean, embed and index the seeds; the index is replaced in one step."""
    settings = load_settings(**options)
    summary = _build(settings)
    if settings.as_json:
        write(as_json(asdict(summary)))
    return ANSWERED


@commands.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dropped", is_flag=True, help="Only what is dropped.")
@_shared
def inspect(files: tuple[Path, ...], *, dropped: bool, **options: object) -> int:
    """Show how each FILE is read: what it says of itself, each paragraph kept or dropped, dates, statements."""
    from bot.inspection import dropped_only, json_inspection, plain_inspection
    from embeddings.reading.reader import read_document, surveyed

    settings = load_settings(**options)
    known = surveyed(_corpus(files, settings.seeds))
    for path in files:
        document = read_document(path, path.name, known)
        shown = dropped_only(document) if dropped else document
        write(as_json(json_inspection(shown, str(path))) if settings.as_json else plain_inspection(shown, str(path)))
    return ANSWERED


def _corpus(files: Iterable[Path], seeds: Path) -> list[Path]:
    """Return the files in whose light these are read: themselves, and all seeds where one of them is a seed."""
    from embeddings.formats.files import seed_paths

    seeded = any(path.resolve().is_relative_to(seeds.resolve()) for path in files)
    together = [*files, *(seed_paths(seeds) if seeded else ())]
    return sorted({path.resolve() for path in together})


@commands.command()
@_shared
def verify(**options: object) -> int:
    """Read every seed again and prove that each indexed passage still stands there, byte for byte."""
    from retrieval.verification import verify as verdict_on

    settings = load_settings(**options)
    with closing(open_library(settings)) as library:
        verdict = verdict_on(library, settings.seeds)
    if settings.as_json:
        write(as_json(asdict(verdict)))
    else:
        write(f"{verdict.passages:,} passages proven")
    for fault in verdict.faults:
        click.echo(f"verbatim: {visible(fault)}: run verbatim rebuild", err=True)
    return FAILED if verdict.faults else ANSWERED


@commands.command()
@click.argument("questions", metavar="QUESTIONS.jsonl", type=click.Path(path_type=Path))
@click.option("--misses", "with_misses", is_flag=True, help="Also what came where the first passage is wrong.")
@_shared
def evaluate(questions: Path, *, with_misses: bool, **options: object) -> int:
    """Ask every question of QUESTIONS.jsonl and compare the answers with where they should stand."""
    from bot.figures import misses, plain_figures, plain_misses, rounded
    from retrieval.evaluation import cases, figures, outcomes

    settings = load_settings(**options)
    with _opened(settings) as library:
        told = list(outcomes(cases(questions, library), library))
    found, missed = rounded(figures(told)), misses(told)
    if settings.as_json:
        write(as_json(found | ({"misses": missed} if with_misses else {})))
    else:
        write(plain_figures(found) + (f"\n\n{plain_misses(missed)}" if with_misses and missed else ""))
    return ANSWERED


@contextmanager
def _opened(settings: Settings) -> Iterator[Library]:
    """Yield the index; where there is none yet it is built from the seeds first."""
    if current_name(settings.index) is None:
        click.echo(f"no index in {settings.index} yet: building it from {settings.seeds}", err=True)
        _build(settings)
    with closing(open_library(settings)) as library:
        yield library


def _build(settings: Settings) -> Summary:
    try:
        with shown_progress() as progress:
            summary = build(settings, progress)
    except KeyboardInterrupt:
        click.echo("verbatim: interrupted; what was embedded is kept: run verbatim rebuild to go on", err=True)
        raise
    for line in summary_lines(summary):
        click.echo(visible(line), err=True)
    return summary


def _telegram_health(settings: Settings) -> int:
    from bot.telegram.monitoring import condition_json
    from bot.telegram.patience import Patience
    from bot.telegram.watching.health import condition, noted_age

    found = condition(noted_age(settings.database), Patience().stale, settings.index)
    if settings.as_json:
        click.echo(condition_json(found))
    for ailment in found.ailments:
        click.echo(f"verbatim: {visible(ailment)}", err=True)
    return ANSWERED if found.well else UNWELL
