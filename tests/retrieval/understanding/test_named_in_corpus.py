"""Names in a question, matched with those who speak in the corpus."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from embeddings.indexing.local_index import LocalIndex
from embeddings.rebuild import rebuild
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import open_current
from retrieval.understanding.named_in_corpus import Vocabulary
from tests.fakes import HashEncoder, Silence

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.library import Library
    from retrieval.understanding.named_in_corpus import Voice


def voice(phrase: str, library: Library) -> Voice:
    found = library.vocabulary.voice(phrase)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Omar Haddad", "Omar Haddad"),
        ("omar haddad", "Omar Haddad"),
        ("OMAR HADDAD", "Omar Haddad"),
        ("Haddad", "Omar Haddad"),
        ("General Haddad", "Omar Haddad"),
        ("General Omar Haddad", "Omar Haddad"),
        ("Senator Graham", "Lindsey Graham"),
        ("United Nations", "United Nations"),
        ("State Department", "State Department"),
        ("UN", "United Nations"),
        ("U.N.", "United Nations"),
        ("Omar", "Omar Haddad"),
        ("the mayor", "Helen Marsh"),
        ("The Mayor", "Helen Marsh"),
        ("senator graham", "Lindsey Graham"),
        ("un", "United Nations"),
        ("Will", "Will Carter"),
    ],
)
def test_a_name_is_found_in_full_in_part_and_in_any_case(phrase: str, name: str, newsroom: Library) -> None:
    found = voice(phrase, newsroom)
    assert (found.name, found.respelt) == (name, False)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Hadadd", "Omar Haddad"),
        ("Haddda", "Omar Haddad"),
        ("Grahm", "Lindsey Graham"),
        ("Lindsay Graham", "Lindsey Graham"),
        ("Lyndsay Graham", "Lindsey Graham"),  # two letters of seven
        ("Unitd Nations", "United Nations"),
        ("State Departmnet", "State Department"),
    ],
)
def test_a_letter_or_two_may_be_wrong_or_change_places(phrase: str, name: str, newsroom: Library) -> None:
    found = voice(phrase, newsroom)
    assert (found.name, found.respelt) == (name, True)


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Haddad and Graham", {"Omar Haddad", "Lindsey Graham"}),
        ("haddad or graham", {"Omar Haddad", "Lindsey Graham"}),
        ("Haddad, Graham and the UN", {"Omar Haddad", "Lindsey Graham", "United Nations"}),
        ("Hadad & Grahm", {"Omar Haddad", "Lindsey Graham"}),
        ("Mark vs. Will", {"Mark Weber", "Will Carter"}),
        ("Graham and others", {"Lindsey Graham"}),
    ],
)
def test_names_that_are_joined_mean_everybody_named(phrase: str, names: set[str], newsroom: Library) -> None:
    assert {newsroom.vocabulary.speakers[each].name for each in voice(phrase, newsroom).speakers} == names


def test_of_names_that_are_joined_the_unknown_are_told(newsroom: Library) -> None:
    found = voice("Merkel, Haddad and Macron", newsroom)
    assert (found.name, found.unknown) == ("Omar Haddad", ("Merkel", "Macron"))


def test_the_name_of_several_means_them_again(newsroom: Library) -> None:
    found = voice("Haddad and Graham", newsroom)
    assert voice(found.name, newsroom) == found


@pytest.mark.parametrize("phrase", ["Merkel and Macron", "and", ",", "Merkel, and"])
def test_names_of_whom_none_is_known_are_nobodys(phrase: str, newsroom: Library) -> None:
    assert newsroom.vocabulary.voice(phrase) is None


@pytest.mark.parametrize("phrase", ["Merkel", "Gram", "Hedded", "Had", "Hammond", "xyz", "12"])
def test_what_nobody_is_called_is_nobody(phrase: str, newsroom: Library) -> None:
    assert newsroom.vocabulary.voice(phrase) is None


def test_a_surname_that_two_bear_means_both_and_a_full_name_one(newsroom: Library) -> None:
    names = {speaker.id: speaker.name for speaker in newsroom.vocabulary.speakers.values()}
    assert {names[each] for each in voice("Marsh", newsroom).speakers} == {"Helen Marsh", "Peter Marsh"}
    assert {names[each] for each in voice("Peter Marsh", newsroom).speakers} == {"Peter Marsh"}


def test_the_name_shown_for_several_is_of_who_speaks_in_most_documents(newsroom: Library) -> None:
    assert voice("Marsh", newsroom).name == "Helen Marsh"


def test_of_namesakes_as_well_known_as_each_other_the_first_in_the_corpus_is_shown(tmp_path: Path) -> None:
    for file, name in enumerate(("Jonas Lindqvist", "Berta Lindqvist")):
        (tmp_path / f"{file}.txt").write_text(f"Harbor news\n\n“The pier is safe,” {name} said on Monday.\n", "utf-8")
    rebuild(tmp_path, tmp_path / "index", HashEncoder, "cl100k_base", Silence())
    with ExitStack() as stack:
        folder = stack.enter_context(closing(open_current(tmp_path / "index"))).folder
        corpus = stack.enter_context(closing(Corpus(folder / CORPUS)))
        index = stack.enter_context(closing(LocalIndex(folder)))
        namesakes = Vocabulary(corpus, index).voice("Lindqvist")
        assert namesakes is not None
        assert (namesakes.name, len(namesakes.speakers)) == (corpus.people.speaker(0).name, 2)


def test_the_newest_day_is_that_of_the_newest_article(newsroom: Library) -> None:
    assert newsroom.vocabulary.newest == date(2021, 7, 29)


def test_the_years_come_latest_first(newsroom: Library) -> None:
    years = newsroom.vocabulary.years
    assert list(years) == sorted(years, reverse=True)
    assert {2017, 2019, 2020, 2021} <= set(years)


def test_every_outlet_is_known(newsroom: Library) -> None:
    assert set(newsroom.vocabulary.publishers.values()) == {"Daily Ledger", "Harbor Times", "Northern Wire"}


def test_the_years_are_all_those_of_which_passages_speak_the_latest_first(newsroom: Library) -> None:
    documents = newsroom.corpus.documents()
    passages = (passage for document in documents for passage in newsroom.corpus.passages_of(document.id))
    told = {passage.said.first.year for passage in passages if passage.said}
    assert newsroom.vocabulary.years == tuple(sorted(told, reverse=True))
