"""The standard streams: closed, full, or read by somebody who stops."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class ReaderGoneError(Exception):
    """Whoever reads standard output has stopped; no OSError, for click ends with status 1 on those."""


class _UnwritableError(click.ClickException):
    """Standard output takes nothing more."""


def open_closed_streams() -> None:
    """Put nothing where a standard stream is closed: its number would else go to the next file that is opened."""
    for number, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def write_no_more() -> None:
    """Let nothing more be written to standard output, not even by the interpreter on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(line: str) -> None:
    """Write a line to standard output at once."""
    with reader():
        click.echo(line)
        sys.stdout.flush()


@contextmanager
def reader() -> Iterator[None]:
    """Say so where whoever reads standard output has stopped, or it can take no more."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            raise
        write_no_more()
        why = os.strerror(error.errno)
        raise _UnwritableError(f"standard output cannot be written ({why}): make room, or send it elsewhere") from error


def lines() -> Iterator[str]:
    """Yield standard input's lines; what is not UTF-8 becomes the sign for an unknown character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
