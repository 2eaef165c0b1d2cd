"""Commands that look around: timeline, coverage, sources, speakers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.commands import completion
from bot.commands.shared import NEW_FILE, chosen_output, opened_library, shared_options, with_examples
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import write

if TYPE_CHECKING:
    from pathlib import Path

    from bot.output.output import Report
    from bot.output.pictures import Picture
    from retrieval.library import Library

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _picture_options(command: _Command) -> _Command:
    """Add the options that draw instead of writing."""
    for option in (
        click.option("--svg", type=NEW_FILE, help="Draw it into this file instead, as lines that grow with the page."),
        click.option("--png", type=NEW_FILE, help="Draw it into this file instead, as dots."),
    ):
        command = option(command)
    return command


@with_examples("timeline Pompeo", "timeline Pompeo and Trump --svg both.svg", "timeline oil exports --png oil.png")
@click.command()
@click.argument("subject", nargs=-1, required=True, shell_complete=completion.speakers)
@_picture_options
@shared_options
def timeline(subject: tuple[str, ...], png: Path | None, svg: Path | None, **options: object) -> int:
    """Show what SUBJECT, a speaker or a topic, said or was in the news with, in the order of days."""
    from bot.output.pictures import draw
    from bot.output.timelines import timeline_report
    from retrieval.browsing.timeline import timeline as timeline_of

    settings = load_settings(**options)
    with opened_library(settings) as library:
        moments = timeline_of(" ".join(subject), library)
    if not _drawn(partial(draw, moments), png, svg):
        write(chosen_output(settings).report(timeline_report(moments)))
    return ANSWERED if moments.moments else NOTHING_FITS


@with_examples("coverage", "coverage --json", "coverage --svg coverage.svg")
@click.command()
@_picture_options
@shared_options
def coverage(png: Path | None, svg: Path | None, **options: object) -> int:
    """Show which months each outlet covers, and how many documents have no day."""
    from bot.output.pictures import draw_coverage
    from bot.output.timelines import coverage_report
    from retrieval.browsing.timeline import coverage as coverage_of

    settings = load_settings(**options)
    with opened_library(settings) as library:
        covered = coverage_of(library)
    if not _drawn(partial(draw_coverage, covered), png, svg):
        write(chosen_output(settings).report(coverage_report(covered)))
    return ANSWERED


def _drawn(draw: Callable[[Path, Picture], None], png: Path | None, svg: Path | None) -> bool:
    """Draw into the files that are named, and return whether any was."""
    from bot.output.pictures import Picture

    files = {Picture.PNG: png, Picture.SVG: svg}
    for format_, file in files.items():
        if file:
            draw(file, format_)
    return any(files.values())


@with_examples("sources", "sources --json")
@click.command()
@shared_options
def sources(**options: object) -> int:
    """List the documents: title, outlet, day, and how many passages each has."""
    from bot.output.listings import sources_report

    return _listed(sources_report, **options)


@with_examples("speakers", "speakers --json")
@click.command()
@shared_options
def speakers(**options: object) -> int:
    """List who speaks, the most doubtful names first; speakers.toml beside the seeds mends them."""
    from bot.output.listings import speakers_report

    return _listed(speakers_report, **options)


@with_examples("variants", "variants --json")
@click.command()
@shared_options
def variants(**options: object) -> int:
    """List the statements that outlets print in differing words, most different first."""
    from bot.output.variants import variants_report
    from retrieval.checking.variants import all_variants

    return _listed(lambda library: variants_report(list(all_variants(library))), **options)


def _listed(report: Callable[[Library], Report], **options: object) -> int:
    settings = load_settings(**options)
    with opened_library(settings) as library:
        write(chosen_output(settings).report(report(library)))
    return ANSWERED
