"""Exports: everything that meets the conditions, in each format, proven again by what is in it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.export.export_formats import EXPORTS, ExportFormat
from retrieval.browsing.selection import statements
from retrieval.understanding.query import Query
from tests.places import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.library import Library
    from tests.bot.conftest import Verbatim

SOURCE = "004_5754c9ca353e8976.txt"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_statement_of_the_index_is_a_row(verbatim: Verbatim, library: Library) -> None:
    assert len(rows(verbatim("export").out)) == library.corpus.count("statements")


def test_every_passage_is_a_row_on_demand(verbatim: Verbatim, library: Library) -> None:
    assert len(rows(verbatim("export", "--passages").out)) == library.corpus.count("passages")


def test_conditions_hold_for_every_row(verbatim: Verbatim) -> None:
    conditions = ("--speaker", "Pompeo", "--since", "2019-04-07", "--until", "2019-04-08", "solution")
    chosen = rows(verbatim("export", *conditions).out)
    assert {row["speaker"] for row in chosen} == {"Mike Pompeo"}
    assert {row["said_from"] for row in chosen} == {"2019-04-07"}
    assert any("military solution" in row["text"] for row in chosen)


def test_an_agency_as_it_is_shown_names_what_it_first_published(verbatim: Verbatim) -> None:
    chosen = rows(verbatim("export", "--passages", "--publisher", "al jazeera").out)
    assert {(row["publisher"], row["agency"]) for row in chosen} == {("BlackListed News", "Al Jazeera")}
    answer = json.loads(verbatim("ask", "--json", "--publisher", "Al Jazeera", "who backs Haftar").out)
    assert {passage["source"] for passage in answer["passages"]} <= {row["source"] for row in chosen}
    assert answer["found"]


def test_nothing_that_fits_is_status_1_and_a_stranger_an_error(verbatim: Verbatim) -> None:
    assert verbatim("export", "--speaker", "Pompeo", "zeppelin").status == 1
    stranger = verbatim("export", "--speaker", "Zaphod Beeblebrox")
    assert (stranger.status, stranger.err) == (
        2, "verbatim: nobody called Zaphod Beeblebrox is quoted in these articles: verbatim speakers lists who is\n"
    )  # fmt: skip


@pytest.mark.parametrize("format_", [ExportFormat.CSV, ExportFormat.JSONL, ExportFormat.ANNOTATIONS])
def test_an_export_is_proven_again_and_a_changed_word_is_found(
    verbatim: Verbatim, tmp_path: Path, library: Library, format_: ExportFormat
) -> None:
    file = tmp_path / f"export.{format_}"
    file.write_text(verbatim("export", "--format", format_).out, encoding="utf-8")
    count = library.corpus.count("statements")
    assert verbatim("verify", str(file)).out == f"{count} citations proven\n"
    file.write_text(file.read_text(encoding="utf-8").replace("no military solution", "a military solution"))
    run = verbatim("verify", str(file))
    assert run.status == 2
    assert f"verbatim: {SOURCE}:" in run.err
    assert "does not hold the words that are cited" in run.err


def test_a_json_answer_is_proven_again_until_its_seed_changes(verbatim: Verbatim, tmp_path: Path) -> None:
    file, seeds = tmp_path / "answer.json", shutil.copytree(SEEDS, tmp_path / "copy")
    file.write_text(verbatim("ask", "--json", "what did Pompeo say in April").out, encoding="utf-8")
    assert verbatim("verify", "--seeds", str(seeds), str(file)).out == "4 citations proven\n"
    (seeds / SOURCE).write_text("Something else.")
    run = verbatim("verify", "--json", "--seeds", str(seeds), str(file))
    assert json.loads(run.out)["passages"] == 0
    assert len(json.loads(run.out)["faults"]) == 4


@pytest.mark.parametrize("source", ["../secret.txt", "/etc/hostname", "nowhere.txt"])
def test_a_hostile_file_reads_nothing_outside_the_seeds(verbatim: Verbatim, tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps({"source": source, "start": 0, "end": 6, "text": "secret"}))
    run = verbatim("verify", str(file))
    assert (run.status, run.err) == (2, f"verbatim: {source} is not among the seeds\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{}", "holds no citation"),
        (b"not json", "line 1 of"),
        (b"\xff", "is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"source": "a", "start": true, "end": 3, "text": "x"}', "holds no citation"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_said_in_one_line(verbatim: Verbatim, tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "file.json").write_bytes(content)
    run = verbatim("verify", "file.json")
    assert (run.status, run.err.count("\n")) == (2, 1)
    assert why in run.err


def test_annotations_select_the_words_by_quote_and_by_place(library: Library) -> None:
    page = json.loads("\n".join(EXPORTS[ExportFormat.ANNOTATIONS](statements(Query("", ""), library))))
    texts = {document.source: document.text for document in library.corpus.documents()}
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        target = item["target"][0] if isinstance(item["target"], list) else item["target"]
        quote, position = target["selector"]
        words = texts[target["source"]["id"]][position["start"] : position["end"]]
        assert quote["exact"] == " ".join(words.split())


def test_an_empty_export_is_still_a_page(library: Library) -> None:
    assert json.loads("\n".join(EXPORTS[ExportFormat.ANNOTATIONS]([])))["items"] == []
    assert len(list(EXPORTS[ExportFormat.CSV](statements(Query("", "zeppelin"), library)))) == 1
