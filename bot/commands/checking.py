"""The command that checks quotations."""

from __future__ import annotations

import os.path
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.shared import chosen_output, opened_library, shared_options, with_examples
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import guarded_output, lines, tell, write
from embeddings.errors import SeedsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.checking.checks import Check
    from retrieval.checking.claims import Claim


@with_examples("check 'Pompeo said “There is no military solution”'", "check draft.docx")
@click.command()
@click.argument("claim", nargs=-1, required=True)
@click.option("--variants", is_flag=True, help="Also how outlets print the same statement differently.")
@click.option("--plain", is_flag=True, help="Plain text on a terminal too.")
@shared_options
def check(claim: tuple[str, ...], *, variants: bool, plain: bool, **options: object) -> int:
    """Check whether the quotations in CLAIM are printed word for word.

    CLAIM is a sentence, a file whose quotations are all checked, or - for one claim a line from standard input.
    """
    from retrieval.checking.checking import check as check_against

    settings = load_settings(**options)
    output, outcomes = chosen_output(settings, plain=plain), set[bool]()
    with opened_library(settings) as library, guarded_output():

        def checks() -> Iterator[Check]:
            for each in _claims(claim):
                outcome = check_against(each, library)
                outcomes.add(outcome.holds)
                yield outcome if variants else replace(outcome, variants=None)

        for piece in output.checks(checks()):
            write(piece)
    if not outcomes:
        tell(f"verbatim: there is no quotation in {claim[0]}: put quoted words in quotation marks")
    return NOTHING_FITS if False in outcomes else ANSWERED


def _claims(arguments: tuple[str, ...]) -> Iterator[Claim]:
    """Yield the claims of standard input, of a file, or of the arguments themselves."""
    from embeddings.formats.files import FORMATS
    from retrieval.checking.claims import claims_in_file, claims_in_line

    first = arguments[0]
    if arguments == ("-",):
        for number, line in enumerate(lines(), 1):
            yield from claims_in_line(line, number)
    elif len(arguments) > 1:
        yield from claims_in_line(" ".join(arguments))
    elif os.path.isfile(first):  # noqa: PTH113 - a claim may be longer than a name of a file can be
        yield from claims_in_file(Path(first))
    elif " " not in first and Path(first).suffix.lower() in FORMATS:
        raise SeedsError(f"there is no file {first}: name one that can be read, or write the claim in quotation marks")
    else:
        yield from claims_in_line(first)
