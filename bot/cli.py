"""The command line: the whole product's front door."""

from __future__ import annotations

import sys

import click

from bot.commands.asking import ask, chat
from bot.commands.browsing import coverage, timeline
from bot.commands.indexing import evaluate, inspect, rebuild, verify
from bot.commands.shared import ANSWERED, FAILED, INTERRUPTED
from bot.commands.telegram import telegram
from bot.terminal.streams import ReaderGoneError, open_closed_streams, write_no_more
from embeddings.errors import VerbatimError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="verbatim-news")
def commands() -> None:
    """Answer questions about the news with the exact words that articles printed, and with where they stand."""


for _command in (ask, chat, timeline, coverage, telegram, rebuild, inspect, verify, evaluate):
    commands.add_command(_command)


def main() -> None:
    """Run the command line and exit with its status."""
    open_closed_streams()
    try:
        status = commands.main(standalone_mode=False)
    except (VerbatimError, click.ClickException) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"verbatim: {message}", err=True)
        status = FAILED
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except ReaderGoneError:
        write_no_more()
        status = ANSWERED
    sys.exit(status or ANSWERED)
