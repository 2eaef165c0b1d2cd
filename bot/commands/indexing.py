"""Commands about the seeds and the index made of them: rebuild, inspect, verify, evaluate."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.shared import build_index, chosen_output, opened_library, shared_options, with_examples
from bot.output.output import Report
from bot.output.wording import counted
from bot.settings import load_settings
from bot.statuses import ANSWERED, FAILED
from bot.terminal.streams import tell, write
from embeddings.errors import SeedsError
from retrieval.library import open_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings
    from retrieval.verification import Verification


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the cluster's address as it was given, where it is one."""
    if value is None or value == "ray" or value.startswith("ray://"):
        return value
    raise click.BadParameter("write ray for a cluster of this machine, or ray://HOST:10001")


@with_examples("rebuild", "rebuild --seeds articles --index /var/lib/verbatim", "rebuild --on ray://head:10001")
@click.command()
@click.option("--on", "ray", metavar="ray|ray://HOST:PORT", callback=_address, help="The Ray cluster that builds.")
@shared_options
def rebuild(*, ray: str | None, **options: object) -> int:
    """Read, clean, embed and index the seeds; the index is replaced in one step."""
    settings = load_settings(**options)
    summary = build_index(settings, ray)
    write(chosen_output(settings).report(Report(lambda _: "", partial(asdict, summary))))
    return ANSWERED


@with_examples("inspect seeds/article.html", "inspect --dropped seeds/*.txt")
@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dropped", is_flag=True, help="Only what is dropped.")
@shared_options
def inspect(files: tuple[Path, ...], *, dropped: bool, **options: object) -> int:
    """Show how each FILE is read: what it says of itself, each paragraph kept or dropped, dates, statements."""
    from bot.inspection import dropped_only, inspection_report
    from embeddings.reading.corrections import corrected, corrections
    from embeddings.reading.reader import read_documents, surveyed

    settings = load_settings(**options)
    output = chosen_output(settings)
    survey, stated = surveyed(_read_together(files, settings.seeds)), corrections(settings.seeds)
    status = ANSWERED
    for path in files:
        try:
            documents = read_documents(path, path.name, survey)
        except SeedsError as error:  # one file that cannot be read hides none of the others
            tell(f"verbatim: {error}")
            status = FAILED
            continue
        for document in (corrected(document, stated) for document in documents):
            for warning in document.warnings:
                tell(f"verbatim: {warning}")
            shown = dropped_only(document) if dropped else document
            write(output.report(inspection_report(shown, str(path))))
    return status


@with_examples("verify", "verify answer.json export.csv")
@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@shared_options
def verify(files: tuple[Path, ...], **options: object) -> int:
    """Read every seed again and prove that each indexed passage still stands there, byte for byte.

    With FILE, prove instead what was taken away in it: answers, checks and exports in JSON, annotations, or CSV.
    """
    settings = load_settings(**options)
    verdict = _verdict_on_files(files, settings.seeds) if files else _verdict_on_index(settings)
    thing = "citation" if files else "passage"
    report = Report(lambda _: f"{counted(verdict.passages, thing)} proven", partial(asdict, verdict))
    write(chosen_output(settings).report(report))
    for fault in verdict.faults:
        remedy = "" if files else ": run verbatim rebuild"
        tell(f"verbatim: {fault}{remedy}")
    return FAILED if verdict.faults else ANSWERED


def _verdict_on_index(settings: Settings) -> Verification:
    from retrieval.verification import verify as verdict_on

    with closing(open_library(settings.index, settings.encoder, url=settings.milvus)) as library:
        return verdict_on(library, settings.seeds)


def _verdict_on_files(files: Iterable[Path], seeds: Path) -> Verification:
    from bot.export.citations import citations_in
    from retrieval.verification import verify_cited

    return verify_cited((cited for file in files for cited in citations_in(file)), seeds)


@with_examples("evaluate questions.jsonl --misses")
@click.command()
@click.argument("questions", metavar="QUESTIONS.jsonl", type=click.Path(path_type=Path))
@click.option("--misses", "with_misses", is_flag=True, help="Also what came where the first passage is wrong.")
@shared_options
def evaluate(questions: Path, *, with_misses: bool, **options: object) -> int:
    """Ask every question of QUESTIONS.jsonl and compare the answers with where they should stand."""
    from bot.output.figures import evaluation_report
    from retrieval.evaluation import cases, outcomes

    settings = load_settings(**options)
    with opened_library(settings) as library:
        report = evaluation_report(list(outcomes(cases(questions, library), library)), with_misses=with_misses)
    write(chosen_output(settings).report(report))
    return ANSWERED


def _read_together(files: Iterable[Path], seeds: Path) -> list[Path]:
    """Return the files in whose light these are read: themselves, and all seeds where one of them is a seed."""
    from embeddings.formats.files import seed_paths

    seeded = any(path.resolve().is_relative_to(seeds.resolve()) for path in files)
    together = [*files, *(seed_paths(seeds) if seeded else ())]
    return sorted({path.resolve() for path in together})
