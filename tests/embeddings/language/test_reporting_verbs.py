"""Forms of the verbs that report."""

from __future__ import annotations

import pytest

from embeddings.documents import Document, Paragraph, Reason, Span
from embeddings.language.reporting_verbs import cues
from embeddings.language.sentences import sentences
from embeddings.speech.statements import statements


@pytest.mark.parametrize(("form", "verb"), [("goes", "go"), ("echoes", "echo"), ("says", "say"), ("denies", "deny")])
def test_each_form_is_known_as_it_is_spelt(form: str, verb: str) -> None:
    assert cues()[form].lemma == verb


def test_who_goes_on_to_speak_is_read() -> None:
    text = "“It rained,” Anna Lane said. “It snowed,” Lane goes on."
    whole = Span(0, len(text))
    said = statements(Document("a.txt", text, (Paragraph(whole, Reason.BODY, sentences(text, whole)),)))
    assert [statement.speaker for statement in said] == ["Anna Lane", "Anna Lane"]
