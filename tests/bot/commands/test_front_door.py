"""What a newcomer meets: the greeting, options as they should be, and mistakes that are one line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.commands.group import commands
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Verbatim

SHADOWS = ("select", "random", "json", "socket", "pickle", "numpy", "click", "tantivy", "typing")
PROSE = "The minister said on Tuesday that the talks would go on for another week, and that nobody had left the table."


def test_without_a_command_it_greets_with_three_examples(verbatim: Verbatim) -> None:
    run = verbatim()
    assert run.status == 0
    assert run.out.count("\n  verbatim ") == 3


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_has_examples(verbatim: Verbatim, name: str) -> None:
    assert f"Examples:\n    verbatim {name}" in verbatim(name, "--help").out


def test_the_version_is_told(verbatim: Verbatim) -> None:
    assert verbatim("--version").out.startswith("verbatim, version ")


@pytest.mark.parametrize("day", ["2019-13-45", "2019-02-30", "", "2019 or so"])
def test_a_day_that_is_none_of_the_calendar_is_refused(verbatim: Verbatim, day: str) -> None:
    run = verbatim("ask", "--since", day, "who backs Haftar")
    assert (run.status, run.out) == (2, "")
    assert run.err == f"verbatim: {day!r} names no day of the calendar: write 2019-04-07, 2019-04 or April 2019\n"


def test_a_second_speaker_is_added_to_the_first(verbatim: Verbatim) -> None:
    run = verbatim("ask", "--json", "--speaker", "Pompeo", "--speaker", "Waldhauser", "Libya")
    assert {passage["speaker"] for passage in json.loads(run.out)["passages"]} == {"Mike Pompeo", "Thomas Waldhauser"}


def test_too_few_tokens_for_any_passage_are_said(verbatim: Verbatim) -> None:
    run = verbatim("ask", "--max-tokens", "1", "what did Pompeo say")
    assert (run.status, run.out) == (1, "The shortest passage that answers has 29 tokens, and 1 are allowed.\n\n")


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("ask", "--index", __file__, "Libya"), f"--index is {__file__!r}: it should be a folder, not a file"),
        (("ask", "--top", "0", "Libya"), "--top is '0': it should be greater than or equal to 1"),
        (("ask", "--now", "2019-13-45", "Libya"), "--now is '2019-13-45': it should be a valid date"),
        (("ask", "--index", "x" * 300, "Libya"), "mend it or name another"),
        (("ask", "--home", "no name!", "Libya"), "be a name of letters, digits, dots and dashes"),
        (("timeline", "--png", "nowhere/x.png", "Pompeo"), "there is no folder nowhere for x.png: make it"),
    ],
)
def test_a_path_that_cannot_be_used_is_one_line(verbatim: Verbatim, arguments: list[str], remedy: str) -> None:
    run = verbatim(*arguments)
    assert (run.status, run.out, run.err.count("\n")) == (2, "", 1)
    assert remedy in run.err


def test_a_file_that_cannot_be_inspected_hides_none_of_the_others(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "good.txt").write_text(PROSE)
    run = verbatim("inspect", "--json", "bad.txt", "missing.txt", "good.txt")
    assert run.status == 2
    assert json.loads(run.out)["source"] == "good.txt"
    assert ["bad.txt" in run.err, "missing.txt" in run.err, run.err.count("\n")] == [True, True, 2]


def test_added_documents_keep_what_is_stated_and_are_never_overwritten(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(PROSE)
    home = str(tmp_path / "home")
    stated = ("--title", 'Talks "go on"', "--published", "2019-04-07")
    assert verbatim("add", "--home", home, "talks.txt", *stated).status == 0
    assert (tmp_path / "home/seeds/talks.txt").read_text() == PROSE
    seen = json.loads(verbatim("--home", home, "inspect", "--json", f"{home}/seeds/talks.txt").out)
    assert (seen["title"], seen["published"]) == ('Talks "go on"', "2019-04-07")
    again = verbatim("add", "--home", home, "talks.txt")
    assert (again.status, "talks.txt has the same content" in again.err) == (2, True)


def test_a_saved_page_keeps_its_address(verbatim: Verbatim, tmp_path: Path) -> None:
    saved = "<!-- saved from url=(0030)https://news.example/talks.html -->"
    (tmp_path / "talks.html").write_text(f"{saved}<html><body><h1>Talks</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>")
    verbatim("add", "--seeds", str(tmp_path / "seeds"), "talks.html")
    assert (tmp_path / "seeds/talks.toml").read_text() == 'url = "https://news.example/talks.html"\n'


def test_a_folders_documents_are_added_with_what_stands_beside_them(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(PROSE)
    (tmp_path / "talks.toml").write_text('publisher = "The Harbor Times"\n')
    assert verbatim("add", "--seeds", str(tmp_path / "seeds"), str(tmp_path)).status == 0
    assert sorted(path.name for path in (tmp_path / "seeds").iterdir()) == ["talks.toml", "talks.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("command", [["-m", "bot"], ["-c", "from bot.cli import main; main()"]], ids=["m", "c"])
def test_no_code_of_the_current_folder_runs(seeds_index: Path, tmp_path: Path, command: list[str]) -> None:
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text("open('RAN', 'a').write(__name__ + '\\n')")
    shutil.copytree(seeds_index, tmp_path / "index")
    seeds = shutil.copytree(SEEDS, tmp_path / "seeds")
    for number in range(80):  # enough that processes share the work
        (seeds / f"{number}.txt").write_text(f"{PROSE} It was day {number}.")
    for arguments in (["rebuild"], ["ask", "who backs Haftar"], ["timeline", "Pompeo", "--png", "t.png"], ["verify"]):
        done = subprocess.run([sys.executable, *command, *arguments], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "RAN").exists()


def test_many_questions_stand_above_their_answers(verbatim: Verbatim) -> None:
    out = verbatim("ask", "-", stdin=b"who backs Haftar\n?!\n").out
    assert [line for line in out.splitlines() if line.startswith(">")] == ["> who backs Haftar", "> ?!"]


def test_a_source_takes_one_line_and_all_of_them_where_that_is_wished(verbatim: Verbatim) -> None:
    short, long = (verbatim("ask", *options, "what did Pompeo say in April").out for options in ((), ("--long",)))
    assert {len(block.splitlines()) for block in short.strip().split("\n\n")} == {2}
    assert {len(block.splitlines()) for block in long.strip().split("\n\n")} == {4}


def test_one_document_is_no_full_bar(verbatim: Verbatim) -> None:
    bars = [line.split() for line in verbatim("coverage").out.splitlines() if "█" in line]
    assert bars
    assert all(len(bar) == int(count) for _, bar, count in bars)


def test_orders_of_a_conversation_are_confirmed_to_people_alone(verbatim: Verbatim) -> None:
    told = verbatim("chat", stdin=b"/new\n/top 3\n/long\n/json\n").out
    assert told.splitlines()[:3] == [
        "A new conversation begins.",
        "An answer has at most 3 passages from now on.",
        "Passages and sources are shown in full from now on.",
    ]
    assert verbatim("chat", "--json", stdin=b"/new\n/top 3\n").out == ""


def test_sources_and_speakers_are_listed(verbatim: Verbatim) -> None:
    listed = json.loads(verbatim("sources", "--json").out)
    assert [row["source"] for row in listed] == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert "US urges Russia-backed Libyan commander" in verbatim("sources").out
    assert "Mike Pompeo · " in verbatim("speakers").out
    speakers = {row["name"]: row for row in json.loads(verbatim("speakers", "--json").out)}
    assert speakers["Mike Pompeo"] == {
        "name": "Mike Pompeo",
        "documents": 1,
        "statements": 5,
        "doubtful_statements": 0,
        "doubts": [],
        "may_be": None,
    }


def test_a_file_beside_the_seeds_says_who_is_who_and_who_is_nobody(verbatim: Verbatim, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "seeds").mkdir(parents=True)
    (home / "seeds/talks.txt").write_text(f"{PROSE}\n\nSens Ana Ruiz said it rained.\n\nA crowd said it poured.")
    (home / "seeds/speakers.toml").write_text('"Sens Ana Ruiz" = "Ana Ruiz"\ncrowd = false\n"Leo Reed" = false\n')
    rebuilt = verbatim("--home", str(home), "rebuild")
    assert "corrects 'Leo Reed', and nobody of that name speaks" in rebuilt.err
    listed = [row["name"] for row in json.loads(verbatim("--home", str(home), "speakers", "--json").out)]
    assert ("Ana Ruiz" in listed, "Sens Ana Ruiz" in listed, "crowd" in listed) == (True, False, False)
    seen = json.loads(verbatim("--home", str(home), "inspect", "--json", str(home / "seeds/talks.txt")).out)
    assert {"Ana Ruiz", "unknown"} <= {statement["speaker"] for statement in seen["statements"]}
