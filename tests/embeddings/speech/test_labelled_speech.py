"""Words that layout alone gives to a speaker: labels, lead-ins and signatures."""

from dataclasses import replace

import pytest

from embeddings.documents import Provenance
from embeddings.speech.statements import statements
from tests.pages import document


def told(*paragraphs: str) -> list[tuple[str, str]]:
    read = document(*paragraphs)
    return [(each.speaker, each.content.of(read.text)) for each in statements(read)]


QUOTED = "“The dam is a hard piece of work, and it holds the valley dry for all of us.”"


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("And from Chairwoman Rosenbaum:", "Rosenbaum"),
        ("Chairwoman Ana Ruiz:", "Ana Ruiz"),
        ("From the desk of John Doe, chief of the Dale Gazette.", "John Doe"),
    ],
)
@pytest.mark.parametrize("quoted", [QUOTED, QUOTED.rstrip("”")])
def test_a_line_may_only_say_whose_the_quotation_below_it_is(line: str, speaker: str, quoted: str) -> None:
    assert told("Mark Holt said it rained.", line, quoted)[-1] == (speaker, quoted)


@pytest.mark.parametrize("line", ["Read more:", "Ana Ruiz was wet:", "In the valley it rained for Ana Ruiz."])
def test_a_line_that_says_more_or_names_nobody_leads_nothing_in(line: str) -> None:
    assert ("Ana Ruiz", QUOTED) not in told(line, QUOTED)


def test_a_signature_closes_a_quotation_with_others_in_it() -> None:
    assert told("“He calls it “old” and us “late” for a dam.” ― Ana Ruiz", "“It holds.” -Mayor Leo Holt") == [
        ("Ana Ruiz", "“He calls it “old” and us “late” for a dam.”"),
        ("Leo Holt", "“It holds.”"),
    ]


def test_answers_are_whose_interview_it_is_and_nobody_is_named_for_the_questions() -> None:
    assert told(
        "Ana Ruiz, the mayor of Dale, met with our reporter Leo Holt last week. Ruiz has led the town for a year.",
        "Q: Will the dam hold?",
        "A: It will.",
        "Q: And the roof?",
        "A: Not at all.",
    ) == [
        ("", "Will the dam hold?"),
        ("Ana Ruiz", "It will."),
        ("", "And the roof?"),
        ("Ana Ruiz", "Not at all."),
    ]


def test_a_transcript_names_its_speakers_in_capitals_in_full_once_then_short() -> None:
    assert told(
        "JAKE TAPPER, CNN HOST: Welcome to the show, it is good to have you here with us.",
        "ANA RUIZ (D), MAYOR OF DALE: Thank you, it is always good to be on the air with you.",
        "TAPPER: Will the dam hold this year, do you think?",
        "RUIZ: It will.",
    ) == [
        ("Jake Tapper", "Welcome to the show, it is good to have you here with us."),
        ("Ana Ruiz", "Thank you, it is always good to be on the air with you."),
        ("Jake Tapper", "Will the dam hold this year, do you think?"),
        ("Ana Ruiz", "It will."),
    ]


def test_a_subject_whose_verb_is_quoted_is_spoken_of_by_whoever_spoke_before() -> None:
    assert told("“The dam is old,” said Ana Ruiz.", "Leo Holt “sort of misspoke about it all that day.”")[-1] == (
        "Ana Ruiz",
        "“sort of misspoke about it all that day.”",
    )


def test_i_is_who_wrote_the_article() -> None:
    read = replace(document("I think that it rained."), provenance=Provenance(author="Ana Ruiz"))
    assert [each.speaker for each in statements(read)] == ["Ana Ruiz"]
    assert [each.speaker for each in statements(document("I think that it rained."))] == [""]
