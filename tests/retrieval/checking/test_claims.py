"""Quotations in what people write, and whom they name as the speaker."""

from __future__ import annotations

import pytest

from retrieval.checking.claims import claims_in, claims_in_line


@pytest.mark.parametrize(
    ("line", "quotation", "speaker"),
    [
        ("Pompeo said “There is no way out”", "There is no way out", "Pompeo"),
        ("“There is no way out,” House Speaker Paul Ryan said on Monday.", "There is no way out,", "Paul Ryan"),
        ('did Pompeo say "There is a way out"', "There is a way out", "Pompeo"),
        ("who said 'there is no way out of it'?", "there is no way out of it", None),
        ("when did he say “there is no way out”?", "there is no way out", None),
        ("Pompeo: “There is no way out.”", "There is no way out.", "Pompeo"),
        ("“I call it ‘the end’ of it”", "I call it ‘the end’ of it", None),
    ],
)
def test_the_quotation_and_its_speaker_are_read(line: str, quotation: str, speaker: str | None) -> None:
    (claim,) = claims_in_line(line)
    assert (claim.quotation, claim.speaker) == (quotation, speaker)


def test_a_line_without_marks_is_itself_the_quotation() -> None:
    (claim,) = claims_in_line("  There is no way out \n", 7)
    assert (claim.quotation, claim.line) == ("There is no way out", 7)


def test_each_quotation_of_a_text_has_the_speaker_of_its_own_sentence() -> None:
    claims = claims_in(
        "“It rained,” Anna Lane said.\n\nPeter Marsh said: “It snowed.” Then “it froze over,” Lane added."
    )
    assert [(claim.quotation, claim.speaker) for claim in claims] == [
        ("It rained,", "Anna Lane"),
        ("It snowed.", "Peter Marsh"),
        ("it froze over,", "Anna Lane"),
    ]


def test_a_text_without_quotation_marks_has_no_quotation() -> None:
    assert claims_in("It rained, Anna May said. It's over.") == []
