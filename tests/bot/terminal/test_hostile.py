"""A corpus that means harm, looked at in a real terminal: its words are shown, and steer nothing."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from embeddings.rebuild import rebuild
from tests.bot.terminal.terminal_driver import Terminal, lines
from tests.fakes import Silence

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.onnx_encoder import OnnxEncoder

CLIPBOARD, LINK, TITLE = "\x1b]52;c;ZXZpbA==\x07", "\x1b]8;;http://evil.example\x1b\\", "\x1b]0;owned\x07"
CLEAR, RED, AWAY, DEVICE, EIGHT_BIT = (
    "\x1b[2J",
    "\x1b[31;5m",
    "\x1b[999;999H",
    "\x1bP+q544e\x1b\\",
    "\x9b31m\x9d0;x\x9c",
)
pytestmark = pytest.mark.slow  # each test in a terminal of its own

TURNED = "\u202edesrever\u202c\u2066\u2069"
EVERYTHING = CLIPBOARD + LINK + TITLE + CLEAR + RED + AWAY + DEVICE + EIGHT_BIT + TURNED + "\x08\x7f\x05"
LONG = "bridge" * 40
PASSAGES = (
    (
        f"“The {CLEAR}bridge{RED} is [bold red]open[/bold red] [link=http://evil.example]to all[/link],”{AWAY} "
        f"Mayor Ana{TITLE} Ruiz said on Monday{CLIPBOARD}."
    ),
    f"The harbor {LINK}bridge{DEVICE} was{EIGHT_BIT} {TURNED}closed {LONG} for two years.",
    f"“No ferry{EVERYTHING} will ever run,” said Captain Omar{RED} Haddad of the harbor.",
)
SIDECAR = (
    'title = "Bridge \\u001b[2J\\u001b]0;owned\\u0007 [bold]opens[/bold]"\n'
    'publisher = "Harbor \\u009b31m\\u202eTimes"\npublished = 2019-04-09\n'
    'url = "https://news.example/\\u001b]52;c;eA==\\u0007"\n'
)
QUESTIONS = (
    "what was said about the bridge",
    "harbor bridge closed for two years",
    "what did Haddad say about the ferry",
    "what did Ruiz say in 1950",
    "/open 1",
    "/sources",
    "/timeline bridge",
    "/timeline Haddad",
    "/stats",
    "/json",
    "harbor bridge closed for two years",
)
_PROMPT = r"\n(?:\x1b[^\n>]*)*>[ \x08]"
_LINKED = re.compile(r"\x1b\]8;(?:id=\d+;https://news\.example/[\x20-\x7e]*?|;)\x1b\\")
"""The article's own address as a link."""
_OWN = re.compile(r"\x1b\[(?:\?\d+[hl]|[0-2]?[JK]|\d*[A-D]|[0-9;]*m)")
"""What the line editor and the screen themselves write: modes, erasing, steps of the cursor, bold, faint and italic."""


@pytest.fixture(scope="module")
def hostile_index(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "seeds").mkdir()
    name = "bridge\x1b[2J\u202e[bold]"
    (folder / "seeds" / f"{name}.txt").write_text("\n\n".join(PASSAGES), encoding="utf-8")
    (folder / "seeds" / f"{name}.toml").write_text(SIDECAR, encoding="utf-8")
    rebuild(folder / "seeds", folder / "index", lambda: encoder, "cl100k_base", Silence())
    return folder / "index"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("environment", [{"PAGER": "cat"}, {"PAGER": "cat", "TERM": "dumb"}], ids=["xterm", "dumb"])
def test_nothing_of_the_corpus_steers_the_terminal(
    hostile_index: Path, tmp_path: Path, columns: int, environment: dict[str, str]
) -> None:
    with closing(Terminal(hostile_index, tmp_path / "state", columns, environment=environment)) as terminal:
        written = "".join(terminal.ask(f"{question} ", _PROMPT) for question in QUESTIONS)
        assert terminal.leave() == 0
    written = _LINKED.sub("", written)
    for payload in ("\x1b]", "\x1bP", CLEAR, RED, AWAY, "\x9b", "\x9d", "\u202e", "\u2066", "\x05", "\x7f"):
        assert payload not in written
    left = _OWN.sub("", written)
    assert [each for each in left if not each.isprintable() and each not in "\r\n\x08"] == []
    before_json = left.split('{"question"')[0]
    assert "[bold red]open[/bold red]" in " ".join(before_json.split())
    assert LONG in "".join(before_json.split())
    assert max(len(line) for line in lines(before_json) if "> " not in line) <= columns


def test_names_that_mean_harm_are_completed_without_it(hostile_index: Path, tmp_path: Path) -> None:
    with closing(Terminal(hostile_index, tmp_path / "state", 80)) as terminal:
        terminal.child.send("what is in the Harb\t")
        terminal.child.expect("31mTimes")
        assert "\x9b" not in terminal.child.before
        terminal.ask("", r"\.txt:\d+-\d+")
        assert terminal.leave() == 0
