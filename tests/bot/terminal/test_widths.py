"""Screens of any width: no word of a list, a message or a help is broken at the edge."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.output.fitting import wrapped
from tests.bot.terminal.terminal_driver import lines
from tests.places import ROOT, SEEDS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["ask", "--help"],
        ["export", "--help"],
        ["sources"],
        ["rebuild"],
        ["ask", "--since", "2019-13-45", "who backs Haftar"],
    ],
)
def test_no_word_is_broken_at_the_edge(seeds_index: Path, columns: int, arguments: list[str]) -> None:
    places = (
        ["--index", str(seeds_index), "--seeds", str(SEEDS)]
        if {*arguments} - {"--help"} == {*arguments} != set()
        else []
    )
    command = ["-m", "bot", *arguments, *places]
    child = pexpect.spawn(
        sys.executable,
        command,
        cwd=str(ROOT),
        dimensions=(60, columns),
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"TERM": "xterm-256color"},
    )
    child.expect(pexpect.EOF, timeout=60)
    shown = [line.strip("\r").rstrip() for line in lines(str(child.before))]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    words = {word for word in (done.stdout + done.stderr).split() if not word[0].isdigit()}
    assert [line for line in shown if len(line) > columns] == []
    assert words <= {word for line in shown for word in line.split()}


@given(st.text(alphabet="ab é中·» ", max_size=80), st.integers(4, 40))
def test_wrapping_changes_nothing_but_white_space(line: str, width: int) -> None:
    assert "".join("".join(part.split()) for part in wrapped(line, width)) == "".join(line.split())
