from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Document, Span, SpeakerEvidence, Statement, StatementKind
from embeddings.people.directory import sightings, speaker_directory

ONE = {("Secretary of State Ana Ruiz", "Ana Ruiz"), ("Ruiz", "Ana Ruiz")}
TWO = {("Ruiz", "Ruiz"), ("Mr. Donald J. Moss", "Donald J. Moss")}
THREE = {("Donald Moss", "Donald Moss"), ("the FRL", "Free Rivers League")}
FOUR = {("the US State Department", "US State Department"), ("Donald Moss", "Donald Moss")}
FIVE = {("State Department", "State Department")}
CORPUS = [ONE, TWO, THREE, FOUR, FIVE]


def test_a_bare_surname_means_the_one_person_of_that_name() -> None:
    found = speaker_directory(CORPUS)
    assert {found.canonical(name) for name in ("Ruiz", "Ana Ruiz", "Secretary of State Ana Ruiz")} == {"Ana Ruiz"}


def test_a_middle_initial_makes_no_other_person() -> None:
    assert speaker_directory(CORPUS).canonical("Donald J. Moss") == "Donald Moss"


def test_a_bare_surname_stays_its_own_where_several_fit() -> None:
    found = speaker_directory([{("Ana Ruiz", "Ana Ruiz")}, {("Leo Ruiz", "Leo Ruiz")}, {("Ruiz", "Ruiz")}])
    assert found.canonical("Ruiz") == "Ruiz"


@pytest.mark.parametrize(("documents", "meant"), [(2, "Ruiz"), (3, "Ana Ruiz")])
def test_a_bare_surname_means_the_namesake_whom_three_times_as_many_documents_name(documents: int, meant: str) -> None:
    ana = [{("Ana Ruiz", "Ana Ruiz")}] * documents
    assert speaker_directory([*ana, {("Leo Ruiz", "Leo Ruiz")}, {("Ruiz", "Ruiz")}]).canonical("Ruiz") == meant


def test_an_acronym_leads_to_its_body() -> None:
    assert speaker_directory(CORPUS).canonical("F.R.L.") == "Free Rivers League"


def test_a_body_named_short_is_the_one_named_in_full() -> None:
    found = speaker_directory(CORPUS)
    assert found.canonical("the State Department") == found.canonical("U.S. State Department") == "US State Department"


def test_aliases_are_the_printed_forms_and_no_pronouns() -> None:
    found = speaker_directory([ONE | {("she", "Ana Ruiz")}])
    assert set(found.aliases("Ana Ruiz")) == {"Ana Ruiz", "Ruiz", "Secretary of State Ana Ruiz"}


def test_an_unknown_name_is_itself_without_titles() -> None:
    assert speaker_directory([]).canonical("Senator Leo Holt") == "Leo Holt"


@given(st.permutations(CORPUS))
def test_the_order_of_the_documents_changes_nothing(corpus: list[set[tuple[str, str]]]) -> None:
    assert speaker_directory(corpus) == speaker_directory(CORPUS)


def test_a_speaker_carried_over_from_other_words_is_not_known_by_the_name_beside_those() -> None:
    carried = Statement("Leo Holt", Span(0, 8), None, Span(10, 20), StatementKind.DIRECT)
    carried = replace(carried, speaker_evidence=SpeakerEvidence.CARRIED)
    named = replace(carried, speaker="Ana Ruiz", speaker_evidence=SpeakerEvidence.NAME)
    assert sightings(Document("a.txt", "Ana Ruiz  “It will.” ", statements=(carried, named))) == {
        ("Ana Ruiz", "Ana Ruiz")
    }


def test_what_a_person_states_of_a_name_wins() -> None:
    found = speaker_directory(CORPUS, {"Donald Moss": "Don Moss", "FRL": "Free Rivers", "State Department": ""})
    assert [found.canonical(name) for name in ("Donald J. Moss", "Donald Moss", "FRL")] == ["Don Moss"] * 2 + [
        "Free Rivers"
    ]
    assert found.canonical("State Department") == ""
    assert found.documents["Don Moss"] == 3


def test_two_who_speak_as_one_lend_neither_the_others_name() -> None:
    text = "Leo Reed and Ana Ruiz  “It will.” "
    both = Statement("Leo Reed and Ana Ruiz", Span(0, 21), Span(0, 0), Span(23, 33), StatementKind.DIRECT)
    seen = sightings(Document("a.txt", text, statements=(both,)))
    assert speaker_directory([seen]).aliases("Leo Reed") == ("Leo Reed",)
