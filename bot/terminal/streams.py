"""The standard streams: closed, full, or read by somebody who stops."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.output.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

_COLUMNS = 80
"""Of a terminal that does not know how wide it is."""


class ReaderGoneError(Exception):
    """Whoever reads standard output has stopped. Not an OSError, on which click would end with status 1."""


class _UnwritableError(click.ClickException):
    """Standard output takes nothing more."""


def open_closed_streams() -> None:
    """Open the null device where a standard stream is closed: the next file opened would else take its place."""
    for number, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def write_no_more() -> None:
    """Discard what is still to be written to standard output, even by the interpreter as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(text: str) -> None:
    """Write the text, if there is any, and the end of its last line to standard output at once."""
    if text:
        with guarded_output():
            click.echo(text)


def help_columns() -> int:
    """Return how wide help is written: as the terminal, up to eighty columns, with two left empty."""
    return max(1, min(shutil.get_terminal_size().columns or _COLUMNS, _COLUMNS) - 2)


def tell(line: str) -> None:
    """Say the line on standard error: nothing in it steers a terminal, and a terminal's is broken between words."""
    line = visible(line)
    if sys.stderr.isatty():
        from bot.output.fitting import wrapped

        line = "\n".join(wrapped(line, os.get_terminal_size(sys.stderr.fileno()).columns or _COLUMNS))
    click.echo(line, err=True)


@contextmanager
def guarded_output() -> Iterator[None]:
    """Turn what goes wrong with standard output into ReaderGoneError, or an error that names the remedy."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            raise
        write_no_more()
        cause = os.strerror(error.errno)
        raise _UnwritableError(
            f"standard output cannot be written ({cause}): make room, or send it elsewhere"
        ) from error


def lines() -> Iterator[str]:
    """Yield standard input's lines; what is not UTF-8 becomes the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
