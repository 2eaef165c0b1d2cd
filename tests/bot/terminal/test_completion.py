"""Shell completion, tried in the shells themselves; a shell that is not installed is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # each test in a terminal of its own

SHELLS = ("bash", "zsh", "fish")
TYPED = {
    "verbatim ti": "timeline",
    "verbatim telegram --he": "--health",
    "verbatim ask --max": "--max-tokens",
}
_ASKED = {
    "bash": "COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _verbatim_completion verbatim;"
    " echo ${{COMPREPLY[@]}}",
    "zsh": "compdef() {{ :; }}; words=({}); CURRENT=${{#words}}; compadd() {{ echo $@ $completions; }};"
    " _describe() {{ print -rl -- $completions_with_descriptions; }}; _verbatim_completion",
    "fish": "complete -C '{}'",
}


@pytest.fixture
def verbatim(tmp_path: Path) -> dict[str, str]:
    """Return an environment whose path has a command of that name, as installing puts it there."""
    command = tmp_path / "verbatim"
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom bot.cli import main\nmain()\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}


def script(shell: str, environment: dict[str, str]) -> str:
    """Return what the shell is told to evaluate."""
    told = {**environment, "_VERBATIM_COMPLETE": f"{shell}_source"}
    return subprocess.run(["verbatim"], env=told, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_asks_the_command(verbatim: dict[str, str], shell: str) -> None:
    assert f"_VERBATIM_COMPLETE={shell}_complete" in script(shell, verbatim)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_completes_commands_and_options(verbatim: dict[str, str], shell: str, typed: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    line = f"{script(shell, verbatim)}\n{_ASKED[shell].format(typed)}"
    done = subprocess.run([shell, "-c", line], env=verbatim, capture_output=True, text=True, check=False)
    assert TYPED[typed] in done.stdout, done.stderr


def test_the_tab_key_completes_in_bash(verbatim: dict[str, str]) -> None:
    shell: Any = pexpect.spawn(
        "bash", ["--norc", "--noprofile", "-i"], env={**verbatim, "PS1": "$ "}, encoding="utf-8", timeout=30
    )
    shell.sendline('eval "$(_VERBATIM_COMPLETE=bash_source verbatim)"; echo rea""dy')
    shell.expect("ready")
    shell.send("verbatim cov\t")
    shell.expect("verbatim coverage")
    shell.send("--j\t")
    shell.expect("--json")
    shell.close(force=True)
    assert not shell.isalive()
