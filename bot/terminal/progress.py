"""How far a rebuild has come: a bar on a terminal, lines in a log otherwise."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.output.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as RichProgress

    from embeddings.rebuild import Summary
    from embeddings.stages import Progress

_SECONDS_BETWEEN_LINES = 10.0
"""Often enough to see that it goes on, rarely enough to leave a log readable."""


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Yield what shows the progress on standard error."""
    if not sys.stderr.isatty():
        yield LogProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield BarProgress(bars)


class LogProgress:
    """A line when a stage begins, and now and then while it lasts."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of so many steps."""
        self._name, self._total, self._done, self._began = name, total, 0, time.monotonic()
        self._last = self._began
        click.echo(f"{name}: {total:,}" if total > 1 else name, err=True)

    def advance(self, steps: int = 1) -> None:
        """Say that so many more steps are done."""
        self._done += steps
        if time.monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            rate = self._done / (self._last - self._began)
            left = timedelta(seconds=round((self._total - self._done) / max(rate, 1e-9)))
            click.echo(f"{self._name}: {self._done:,} of {self._total:,}, {rate:,.1f} a second, {left} left", err=True)


class BarProgress:
    """One bar for each stage."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of so many steps."""
        self._task = self._bars.add_task(name, total=total, rate="")

    def advance(self, steps: int = 1) -> None:
        """Say that so many more steps are done."""
        self._bars.advance(self._task, steps)
        speed = next(task.speed for task in self._bars.tasks if task.id == self._task)
        if speed:
            self._bars.update(self._task, rate=f"{speed:,.0f}/s")


def summary_lines(summary: Summary) -> Iterator[str]:
    """Yield what a rebuild did, a line each."""
    if summary.unchanged:
        yield "nothing has changed: the index stays as it is"
    yield (
        f"{counted(summary.documents, 'document')}, {counted(summary.passages, 'passage')} "
        f"({summary.embedded:,} embedded anew), {counted(summary.sentences, 'sentence')}, "
        f"{counted(summary.statements, 'statement')}, {counted(summary.tokens, 'token')}, {summary.seconds:.1f} s"
    )
    if summary.dropped:
        yield "dropped from pages: " + ", ".join(f"{count:,} {why}" for why, count in summary.dropped.items())
    yield from summary.warnings
