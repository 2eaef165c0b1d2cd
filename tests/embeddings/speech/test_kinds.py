"""What is somebody's words, what is somebody's attitude, and what is no statement at all."""

import pytest

from embeddings.documents import StatementKind
from embeddings.speech.statements import statements
from tests.pages import document

DIRECT, INDIRECT, MIXED, ATTITUDE = StatementKind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("“The dam will hold,” Ana Ruiz said.", DIRECT),
        ("Ana Ruiz said that the dam would hold.", INDIRECT),
        ("Ana Ruiz called for a truce.", INDIRECT),
        ("The court ruled that the dam must go.", INDIRECT),
        ("Ana Ruiz said the dam was “safe enough for a century of floods” then.", MIXED),
        ("Ana Ruiz called the dam “a disgrace”.", MIXED),
        ("Ana Ruiz believes that the dam will hold.", ATTITUDE),
        ("Ana Ruiz wants to mend the dam.", ATTITUDE),
        ("Ana Ruiz criticised the builders of the dam.", ATTITUDE),
        ("Ana Ruiz is worried that the dam will break.", ATTITUDE),
    ],
)
def test_a_kind_tells_how_words_are_reported(sentence: str, kind: StatementKind) -> None:
    assert [statement.kind for statement in statements(document(sentence))] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz did not say that the dam would hold.",
        "Ana Ruiz would not say whether the dam would hold.",
        "Ana Ruiz has yet to explain why the dam broke.",
        "Ana Ruiz refused to say whether the dam would hold.",
        "It is over if Ana Ruiz says that the dam will hold.",
        "Has Ana Ruiz said that the dam will hold?",
        "There is no way to tell whether the dam will hold.",
        "Ana Ruiz might say that the dam is old.",
        "The new plans were ready.",
        "He was walking to work on Monday.",
    ],
)
def test_what_nobody_said_is_no_statement_of_words(sentence: str) -> None:
    assert [s for s in statements(document(sentence)) if s.kind is not ATTITUDE] == []


def test_each_sentence_of_a_quotation_parted_by_its_cue_is_a_statement() -> None:
    read = document("“We stay,” Ruiz said. “We fight.”")
    assert [s.content.of(read.text) for s in statements(read)] == ["“We stay,”", "“We fight.”"]
