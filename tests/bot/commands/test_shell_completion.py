"""The shell completes speakers, outlets and sources out of the index."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.slow  # a process for each test


def completed(folder: Path, shell: str, *words: str, **environment: str) -> list[str]:
    """Return what the shell is offered for the last of the words."""
    line = " ".join(word.replace(" ", "\\ ") for word in ("verbatim", *words))
    told = {
        **os.environ,
        **environment,
        "PYTHONPATH": str(ROOT),
        "_VERBATIM_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    code = "import sys; sys.argv[0] = 'verbatim'; from bot.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=told, cwd=folder, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ask", "--speaker", "Pomp"), r"plain,Mike\ Pompeo"),
        (("ask", "--speaker", "Mike Po"), r"plain,Mike\ Pompeo"),
        (("export", "--publisher", "al jaz"), r"plain,Al\ Jazeera"),
        (("export", "--publisher", "BlackL"), r"plain,BlackListed\ News"),
        (("page", "004"), "plain,004_5754c9ca353e8976.txt"),
        (("timeline", "Waldh"), r"plain,Thomas\ Waldhauser"),
    ],
)
def test_a_name_is_completed_as_it_is_shown(
    seeds_index: Path, tmp_path: Path, words: tuple[str, ...], offered: str
) -> None:
    assert completed(tmp_path, "bash", *words, VERBATIM_INDEX=str(seeds_index)) == [offered]


def test_the_index_may_be_named_on_the_line_and_each_shell_is_served(seeds_index: Path, tmp_path: Path) -> None:
    words = ("ask", "--index", str(seeds_index), "--speaker", "Pomp")
    assert completed(tmp_path, "bash", *words) == [r"plain,Mike\ Pompeo"]
    assert completed(tmp_path, "zsh", *words)[:2] == ["plain", "Mike Pompeo"]
    assert completed(tmp_path, "fish", *words) == ["plain,Mike Pompeo"]


def test_without_an_index_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert completed(tmp_path, "bash", "ask", "--speaker", "Pomp") == []
