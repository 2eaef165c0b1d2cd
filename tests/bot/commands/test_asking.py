"""Conditions beside a question, why passages were found, and what the corpus covers."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Verbatim


def test_a_speaker_and_days_are_conditions(verbatim: Verbatim) -> None:
    done = verbatim("ask", "--json", "--speaker", "pompeo", "--since", "2019-04", "--until", "April 2019", "military")
    told = json.loads(done.out)
    assert told["understood"]["speaker"] == "Mike Pompeo"
    assert {passage["speaker"] for passage in told["passages"]} == {"Mike Pompeo"}


def test_days_without_articles_leave_nothing(verbatim: Verbatim) -> None:
    done = verbatim("ask", "--json", "--since", "2020", "who backs Haftar")
    assert done.status == 1
    assert json.loads(done.out)["passages"] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "whenever"), "2019-04-07"),
        (("--since", "2019-05", "--until", "2019-04"), "swap"),
        (("--publisher", "Gazette"), "verbatim sources"),
    ],
)
def test_a_condition_that_cannot_be_met_names_its_remedy(verbatim: Verbatim, options: list[str], said: str) -> None:
    done = verbatim("ask", *options, "who backs Haftar")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert said in done.err


def test_an_explanation_names_shared_words_and_ranks(verbatim: Verbatim) -> None:
    told = json.loads(verbatim("ask", "--json", "--explain", "Which mercenaries does Russia send?").out)
    assert len(told["why"]) == len(told["passages"])
    assert "mercenari" in told["why"][0]["shared"]
    assert min(each["dense"] for each in told["why"] if each["dense"]) == 1


def test_a_chat_follows_up_line_by_line(verbatim: Verbatim) -> None:
    done = verbatim("chat", "--json", stdin=b"what did Pompeo say in April\nabout civilians?\n/new\nabout civilians?\n")
    carried = [json.loads(line)["understood"]["carried_over"] for line in done.out.splitlines()]
    assert carried == [[], ["speaker", "period"], []]


def test_binary_lines_and_unknown_commands_stop_no_chat(verbatim: Verbatim) -> None:
    done = verbatim("chat", "--json", stdin=b"\x00\xff\xfe\n/what\nwho backs Haftar\n")
    assert done.status == 0
    assert [json.loads(line)["found"] for line in done.out.splitlines()] == [False, True]


def test_whoever_stops_reading_a_chat_hears_no_complaint(seeds_index: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat", "--json", "--index", str(seeds_index)]
    piped = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=SEEDS.parent
    )
    with piped as chat:
        assert chat.stdin
        assert chat.stdout
        assert chat.stderr
        chat.stdout.close()
        chat.stdin.write(b"who backs Haftar\n" * 3)
        chat.stdin.close()
        assert chat.stderr.read() == b""
    assert chat.returncode == 0


def test_a_timeline_is_in_the_order_of_days(verbatim: Verbatim) -> None:
    told = json.loads(verbatim("timeline", "--json", "Pompeo").out)
    days = [moment["said"]["start"] for moment in told["moments"] if moment["said"]]
    assert told["of"] == "Mike Pompeo"
    assert days
    assert days == sorted(days)
    assert sum(told["months"].values()) == len(days)


def test_a_timeline_in_a_terminal_has_a_bar_for_each_month(verbatim: Verbatim) -> None:
    assert "2019-04 █" in verbatim("timeline", "Pompeo").out


def test_coverage_counts_every_document_once(verbatim: Verbatim) -> None:
    told = json.loads(verbatim("coverage", "--json").out)
    dated = sum(count for months in told["counts"].values() for count in months.values())
    assert dated + sum(told["undated"].values()) == len(list(SEEDS.glob("*.txt")))


def test_a_picture_is_drawn_or_its_remedy_named(verbatim: Verbatim, tmp_path: Path) -> None:
    done = verbatim("timeline", "--png", str(tmp_path / "t.png"), "Pompeo")
    if importlib.util.find_spec("matplotlib") is None:
        assert (done.status, "[plot]" in done.err) == (2, True)
    else:
        assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")


def test_a_question_that_holds_a_quotation_is_the_contracts_object_with_its_checks(verbatim: Verbatim) -> None:
    altered = "There is a military solution to the Libya conflict"
    run = verbatim("ask", "--json", f"did Pompeo say “{altered}”?")
    (asked,) = map(json.loads, run.out.splitlines())
    (plain,) = map(json.loads, verbatim("ask", "--json", "what did Pompeo say in April").out.splitlines())
    assert run.status == 1
    assert asked.keys() - plain.keys() == {"checks"}
    assert asked["ms"].keys() >= {"interpret", "retrieve", "rank", "total"}
    assert (asked["found"], asked["passages"], asked["nearest"][0]["misses"]) == (False, [], ["topic"])
    (check,) = asked["checks"]
    (checked,) = map(json.loads, verbatim("check", "--json", f"did Pompeo say “{altered}”?").out.splitlines())
    assert check == checked
    assert verbatim("ask", "who said “There is no military solution to the Libya conflict”?").status == 0
