"""Figures on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.commands.group import commands
from embeddings.errors import QuestionsError
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Evaluate = Callable[..., str]

RIGHT = "what did Pompeo say about a military solution"
WRONG = "how many people were killed on April 7"
NOWHERE = "what did Erdogan say in April"
SOURCE = "004_5754c9ca353e8976.txt"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Write one question answered right, one whose gold stands elsewhere, and one that nothing answers."""
    text = (SEEDS / SOURCE).read_bytes().decode("utf-8")
    at = text.index("There is no military solution")
    rows = [{"question": asked, "gold": [[SOURCE, at, at + 29]]} for asked in (RIGHT, WRONG)]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (*rows, {"question": NOWHERE, "gold": []})))
    return path


@pytest.fixture
def evaluate(seeds_index: Path, questions: Path) -> Evaluate:
    def run(*options: str) -> str:
        arguments = ["evaluate", str(questions), "--index", str(seeds_index), *options]
        return CliRunner().invoke(commands, arguments, catch_exceptions=False, standalone_mode=False).output

    return run


def test_the_figures_are_one_object(evaluate: Evaluate) -> None:
    told = json.loads(evaluate("--json"))
    assert " ".join(told) == (
        "questions hit@1 hit@4 hit@10 mrr@10 precision@5 recall@10 silent_when_nothing_fits answered_when_it_could "
        "confidence_auc median_ms p95_ms"
    )
    assert (told["questions"], told["hit@1"], told["silent_when_nothing_fits"]) == (3, 0.5, 1.0)


def test_the_figures_are_a_line_each_for_a_reader(evaluate: Evaluate) -> None:
    lines = evaluate().splitlines()
    assert lines[0].split() == ["questions", "3"]
    assert lines[1].split() == ["hit@1", "0.5000"]
    assert len({len(line) for line in lines}) == 1


def test_the_misses_show_what_was_wanted_and_what_came(evaluate: Evaluate) -> None:
    (miss,) = json.loads(evaluate("--json", "--misses"))["misses"]
    assert miss["question"] == WRONG
    assert [spot["source"] for spot in miss["wanted"]] == [SOURCE]
    assert miss["came"][0]["source"] == SOURCE
    assert "no military solution" not in miss["came"][0]["text"]


def test_the_misses_are_readable_too(evaluate: Evaluate) -> None:
    told = evaluate("--misses")
    assert f"\n\n{WRONG}\n  wanted {SOURCE}:" in told
    assert RIGHT not in told


def test_a_file_that_cannot_be_used_is_an_error(evaluate: Evaluate, questions: Path) -> None:
    questions.write_text("{\n")
    with pytest.raises(QuestionsError, match=r"questions\.jsonl line 1 is no JSON"):
        evaluate()


def test_a_figure_that_no_question_tells_is_a_dash(evaluate: Evaluate, questions: Path) -> None:
    questions.write_text(json.dumps({"question": NOWHERE, "gold": []}))
    lines = dict(line.rsplit(maxsplit=1) for line in evaluate().splitlines())
    assert (lines["hit@1"], lines["silent_when_nothing_fits"]) == ("-", "1.0000")
