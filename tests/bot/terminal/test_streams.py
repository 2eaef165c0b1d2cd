"""Standard streams as they come: closed, full, binary, of many lines; each tried in a real process."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # a process for each test

ASK, CHAT = "ask - --json", "chat --json"


def run(index: Path, command: str, redirected: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a shell, its streams redirected as a shell does it."""
    line = f"{sys.executable} -m bot {command} --index {index} --seeds {SEEDS} {redirected}"
    return subprocess.run(["bash", "-c", line], input=stdin, capture_output=True, check=False, cwd=SEEDS.parent)


@pytest.mark.parametrize("command", [ASK, CHAT])
def test_a_closed_standard_input_is_an_empty_one(seeds_index: Path, command: str) -> None:
    done = run(seeds_index, command, "<&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("command", ["ask who backs Haftar", ASK, CHAT])
def test_a_closed_standard_output_is_no_error(seeds_index: Path, command: str) -> None:
    done = run(seeds_index, command, ">&-", b"who backs Haftar\n")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["ask who backs Haftar", ASK, CHAT])
def test_a_full_standard_output_is_one_line_with_the_remedy(seeds_index: Path, command: str) -> None:
    done = run(seeds_index, command, ">/dev/full", b"who backs Haftar\n")
    assert done.returncode == 2
    assert done.stderr.startswith(b"verbatim: standard output cannot be written (No space left on device): make room")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", [ASK, CHAT])
def test_binary_on_standard_input_is_answered_line_by_line(seeds_index: Path, command: str) -> None:
    noise = random.Random(1).randbytes(4000).replace(b"\r", b"\n").replace(b"\n/", b"\n.")
    done = run(seeds_index, command, "", noise + b"\nwho backs Haftar\n")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(answers) == noise.count(b"\n") + 2
    assert answers[-1]["found"]


def test_answers_are_written_as_they_come(seeds_index: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", "-", "--json", "--index", str(seeds_index)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=SEEDS.parent) as asking:
        assert asking.stdin
        assert asking.stdout
        for question in ("who backs Haftar", "what is the LNA"):
            asking.stdin.write(f"{question}\n".encode())
            asking.stdin.flush()
            assert json.loads(asking.stdout.readline())["question"] == question
        asking.stdin.close()
    assert asking.returncode == 0


@pytest.mark.parametrize("command", [ASK, CHAT])
def test_a_reader_who_leaves_after_one_line_hears_nothing_more(seeds_index: Path, command: str) -> None:
    done = run(seeds_index, command, "| head -1; exit ${PIPESTATUS[0]}", b"who backs Haftar\n" * 100)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_a_piped_chat_is_plain_text_unwrapped(seeds_index: Path) -> None:
    done = run(seeds_index, "chat --top 1", "", b"what did Pompeo say in April\nand about civilians?\n")
    text = done.stdout.decode()
    assert "\x1b" not in text
    assert "oppose the military offensive by Khalifa Haftar’s forces and urge the immediate halt to these" in text
    assert "Carried over: speaker: Mike Pompeo; period" in text


@pytest.mark.parametrize("home", ["/proc", "/dev/null"])
def test_a_home_that_cannot_be_written_costs_a_piped_chat_nothing(seeds_index: Path, home: str) -> None:
    command = [sys.executable, "-m", "bot", "chat", "--json", "--index", str(seeds_index)]
    environment = {**os.environ, "HOME": home}
    lines = b"who backs Haftar\n/feedback +\nwhat is the LNA\n"
    done = subprocess.run(command, input=lines, capture_output=True, check=False, cwd=SEEDS.parent, env=environment)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)
    assert b"Feedback cannot be kept: " in done.stderr
