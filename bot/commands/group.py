"""All commands under one name."""

from __future__ import annotations

import click

from bot.commands.adding import add
from bot.commands.asking import ask, chat
from bot.commands.assistants import mcp
from bot.commands.browsing import coverage, sources, speakers, timeline, variants
from bot.commands.checking import check
from bot.commands.exporting import export, page
from bot.commands.indexing import evaluate, inspect, rebuild, verify
from bot.commands.telegram import telegram

_GREETING = """\
Verbatim answers questions about the news with the exact words that articles printed.

Put articles into the folder seeds, or add them, and ask:

  verbatim add article.html
  verbatim ask "what did Pompeo say in April"
  verbatim chat

verbatim --help lists all commands."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(package_name="verbatim-news", prog_name="verbatim")
@click.option("--home", metavar="NAME", help="A collection with seeds and index of its own, usable from any folder.")
@click.pass_context
def commands(context: click.Context, home: str | None) -> None:
    """Answer questions about the news with the exact words that articles printed, and with where they stand."""
    context.default_map = {name: {"home": home} for name in commands.commands}
    if context.invoked_subcommand is None:
        click.echo(_GREETING)


for _command in (
    ask,
    chat,
    check,
    timeline,
    coverage,
    sources,
    speakers,
    variants,
    export,
    page,
    mcp,
    telegram,
    rebuild,
    add,
    inspect,
    verify,
    evaluate,
):
    commands.add_command(_command)
