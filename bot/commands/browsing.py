"""Commands that look around: timeline, coverage, sources, speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.commands.shared import NEW_FILE, chosen_output, opened_library, shared_options, with_examples
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.output.output import Report
    from retrieval.library import Library


@with_examples("timeline Pompeo", "timeline oil exports --png oil.png")
@click.command()
@click.argument("subject", nargs=-1, required=True)
@click.option("--png", type=NEW_FILE, help="Draw it into this file instead.")
@shared_options
def timeline(subject: tuple[str, ...], png: Path | None, **options: object) -> int:
    """Show by day what SUBJECT, a speaker, said, or what was printed about SUBJECT, a topic."""
    from bot.output.timelines import timeline_report
    from retrieval.browsing.timeline import timeline as timeline_of

    settings = load_settings(**options)
    with opened_library(settings) as library:
        moments = timeline_of(" ".join(subject), library)
    if png:
        from bot.output.pictures import draw

        draw(moments, png)
    else:
        write(chosen_output(settings).report(timeline_report(moments)))
    return ANSWERED if moments.moments else NOTHING_FITS


@with_examples("coverage", "coverage --json")
@click.command()
@shared_options
def coverage(**options: object) -> int:
    """Show which months each outlet covers, and how many documents have no day."""
    from bot.output.timelines import coverage_report
    from retrieval.browsing.timeline import coverage as coverage_of

    settings = load_settings(**options)
    with opened_library(settings) as library:
        report = coverage_report(coverage_of(library))
    write(chosen_output(settings).report(report))
    return ANSWERED


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
