"""An export of a database among the seeds: each of its articles is found, dated, cited and proven by itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.embeddings.cleaning.test_articles import LEXIS, REST, TOWNS, collected

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Run, Verbatim

pytestmark = pytest.mark.slow  # an index for each test

ISO_DAYS = ("2019-11-16", "2018-03-03", "2017-07-09")


@pytest.fixture
def collection(verbatim: Verbatim, tmp_path: Path) -> Verbatim:
    (tmp_path / "export.txt").write_text(collected(LEXIS))
    home = str(tmp_path / "home")
    assert "3 articles, 15 paragraphs" in verbatim("add", "--home", home, "export.txt").out

    def run(*arguments: str) -> Run:
        return verbatim("--home", home, *arguments)

    return run


@pytest.mark.parametrize(("town", "day"), list(zip(TOWNS, ISO_DAYS, strict=True)))
def test_a_passage_of_an_export_stands_in_the_file_and_has_its_own_articles_day(
    collection: Verbatim, town: str, day: str
) -> None:
    asked = collection("ask", "--json", "--top", "1", f"when did the council of {town} vote to close the old bridge")
    (passage,) = json.loads(asked.out)["passages"]
    words = collected(LEXIS)[passage["start"] : passage["end"]]
    assert (passage["source"], passage["text"], passage["published"]) == ("export.txt", " ".join(words.split()), day)
    assert f"The council of {town}" in words


def test_every_article_of_an_export_is_listed_and_proven(collection: Verbatim) -> None:
    listed = json.loads(collection("sources", "--json").out)
    assert [(row["source"], row["passages"]) for row in listed] == [("export.txt", 5)] * 3
    assert collection("verify").out == "15 passages proven\n"


def test_an_export_is_inspected_article_by_article(collection: Verbatim) -> None:
    lines = collection("inspect", "--json", "export.txt").out.splitlines()
    days = [json.loads(line)["published"] for line in lines]
    assert tuple(days) == ISO_DAYS
    assert all(REST.format(town).splitlines()[0] in line for town, line in zip(TOWNS, lines, strict=True))


def test_a_page_of_an_export_shows_each_article_with_its_own_words(collection: Verbatim) -> None:
    articles = collection("page", "export.txt").out.split("<article")[1:]
    assert len(articles) == 3
    for town, article in zip(TOWNS, articles, strict=True):
        kept = "".join(re.findall(r'<div class="row"><p>.*?</p>', article, re.DOTALL))
        assert [other for other in TOWNS if f"The council of {other}" in kept] == [town]


def test_articles_of_one_export_are_cited_apart(collection: Verbatim) -> None:
    entries = collection("ask", "--format", "bibtex", "when did the councils vote to close the old bridge").out
    assert entries.count("@article{export.txt") == len(set(re.findall(r"date = \{(.+?)\}", entries))) > 1
