"""The command line as a person or a program meets it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Verbatim


@pytest.fixture
def damaged(seeds_index: Path, tmp_path: Path) -> Path:
    """Return a copy of the index that a test may harm."""
    shutil.copytree(seeds_index, tmp_path / "damaged")
    return tmp_path / "damaged"


def test_a_question_is_answered_with_words_that_stand_in_the_seed(verbatim: Verbatim) -> None:
    answer = json.loads(verbatim("ask", "--json", "what did Pompeo say about a military solution").out)
    first = answer["passages"][0]
    raw = (SEEDS / first["source"]).read_bytes().decode("utf-8")
    assert first["source"] == "004_5754c9ca353e8976.txt"
    assert "There is no military solution" in first["text"]
    assert first["text"] == " ".join(raw[first["start"] : first["end"]].split())


def test_every_field_of_the_contract_is_there(verbatim: Verbatim) -> None:
    answer = json.loads(verbatim("ask", "--json", "who backs Haftar").out)
    assert " ".join(answer) == "question found confidence understood passages nearest notice index ms"
    assert " ".join(answer["understood"]) == "speaker period topic kind carried_over"
    assert " ".join(answer["passages"][0]) == (
        "rank text source start end publisher published title url speaker said score highlights also_in "
        "answer doubts digest"
    )


def test_many_questions_are_answered_in_order_and_one_that_cannot_be_asked_stops_none(verbatim: Verbatim) -> None:
    asked = ["who backs Haftar", "", "?!", "x" * 100_000, "what is the LNA"]
    run = verbatim("ask", "--json", "-", stdin="\n".join(asked).encode() + b"\n\xff\xfe\n")
    answers = [json.loads(line) for line in run.out.splitlines()]
    assert [answer["found"] for answer in answers] == [True, False, False, False, True, False]
    assert [answer["question"] for answer in answers[:5]] == asked
    assert run.status == 0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "the question is empty"),
        ("  ?! \x07", "the question is empty"),
        ("x" * 100_000, "the question has 100,000 characters: ask in at most 2,000"),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_line_with_the_remedy(
    verbatim: Verbatim, question: str, said: str
) -> None:
    run = verbatim("ask", question)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"verbatim: {said}")
    assert run.err.count("\n") == 1


def test_control_characters_in_a_question_change_nothing(verbatim: Verbatim) -> None:
    plain = json.loads(verbatim("ask", "--json", "who backs Haftar").out)
    hostile = json.loads(verbatim("ask", "--json", "who\x1b backs\x00 Haftar").out)
    assert [p["start"] for p in plain["passages"]] == [p["start"] for p in hostile["passages"]]


def test_max_tokens_packs_the_best_passages_that_fit(verbatim: Verbatim) -> None:
    def spent(*options: str) -> list[int]:
        answer = json.loads(verbatim("ask", "--json", "--top", "20", *options, "who backs Haftar").out)
        return [len(passage["text"]) for passage in answer["passages"]]

    assert len(spent("--max-tokens", "60")) < len(spent())
    assert spent("--max-tokens", "1") == []


def test_chat_starts_afresh_without_a_word_and_answers_every_other_line(verbatim: Verbatim) -> None:
    run = verbatim("chat", "--json", stdin=b"who backs Haftar\n/new\nwhat is the LNA\n")
    assert [json.loads(line)["question"] for line in run.out.splitlines()] == ["who backs Haftar", "what is the LNA"]


def test_verify_proves_every_passage(verbatim: Verbatim) -> None:
    run = verbatim("verify")
    assert run.status == 0
    assert run.out.endswith(" passages proven\n")


def test_verify_names_the_seed_that_was_edited_added_or_removed(verbatim: Verbatim, tmp_path: Path) -> None:
    seeds = tmp_path / "edited"
    shutil.copytree(SEEDS, seeds)
    edited = seeds / "004_5754c9ca353e8976.txt"
    edited.write_bytes(edited.read_bytes().replace(b"military solution", b"military folution"))
    (seeds / "000_58a02a836a281931.txt").unlink()
    (seeds / "new.txt").write_text("The minister said that nothing had changed.")
    run = verbatim("verify", "--seeds", str(seeds))
    assert run.status == 2
    assert "004_5754c9ca353e8976.txt has changed since the index was built" in run.err
    assert "000_58a02a836a281931.txt is no longer among the seeds" in run.err
    assert "new.txt is not in the index" in run.err


@pytest.mark.parametrize("name", ["corpus.sqlite", "vectors.bin", "vectors.npy", "encoder/model.onnx", "manifest.json"])
def test_a_damaged_or_missing_file_of_the_index_is_named_with_the_remedy(
    verbatim: Verbatim, damaged: Path, name: str
) -> None:
    file = next(damaged.glob(f"2*/{name}"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    spoilt = verbatim("ask", "--index", str(damaged), "who backs Haftar")
    file.unlink()
    missing = verbatim("ask", "--index", str(damaged), "who backs Haftar")
    for run in (spoilt, missing):
        assert (run.status, run.out) == (2, "")
        assert name in run.err
        assert run.err.endswith("run verbatim rebuild\n")


def test_an_index_of_another_format_names_the_remedy(verbatim: Verbatim, damaged: Path) -> None:
    manifest = next(damaged.glob("2*/manifest.json"))
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    run = verbatim("ask", "--index", str(damaged), "who backs Haftar")
    assert run.status == 2
    assert "run verbatim rebuild" in run.err


def test_an_index_of_another_encoder_names_the_remedy(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBATIM_ENCODER", "another/model")
    run = verbatim("ask", "who backs Haftar")
    assert run.status == 2
    assert "the settings name 'another/model': run verbatim rebuild" in run.err


@pytest.mark.slow
def test_the_first_question_builds_the_index_and_says_so(verbatim: Verbatim, tmp_path: Path) -> None:
    run = verbatim("ask", "--index", str(tmp_path / "fresh"), "--json", "who backs Haftar")
    assert run.status == 0
    assert "building it from" in run.err
    assert json.loads(run.out)["found"]


def test_a_bad_option_or_command_is_one_line(verbatim: Verbatim) -> None:
    for arguments in (["ask", "--top", "many", "x"], ["nothing"], ["ask", "--top", "0", "x"], ["ask"]):
        run = verbatim(*arguments)
        assert run.status == 2
        assert run.err.startswith("verbatim: ")
        assert run.err.count("\n") == 1


def test_a_reader_who_leaves_early_is_no_error(seeds_index: Path) -> None:
    command = f"{sys.executable} -m bot ask --index {seeds_index} - | head -1"
    questions = "who backs Haftar\n" * 200
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], input=questions, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_inspect_tells_what_was_read_with_the_contracts_fields(verbatim: Verbatim) -> None:
    seen = json.loads(verbatim("inspect", "--json", str(next(SEEDS.glob("003_*")))).out)
    assert " ".join(seen) == (
        "source title publisher author agency published published_evidence url paragraphs dates statements"
    )
    assert " ".join(seen["paragraphs"][0]) == "start end text kept why"
    assert " ".join(seen["dates"][0]) == "start end text from to inferred"
    assert " ".join(seen["statements"][0]) == (
        "speaker speaker_span cue content kind said speaker_evidence certain day_evidence"
    )


def test_inspect_reads_a_seed_in_the_light_of_the_others(verbatim: Verbatim) -> None:
    assert "April 7: 2019-04-07 (year inferred)" in verbatim("inspect", str(next(SEEDS.glob("004_*")))).out


def test_inspect_dropped_shows_only_what_is_dropped(verbatim: Verbatim) -> None:
    path = str(next(SEEDS.glob("004_*")))
    plain = verbatim("inspect", "--dropped", path).out
    seen = json.loads(verbatim("inspect", "--dropped", "--json", path).out)
    assert [paragraph["why"] for paragraph in seen["paragraphs"]] == ["promotion", "title", "caption", "source"]
    assert (seen["dates"], seen["statements"]) == ([], [])
    assert "Join our brand new" in plain
    assert "Pompeo" not in plain


def test_help_says_in_whole_sentences_what_each_command_does(verbatim: Verbatim) -> None:
    said = verbatim("--help").out
    assert "..." not in said.partition("Commands:")[2]
    assert "Check whether the quotations in CLAIM are printed word for word." in said


def test_what_is_missing_is_said_with_where_to_look(verbatim: Verbatim) -> None:
    assert verbatim("ask").err == "verbatim: Missing argument 'QUESTION...': verbatim ask --help has examples\n"
    assert (
        "verbatim: nowhere.txt cannot be read (there is no such file): name another"
        in verbatim("inspect", "nowhere.txt").err
    )
