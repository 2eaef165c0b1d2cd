"""The REPL in a real terminal: what keys do, what is kept, what a narrow window shows."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.history import FileHistory

from bot.terminal.prompting import MOST_LINES
from tests.bot.terminal.terminal_driver import Terminal, lines

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.slow  # each test in a terminal of its own


@pytest.fixture
def terminal(seeds_index: Path, tmp_path: Path) -> Iterator[Terminal]:
    with closing(Terminal(seeds_index, tmp_path / "state")) as opened:
        yield opened


def test_a_conversation_in_a_narrow_terminal(terminal: Terminal, tmp_path: Path) -> None:
    first = terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976\.txt:\d+-\d+")
    assert "\x1b[1m" in first
    assert all(len(line) <= 40 for line in lines(first)[1:])
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
    terminal.ask("\x1b[200~what did Pompeo\nsay in April\x1b[201~", "2 lines as one question")
    terminal.child.send("y")
    terminal.child.expect(r"004_5754c9ca353e8976")
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
    terminal = Terminal(seeds_index, tmp_path / "state", environment=environment)
    told = terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976")
    terminal.leave()
    assert not re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m|\x1b\]8", told.split("“We have", 1)[1])


@pytest.mark.slow
def test_control_c_stops_a_question_and_the_next_is_answered(seeds_index: Path, tmp_path: Path) -> None:
    slow = ("-m", "tests.bot.terminal.slow_chat")
    with closing(Terminal(seeds_index, tmp_path / "state", command=slow)) as terminal:
        terminal.ask("is this a lengthy question", "computing")
        terminal.child.sendcontrol("c")
        terminal.child.expect("Stopped")
        terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976\.txt:\d+-\d+")
        terminal.ask("and about a political solution?", "Carried over")
        assert terminal.leave() == 0


def test_the_keys_of_the_history_search_find_an_earlier_question(terminal: Terminal) -> None:
    terminal.ask("who backs Haftar?", r"\.txt:\d+-\d+")
    terminal.ask("/top 2", ">")
    terminal.child.send("\x12HAFTAR")
    terminal.child.expect("reverse-i-search.*who")
    terminal.child.send("\r")
    terminal.ask("", r"\.txt:\d+-\d+")
    assert terminal.leave() == 0


@pytest.mark.slow
def test_two_at_once_share_a_history_in_which_nothing_is_lost(seeds_index: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with closing(Terminal(seeds_index, state)) as one, closing(Terminal(seeds_index, state)) as two:
        for turn in range(3):
            one.ask(f"who backs Haftar? {turn}", r"\.txt:\d+-\d+")
            two.ask(f"what is the LNA? {turn}", r"\.txt:\d+-\d+")
        one.ask("/feedback +", "Thank you")
        two.ask("/feedback -", "Thank you")
        assert (one.leave(), two.leave()) == (0, 0)
    kept = list(FileHistory(str(state / "history")).load_history_strings())[::-1]
    asked = [f"{question} {turn}" for turn in range(3) for question in ("who backs Haftar?", "what is the LNA?")]
    assert [line for line in kept if not line.startswith("/")] == asked
    told = [json.loads(line) for line in (state / "feedback.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(each["mark"], each["question"]) for each in told] == [("+", asked[4]), ("-", asked[5])]


@pytest.mark.slow
def test_a_history_is_shortened_by_one_while_others_add_to_it(tmp_path: Path) -> None:
    path = tmp_path / "history"
    script = (
        "import sys, pathlib; from bot.terminal import prompting; prompting.MOST_LINES = 100\n"
        "for at in range(60): prompting.history(pathlib.Path(sys.argv[1])).append_string(f'{sys.argv[2]} {at}')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), str(each)]) for each in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    kept = list(FileHistory(str(path)).load_history_strings())
    assert 100 <= len(kept) <= 103
    for writer in range(3):
        own = [int(line.split()[1]) for line in kept[::-1] if line.startswith(f"{writer} ")]
        assert own == list(range(60 - len(own), 60))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_history_of_many_lines_begins_with_its_last(seeds_index: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    entries = (f"\n# 2019-04-07 00:00:00\n+question {number}\n" for number in range(MOST_LINES + 500))
    (state / "history").write_text("".join(entries), encoding="utf-8")
    with closing(Terminal(seeds_index, state)) as terminal:
        assert terminal.leave() == 0
    kept = list(FileHistory(str(state / "history")).load_history_strings())
    assert len(kept) == MOST_LINES
    assert kept[0] == f"question {MOST_LINES + 499}"


def test_a_long_text_goes_through_the_pager_and_a_short_one_does_not(seeds_index: Path, tmp_path: Path) -> None:
    with closing(Terminal(seeds_index, tmp_path / "state", environment={"PAGER": "sed s/^/PAGED:/"})) as terminal:
        assert "PAGED:" not in terminal.ask("/stats", "index")
        terminal.ask("/timeline Pompeo", "PAGED:Mike Pompeo")
        assert terminal.leave() == 0


def test_the_longest_bar_fits_a_narrow_window(terminal: Terminal) -> None:
    told = lines(terminal.ask("/timeline Waldhauser", r"2019-04 █+ 2"))
    assert len(told[-1]) == 40
    assert terminal.leave() == 0


def test_help_says_each_command_on_a_line_of_its_own(seeds_index: Path, tmp_path: Path) -> None:
    terminal = Terminal(seeds_index, tmp_path / "state", environment={"PAGER": "cat"})
    told = [line.strip() for line in lines(terminal.ask("/help", "leaves"))]
    assert "/timeline NAME" in told
    assert "/quit" in told
    assert terminal.leave() == 0


def test_a_home_of_another_costs_only_the_history(seeds_index: Path) -> None:
    with closing(Terminal(seeds_index, Path("/proc/verbatim"))) as terminal:
        terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976")
        terminal.ask("/feedback +", "cannot be kept")
        assert terminal.leave() == 0


def test_a_whole_page_pasted_is_refused_in_one_line_and_the_conversation_goes_on(terminal: Terminal) -> None:
    page = "\n".join(["He said that the road was closed."] * 100)
    terminal.ask(f"\x1b[200~{page}\x1b[201~", "100 lines as one question")
    terminal.child.send("y")
    terminal.child.expect("most 2,000")
    terminal.ask("what did Pompeo say in April", r"004_5754c9ca353e8976")
    assert terminal.leave() == 0
