"""What a rebuild says of its progress."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, TextColumn

from bot.terminal.progress import BarProgress, LogProgress, summary_lines
from embeddings.rebuild import Summary

if TYPE_CHECKING:
    import pytest


def test_a_log_tells_the_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([100.0, 105.0, 120.0, 120.0])
    monkeypatch.setattr("bot.terminal.progress.time.monotonic", lambda: next(moments))
    log = LogProgress()
    log.stage("embedding", 2000)
    log.advance(100)
    log.advance(400)
    assert capsys.readouterr().err.splitlines() == [
        "embedding: 2,000",
        "embedding: 500 of 2,000, 25.0 a second, 0:01:00 left",
    ]


def test_a_bar_tells_the_rate() -> None:
    moments = iter(range(100))
    bars = Progress(
        TextColumn("{task.fields[rate]}"), console=Console(file=io.StringIO()), get_time=lambda: float(next(moments))
    )
    bar = BarProgress(bars)
    bar.stage("embedding", 2000)
    for _ in range(4):
        bar.advance(40)
    assert bars.tasks[0].fields["rate"].endswith("/s")


def test_one_of_a_thing_is_told_as_one() -> None:
    summary = Summary("g", 1, 20, 22, 1, 7_775, embedded=1, seconds=2.0, dropped={}, warnings=())
    (line,) = summary_lines(summary)
    assert line == "1 document, 20 passages (1 embedded anew), 22 sentences, 1 statement, 7,775 tokens, 2.0 s"
