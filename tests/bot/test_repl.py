"""The REPL in a real terminal: keys go in, a screen comes out."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot import repl
from bot.session import Session
from bot.settings import Settings
from tests.conftest import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.library import Library

_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\].*?(?:\x07|\x1b\\)|[=>])")
_PATIENCE = 30


class Terminal:
    """A REPL under a pseudo-terminal of 40 columns."""

    def __init__(self, index: Path, state: Path, **environment: str) -> None:
        told = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "VERBATIM_STATE": str(state), **environment}
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "bot", "chat", "--index", str(index), "--seeds", str(SEEDS), "--top", "1"],
            env={**os.environ, **told},
            encoding="utf-8",
            codec_errors="replace",
            timeout=_PATIENCE,
            dimensions=(30, 40),
            cwd=str(SEEDS.parent),
        )
        self.child.expect("Ctrl-D")
        self.child.expect(">")
        time.sleep(0.3)

    def ask(self, line: str, wanted: str) -> str:
        """Type the line and return what is written up to and with what is wanted."""
        self.child.send(line + "\r")
        self.child.expect(wanted)
        return str(self.child.before) + str(self.child.after)

    def leave(self) -> int:
        time.sleep(0.5)
        self.child.sendeof()
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def terminal(seeds_index: Path, tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(seeds_index, tmp_path / "state")
    yield opened
    opened.child.close(force=True)


def test_a_conversation_in_a_narrow_terminal(terminal: Terminal, tmp_path: Path) -> None:
    first = terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976\.txt:\d+-\d+")
    assert "\x1b[1m" in first
    assert all(len(line) <= 40 for line in _ESCAPE.sub("", first).split("\r\n")[1:])
    terminal.ask("and in November?", r"/drop speaker")
    terminal.ask("/drop period", r"004_5754c9ca353e8976")
    terminal.ask("/feedback +", "Thank you")
    assert terminal.leave() == 0
    kept = tmp_path / "state"
    assert stat.S_IMODE((kept / "history").stat().st_mode) == 0o600
    assert "and in November?" in (kept / "history").read_text(encoding="utf-8")


def test_tab_completes_commands_and_speakers(terminal: Terminal) -> None:
    terminal.child.send("/timel\t")
    terminal.child.expect("ine")
    terminal.child.send(" Waldh\t")
    terminal.child.expect("Thomas")
    terminal.child.send("\r")
    terminal.child.expect("passage")
    assert terminal.leave() == 0


def test_control_c_clears_the_line_and_the_conversation_goes_on(terminal: Terminal) -> None:
    terminal.child.send("half a quest")
    time.sleep(0.5)
    terminal.child.sendcontrol("c")
    terminal.ask("/top", "how many passages")
    assert terminal.leave() == 0


def test_several_pasted_lines_are_one_question(terminal: Terminal) -> None:
    terminal.ask("\x1b[200~what did Pompeo\nsay in April\x1b[201~", r"004_5754c9ca353e8976")
    assert terminal.leave() == 0


def test_a_home_that_cannot_be_written_costs_only_the_history(seeds_index: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be", encoding="utf-8")
    terminal = Terminal(seeds_index, tmp_path / "state")
    terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976")
    terminal.ask("/feedback +", "cannot be kept")
    assert terminal.leave() == 0


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_where_no_emphasis_is_wanted_none_is_sent(
    seeds_index: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    terminal = Terminal(seeds_index, tmp_path / "state", **environment)
    told = terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976")
    terminal.leave()
    assert not re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m|\x1b\]8", told.split("“We have", 1)[1])


def test_control_c_stops_a_question_and_the_next_is_answered(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed = iter(["what did Pompeo say in April", "who backs Haftar?", None])
    answered = Session.ask

    def ask(session: Session, question: str) -> None:
        if "Pompeo" in question:
            raise KeyboardInterrupt
        answered(session, question)

    monkeypatch.setattr(repl, "_line", lambda _: next(typed))
    monkeypatch.setattr(Session, "ask", ask)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        repl.run(library, Settings(state=tmp_path))
    told = capsys.readouterr().out
    assert "Stopped." in told
    assert "Haftar" in told
