"""All commands under one name."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import click

from bot.commands.adding import add
from bot.commands.asking import ask, chat
from bot.commands.assistants import mcp
from bot.commands.browsing import coverage, sources, speakers, timeline, variants
from bot.commands.checking import check
from bot.commands.exporting import export, page
from bot.commands.indexing import evaluate, inspect, rebuild, verify
from bot.commands.telegram import telegram
from bot.terminal.screen import screen, show_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_GREETING = """\
Verbatim answers questions about the news with the exact words that articles printed.

Put articles into the folder seeds, or add them, and ask:

  verbatim add article.html
  verbatim ask "what did Pompeo say in April"
  verbatim chat

verbatim --help lists all commands."""


class _Help(click.HelpFormatter):
    """Help that fits a narrow terminal too."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean in two columns, the first never over two fifths of the width."""
        super().write_dl(rows, min(col_max, 2 * self.width // 5), col_spacing)

    def write_text(self, text: str) -> None:
        """Write paragraphs; the lines of examples are broken between words alone."""
        if not text.startswith("\b\n"):
            super().write_text(text)
            return
        for line in text.splitlines()[1:]:
            margin = " " * (self.current_indent + len(line) - len(line.lstrip()))
            rows = wrap(line.strip(), self.width, initial_indent=margin, subsequent_indent=f"{margin}  ")
            self.write("".join(f"{row}\n" for row in rows))


class _Commands(click.Group):
    """The commands, each with the whole first sentence of its help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does."""
        with formatter.section("Commands"):
            names = self.list_commands(ctx)
            formatter.write_dl([(name, self.commands[name].get_short_help_str(_SENTENCE)) for name in names])


_SENTENCE = 300
"""Characters that no first sentence has."""


class _Context(click.Context):
    """Where a command runs, its help as wide as the terminal."""

    formatter_class = _Help


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(package_name="verbatim-news", prog_name="verbatim")
@click.option("--home", metavar="NAME", help="A collection with seeds and index of its own, usable from any folder.")
@click.pass_context
def commands(context: click.Context, home: str | None) -> None:
    """Answer questions about the news with the exact words that articles printed, and with where they stand."""
    context.default_map = {name: {"home": home} for name in commands.commands}
    if context.invoked_subcommand is None:
        show_text(_GREETING, screen())


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
    _command.context_class = _Context
    commands.add_command(_command)
commands.context_class = _Context
