"""The README is true: its session, its commands, its settings."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.commands.group import commands
from tests.places import SEEDS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_session_prints_what_the_program_prints(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], seeds_index: Path, tmp_path: Path
) -> None:
    question, printed = re.findall(r"```console\n\$ verbatim ask \"(.+?)\"\n(.+?)\n```", README, re.DOTALL)[0]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERBATIM_SEEDS", str(SEEDS))
    monkeypatch.setenv("VERBATIM_INDEX", str(seeds_index))
    monkeypatch.setattr(sys, "argv", ["verbatim", "ask", question])
    with pytest.raises(SystemExit):
        main()
    assert capfd.readouterr().out.strip() == printed.strip()


def test_every_command_is_listed_and_no_other() -> None:
    assert set(re.findall(r"^\| `verbatim (\w+)", README, re.MULTILINE)) == set(commands.commands)


def test_the_configuration_for_assistants_starts_a_command_that_there_is() -> None:
    (line,) = re.findall(r"```json\n(\{\"mcpServers\".+?)\n```", README)
    started = json.loads(line)["mcpServers"]["verbatim"]
    command, *options = started["args"]
    assert started["command"] == "verbatim"
    assert set(options[::2]) <= {option for each in commands.commands[command].params for option in each.opts}


def test_every_option_that_it_names_exists() -> None:
    known = {option for command in commands.commands.values() for each in command.params for option in each.opts}
    own = README.split("## From BotFather")[0].split("## Commands")[1]
    assert set(re.findall(r"`(--[a-z-]+)", own)) <= known | {"--health"}
    assert isinstance(commands, click.Group)
