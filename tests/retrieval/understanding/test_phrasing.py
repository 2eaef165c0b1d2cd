"""How a question is put, read without knowing who speaks in the corpus."""

from __future__ import annotations

import pytest

from retrieval.understanding.phrasing import phrasing


@pytest.mark.parametrize(
    ("question", "subject", "topic"),
    [
        ("what did Pompeo say", "Pompeo", ""),
        ("what did Pompeo say about the truce", "Pompeo", "truce"),
        ("What has the State Department said about Libya?", "State Department", "Libya"),
        ("what did General Thomas Waldhauser say on security", "General Thomas Waldhauser", "security"),
        ("Pompeo's statement", "Pompeo", ""),
        ("Pompeo’s statement on Libya", "Pompeo", "Libya"),
        ("statements by the State Department", "State Department", ""),
        ("remarks from the White House about the call", "White House", "call"),
        ("quotes from Graham on Syria", "Graham", "Syria"),
        ("latest from Graham on Syria", "Graham", "Syria"),
        ("Graham on Syria", "Graham", "Syria"),
        ("Graham said that Syria matters", "Graham", "Syria matters"),
        ("who pays according to Graham", "Graham", "pays"),
        ("the UN position on fuel", "UN", "fuel"),
        ("what was the reaction of Graham to the vote", "Graham", "vote"),
        ("Graham's and Pompeo's views on Syria", "Graham and Pompeo", "Syria"),
        ("statements by Graham, Pompeo and the UN on oil", "Graham , Pompeo and the UN", "oil"),
        ("according to Graham, who pays", "Graham", "pays"),
        ("what Graham thinks of Syria", "Graham", "Syria"),
        ("what would Graham have said", "Graham", ""),
        ("has anyone from the White House commented", "White House", ""),
        ("What did Graham say? Was it about Syria?", "Graham", ""),
        ("what comments did Graham make on Syria", "Graham", "Syria"),
        ("what position has the UN taken on fuel", "UN", "fuel"),
        ("what Graham has been saying of Syria", "Graham", "Syria"),
        ("did Graham say anything about Syria", "Graham", "Syria"),
        ("Graham defends the farm bill", "Graham", "farm bill"),
        ("Graham warns about fuel", "Graham", "fuel"),
    ],
)
def test_whose_words_are_asked_for_and_on_what(question: str, subject: str, topic: str) -> None:
    read = phrasing(question)
    assert (read.reports, read.subject, read.topic) == (True, subject, topic)


@pytest.mark.parametrize(
    "question", ["who said that the harbor is closed", "Who has said that the harbor is closed?", "who told reporters"]
)
def test_who_said_names_nobody(question: str) -> None:
    read = phrasing(question)
    assert (read.reports, read.subject) == (True, None)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("who warned about fuel", "fuel"),
        ("who has criticized the strike", "strike"),
        ("Who denied it?", "it"),
        ("who is calling for a truce", "truce"),
        ("who confirmed that the harbor is closed", "harbor closed"),
        ("which senators have condemned the deal", "senators deal"),
        ("who in the Senate condemned the deal", "in Senate deal"),
        ("people who criticized the deal", "deal"),
        ("senators who warned about the deal", "senators about deal"),
        ("what has been said about Syria", "Syria"),
        ("what is being said about Syria", "Syria"),
        ("which officials called for a truce", "officials for truce"),
    ],
)
def test_who_reports_in_whatever_way_asks_for_words(question: str, topic: str) -> None:
    read = phrasing(question)
    assert (read.reports, read.subject, read.topic) == (True, None, topic)


@pytest.mark.parametrize(
    "question",
    [
        "who attacked the harbor",
        "who called",
        "who was accused of fraud",
        "who wrote the report",
        "who found the ship",
        "which book by Edward Said is best",
        "what should I say",
        "how would we know",
        "what do you think of it",
    ],
)
def test_who_does_a_deed_or_is_spoken_to_asks_for_no_words(question: str) -> None:
    assert not phrasing(question).reports


@pytest.mark.parametrize("nobody", ["he", "she", "they", "anyone", "people", "somebody", "You"])
def test_a_word_that_stands_for_anybody_is_no_subject(nobody: str) -> None:
    read = phrasing(f"what did {nobody} say about the ferry")
    assert (read.reports, read.subject, read.topic) == (True, None, "ferry")


@pytest.mark.parametrize(
    "question",
    [
        "how many people were killed",
        "where is the harbor",
        "when was the bridge built",
        "what is the LNA",
        "who won the race",
        "why did the line close",
    ],
)
def test_a_question_for_a_fact_asks_for_no_words(question: str) -> None:
    assert not phrasing(question).reports


@pytest.mark.parametrize("question", ["what did Graham say about Syria", "what did Graham announce"])
def test_only_words_answer_who_is_asked_for_words(question: str) -> None:
    assert phrasing(question).plain


@pytest.mark.parametrize("question", ["what did Graham think about Syria", "what does Graham want"])
def test_more_than_words_may_tell_what_somebody_thinks_or_wants(question: str) -> None:
    read = phrasing(question)
    assert (read.subject, read.plain) == ("Graham", False)


@pytest.mark.parametrize("polite", ["please tell me ", "could you tell me ", "I would like to know "])
def test_a_polite_opening_changes_nothing(polite: str) -> None:
    plain, put = phrasing("what did Graham say about Syria"), phrasing(polite + "what did Graham say about Syria")
    assert put == plain


@pytest.mark.parametrize("text", ["", "?", "…", "the", "of of of", "who", "'s 's", "said", "by", "according to"])
def test_a_scrap_is_read_without_a_fault(text: str) -> None:
    assert phrasing(text).topic is not None


@pytest.mark.parametrize("length", [2_000])
def test_a_long_run_of_question_words_is_read_at_once(length: int) -> None:
    assert phrasing(("what did by on said 's " * length)[:length]).topic
