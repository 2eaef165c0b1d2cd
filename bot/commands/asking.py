"""Commands that answer: ask and chat."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.commands.shared import (
    NEW_FILE,
    chosen_output,
    narrowing_options,
    opened_library,
    shared_options,
    with_examples,
)
from bot.formats import Format
from bot.output.output import Reply
from bot.settings import load_settings
from bot.statuses import ANSWERED, NOTHING_FITS
from bot.terminal.streams import guarded_output, lines, write
from embeddings.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bot.output.output import Output
    from bot.settings import Settings
    from retrieval.library import Library
    from retrieval.understanding.conditions import Narrowing


@with_examples(
    'ask "what did Pompeo say in April"', 'ask --speaker Pompeo --since 2019-04 "Libya"', "ask - < questions.txt"
)
@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--format",
    type=click.Choice(list(Format), case_sensitive=False),
    metavar="FORMAT",
    help=f"How it is written: {', '.join(Format)}.  [default: text]",
)
@click.option("--max-tokens", type=int, help="How many tokens the passages take together at most.")
@narrowing_options
@click.option("--long", is_flag=True, default=None, help="Whole passages, and all that is known of each source.")
@click.option("--plain", is_flag=True, help="Plain text on a terminal too.")
@click.option("--explain", is_flag=True, help="Say why each passage was found.")
@click.option("--html", type=NEW_FILE, help="Also write a page to this file: the passages marked in their articles.")
@shared_options
def ask(
    question: tuple[str, ...], *, plain: bool, explain: bool, html: Path | None, narrowing: Narrowing, **options: object
) -> int:
    """Answer QUESTION once; - reads one question a line from standard input."""
    settings = load_settings(**options)
    output = chosen_output(settings, plain=plain)
    with opened_library(settings) as library, guarded_output():
        reply = partial(_reply, library=library, settings=settings, narrowing=narrowing, explain=explain)
        many = (_reply_or_refusal(line, reply, library) for line in lines()) if question == ("-",) else None
        replies: Iterable[Reply] = many or [reply(" ".join(question))]
        if html:
            from bot.page.page import answer_page

            replies = list(replies)
            html.write_text(answer_page(replies), encoding="utf-8")
        _show(replies, output)
        return ANSWERED if many or all(each.answer.found for each in replies) else NOTHING_FITS


@with_examples("chat", "--home libya chat")
@click.command()
@click.option("--long", is_flag=True, default=None, help="Whole passages, and all that is known of each source.")
@shared_options
def chat(**options: object) -> int:
    """Converse: one question a line, each understood by those before; /help lists the commands."""
    from bot.terminal import repl

    settings = load_settings(**options)
    with opened_library(settings) as library, guarded_output():
        if sys.stdin.isatty() and sys.stdout.isatty():
            repl.run(library, settings)
        else:
            repl.run_lines(lines(), library, settings)
    return ANSWERED


def _show(replies: Iterable[Reply], output: Output) -> None:
    for piece in output.answers(replies):
        write(piece)


def _reply(question: str, library: Library, settings: Settings, narrowing: Narrowing, *, explain: bool) -> Reply:
    """Return the answer. Raises QuestionError if the question cannot be asked."""
    from retrieval.answering import answer
    from retrieval.explanation import explained
    from retrieval.understanding.conditions import narrow
    from retrieval.understanding.question import interpret

    query = narrow(interpret(question, library.vocabulary), narrowing, library.vocabulary)
    found = answer(query, library, settings.top, settings.max_tokens)
    why = tuple(explained(found, library)) if explain else ()
    return Reply(found, why, whole=settings.long, library=library)


def _reply_or_refusal(question: str, reply: Callable[[str], Reply], library: Library) -> Reply:
    """Return the answer, or why the question cannot be asked: one among many stops none of the others."""
    from retrieval.answering import refusal

    try:
        return replace(reply(question), repeated=True)
    except QuestionError as error:
        return Reply(refusal(question, str(error), library), repeated=True)
