"""The command line: the whole product's front door.

Nothing heavy is imported before `main` runs, so that an interrupt is met from the first moment.
"""

from __future__ import annotations

import sys

from bot.safe_path import shut_out_current_folder
from bot.statuses import ANSWERED, FAILED, INTERRUPTED


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        status = _status()
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _status() -> int:
    """Run the command that the arguments name, and say in one line what went wrong."""
    shut_out_current_folder()
    import click

    from bot.redaction import Redactor
    from bot.terminal.streams import ReaderGoneError, help_columns, open_closed_streams, tell, write_no_more
    from embeddings.errors import VerbatimError

    open_closed_streams()
    try:
        from bot.commands.group import commands

        return commands.main(standalone_mode=False, terminal_width=help_columns()) or ANSWERED
    except click.Abort:
        return INTERRUPTED
    except ReaderGoneError:
        write_no_more()
        return ANSWERED
    except click.MissingParameter as error:
        command = error.ctx.command_path if error.ctx else "verbatim"
        message = f"{error.format_message().rstrip('.')}: {command} --help has examples"
    except click.ClickException as error:
        message = error.format_message()
    except VerbatimError as error:
        message = str(error)
    except OSError as error:
        if error.filename is None:
            raise
        message = f"{error.filename} cannot be used ({error.strerror}): mend it or name another"
    tell(Redactor()(f"verbatim: {message}"))
    return FAILED
