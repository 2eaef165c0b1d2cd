"""The check command: claims, lines and drafts, and the status it exits with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from docx import Document

from embeddings.rebuild import rebuild
from tests.fakes import Silence
from tests.places import SEEDS
from tests.retrieval.checking.conftest import PRESS
from tests.retrieval.newsroom import write

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.encoding.onnx_encoder import OnnxEncoder
    from tests.bot.conftest import Verbatim

POMPEO = "004_5754c9ca353e8976.txt"
PRINTED = "There is no military solution to the Libya conflict"
ALTERED = "There is a military solution to the Libya conflict"


def test_a_check_is_the_contracts_object(verbatim: Verbatim) -> None:
    run = verbatim("check", "--json", f"Pompeo said “{ALTERED}”")
    (outcome,) = map(json.loads, run.out.splitlines())
    printed = outcome.pop("printed")
    assert run.status == 1
    assert outcome == {
        "line": 1,
        "claim": f"Pompeo said “{ALTERED}”",
        "quotation": ALTERED,
        "verdict": "altered",
        "differences": [{"claimed": "a", "printed": "no"}],
        "speaker": "Mike Pompeo",
        "speaker_fits": True,
        "period_fits": None,
        "reported": None,
        "variants": None,
        "notice": "",
    }
    raw = (SEEDS / POMPEO).read_text(encoding="utf-8")
    assert printed["source"] == POMPEO
    assert raw[printed["start"] : printed["end"]] == printed["text"] == PRINTED
    assert printed.keys() == {
        "text", "source", "start", "end", "title", "publisher", "published", "url", "speaker", "said", "also_in",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (f"“{PRINTED}”", 0),
        (f"Pompeo said on April 7: “{PRINTED}”", 0),
        (f"Trump said “{PRINTED}”", 1),
        (f"In May 2018 Pompeo said “{PRINTED}”", 1),
        (f"“{ALTERED}”", 1),
        ("“Nobody ever printed these very words anywhere”", 1),
        (f"“{PRINTED}” and “{ALTERED}”", 1),
    ],
)
def test_the_status_is_0_if_all_is_printed_as_claimed(verbatim: Verbatim, claim: str, status: int) -> None:
    assert verbatim("check", claim).status == status


def test_each_line_of_standard_input_is_a_claim(verbatim: Verbatim) -> None:
    run = verbatim("check", "--json", "-", stdin=f"{PRINTED}\n“{ALTERED}”\n\nno such words\n".encode())
    outcomes = [json.loads(line) for line in run.out.splitlines()]
    assert [(each["line"], each["verdict"]) for each in outcomes] == [
        (1, "word for word"),
        (2, "altered"),
        (3, "not found"),
        (4, "not found"),
    ]
    assert run.status == 1


def draft() -> list[tuple[str, str]]:
    """Return thirty paragraphs of a draft, each with what the check should say of its quotation; ten are altered."""
    text = (SEEDS / POMPEO).read_text(encoding="utf-8")
    sentences = [line for line in text.split("\n") if line.count(" ") > 15 and "“" not in line]
    words = [line.split()[:12] for line in sentences]
    printed = [(words[at % len(words)], at // len(words)) for at in range(30)]
    quoted = [line[start : len(line) - start] for line, start in printed]
    return [
        (f"Then they wrote “{' '.join([*line[:4], 'zebra', *line[5:]] if at % 3 == 0 else line)}” in the paper.",
         "altered" if at % 3 == 0 else "word for word")
        for at, line in enumerate(quoted)
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_every_quotation_of_a_draft_is_checked_with_its_line(verbatim: Verbatim, tmp_path: Path, suffix: str) -> None:
    file, paragraphs = tmp_path / f"draft{suffix}", draft()
    if suffix == ".docx":
        document = Document()
        for paragraph, _ in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(file))
        lines = range(1, 31)
    elif suffix == ".html":
        body = "\n".join(f"<p>{paragraph}</p>\n" for paragraph, _ in paragraphs)
        file.write_text(f"<html><head><title>A draft</title></head>\n<body>\n{body}</body></html>", encoding="utf-8")
        lines = range(3, 63, 2)
    else:
        file.write_text("# A draft\n\n" + "\n\n".join(paragraph for paragraph, _ in paragraphs), encoding="utf-8")
        lines = range(3, 63, 2)
    run = verbatim("check", "--json", str(file))
    assert run.status == 1
    outcomes = [json.loads(line) for line in run.out.splitlines()]
    expected = [(line, verdict) for line, (_, verdict) in zip(lines, paragraphs, strict=True)]
    assert [(each["line"], each["verdict"]) for each in outcomes] == expected


def test_what_differs_is_marked_without_colours_too(verbatim: Verbatim) -> None:
    run = verbatim("check", f"“{ALTERED}”")
    assert "claimed “There is ‹a› military solution to the Libya conflict”" in run.out
    assert "printed “There is ‹no› military solution to the Libya conflict”" in run.out


def test_a_draft_without_quotations_is_said_to_have_none(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("It rained.")
    run = verbatim("check", "draft.txt")
    assert (run.status, run.out) == (0, "")
    assert "there is no quotation in draft.txt" in run.err


def test_a_file_that_is_missing_is_one_line(verbatim: Verbatim) -> None:
    run = verbatim("check", "missing.docx")
    assert (run.status, run.out) == (2, "")
    assert run.err.splitlines() == [
        "verbatim: there is no file missing.docx: name one that can be read, or write the claim in quotation marks"
    ]


def test_variants_are_shown_where_they_are_asked_for(verbatim: Verbatim, tmp_path: Path, encoder: OnnxEncoder) -> None:
    seeds, index = write(PRESS, tmp_path / "press"), tmp_path / "press-index"
    rebuild(seeds, index, lambda: encoder, "cl100k_base", Silence())
    here = ("--seeds", str(seeds), "--index", str(index))
    claim = "“as long as the council needs”"
    assert "wants" not in verbatim("check", *here, claim).out
    shown = verbatim("check", "--variants", *here, claim).out
    assert "Daily Ledger, 2019-02-16" in shown
    assert "Harbor Times, 2019-02-14 (first)" in shown
    assert "‹wants›" in shown
    (family,) = json.loads(verbatim("variants", "--json", *here).out)
    assert family["first"]["source"] == "harbor.txt"
    assert [other["differences"] for other in family["others"]] == [[{"fullest": "wants", "printed": "needs"}]]
    assert "1 statement printed differently" in verbatim("variants", *here).out


def test_a_conversation_checks_what_it_is_told_to(verbatim: Verbatim) -> None:
    turns = f"what did Pompeo say in April\ndid he say “{ALTERED}”?\n/check {PRINTED}\n/variants\n/check\n"
    out = verbatim("chat", "--top", "1", stdin=turns.encode()).out
    assert out.index("claimed “There is ‹a› military") < out.index("word for word")
    assert "No outlet prints what was checked last in other words." in out
    assert "/check takes a quotation" in out
