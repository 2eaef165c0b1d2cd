"""The command line as tests run it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    status: int
    out: str
    err: str


Verbatim = Callable[..., Run]


@pytest.fixture
def verbatim(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, seeds_index: Path
) -> Verbatim:
    """Run the command line in an empty folder, over the index of the seeds unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERBATIM_SEEDS", str(SEEDS))
    monkeypatch.setenv("VERBATIM_INDEX", str(seeds_index))

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["verbatim", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            main()
        written = capfd.readouterr()
        return Run(int(exit_.value.code or 0), written.out, written.err)

    return run
