"""A REPL in a real terminal: keys go in, a screen comes out."""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import pexpect

from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_PATIENCE = 15
_SIZE = frozenset({"COLUMNS", "LINES"})
"""Variables that would stand before the size of the terminal itself; what runs the tests may have set them."""
_STEERING = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\].*?(?:\x07|\x1b\\)|[=>])")


class Terminal:
    """A REPL under a pseudo-terminal."""

    def __init__(
        self,
        index: Path,
        state: Path,
        columns: int = 40,
        *,
        command: Sequence[str] = ("-m", "bot", "chat"),
        environment: Mapping[str, str] = {},
    ) -> None:
        told = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "VERBATIM_STATE": str(state), **environment}
        self.child: Any = pexpect.spawn(
            sys.executable,
            [*command, "--index", str(index), "--seeds", str(SEEDS), "--top", "1"],
            env={name: value for name, value in os.environ.items() if name not in _SIZE} | told,
            encoding="utf-8",
            codec_errors="replace",
            timeout=_PATIENCE,
            dimensions=(30, columns),
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
        """Type Ctrl-D and return the exit status."""
        time.sleep(0.5)
        self.child.sendeof()
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)

    def close(self) -> None:
        """End the process, however it is."""
        self.child.close(force=True)


def lines(written: str) -> list[str]:
    """Return what was written as lines, without what steers the terminal."""
    return _STEERING.sub("", written).split("\r\n")
