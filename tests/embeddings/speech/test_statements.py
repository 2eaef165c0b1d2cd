import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Document, Statement, StatementKind
from embeddings.speech.labelled_speech import turns
from embeddings.speech.statements import statements
from tests.counting import calls_of
from tests.pages import document
from tests.places import SEEDS


def told(*paragraphs: str) -> list[tuple[str, str]]:
    read = document(*paragraphs)
    return [(s.speaker, s.content.of(read.text)) for s in statements(read)]


def of_seed(start: str) -> tuple[Document, tuple[Statement, ...]]:
    text = next(SEEDS.glob(f"{start}*")).read_text(encoding="utf-8")
    read = document(*(line for line in text.split("\n") if line.strip()))
    return read, statements(read)


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("“The dam will hold,” said Ana Ruiz.", "Ana Ruiz", "“The dam will hold,”"),
        ("“The dam will hold,” Mayor Ana Ruiz told AFP on Monday.", "Ana Ruiz", "“The dam will hold,”"),
        ("“Will the dam hold?” Ruiz asked on Monday.", "Ruiz", "“Will the dam hold?”"),
        ("Officials said the dam would hold.", "Officials", "the dam would hold"),
        ("The dam, Ruiz said, will hold.", "Ruiz", "The dam, Ruiz said, will hold"),
        (
            "The dam will hold, according to two people familiar with the matter.",
            "two people familiar with the matter",
            "The dam will hold",
        ),
        ("According to the ministry, the dam will hold.", "ministry", "the dam will hold"),
        ("The dam, which officials said will hold, is old.", "officials", "will hold"),
        ("The dam will hold, said a crowd of men who live near it.", "crowd of men", "The dam will hold"),
        ("Three days after Ruiz told the council it would hold, it broke.", "Ruiz", "it would hold"),
        ("Other dam advocates also said the dam would hold.", "Other dam advocates", "the dam would hold"),
        (
            "Ruiz’s campaign shrugged off Reed’s words, saying the dam would hold.",
            "Ruiz’s campaign",
            "the dam would hold",
        ),
        ("Mr. Ruiz, a baker who owns a mill, said the dam would hold.", "Ruiz", "the dam would hold"),
        ("A second guard at the dam that evening backed his account.", "second guard at the dam", "his account"),
        (
            "Two critics of and threats to Leo Reed said the dam would hold.",
            "Two critics of and threats to Leo Reed",
            "the dam would hold",
        ),
        ("“It holds,” Moss campaign manager Ana Ruiz said on Monday.", "Ana Ruiz", "“It holds,”"),
        ("Federal and state officials said the dam would hold.", "Federal and state officials", "the dam would hold"),
        ("A poll of the valley conducted last week found that it holds.", "poll of the valley", "that it holds"),
        ("Ruiz, who says the dam will hold, left.", "Ruiz", "the dam will hold"),
        ("Officials praised Monday’s work.", "Officials", "Monday’s work"),
        ("“It holds,” Ruiz goes on, as if nobody heard.", "Ruiz", "“It holds,”"),
        ("“It holds,” Ruiz, the mayor and a Democrat, told CNN.", "Ruiz", "“It holds,”"),
        ("Ruiz said in a statement that the dam would hold.", "Ruiz", "that the dam would hold"),
        ("The army denies it has foreign backing.", "army", "it has foreign backing"),
        ("Ruiz urged residents to stay calm.", "Ruiz", "residents to stay calm"),
        ("Ruiz called for a truce.", "Ruiz", "a truce"),
        ("Ruiz rejected the plan in April.", "Ruiz", "the plan"),
        ("Ruiz rejected the plan in the north.", "Ruiz", "the plan in the north"),
        ("The campaign says the dam will hold.", "campaign", "the dam will hold"),
        ("Ruiz says the flood broke federal and state law.", "Ruiz", "the flood broke federal and state law"),
        ("It is a plan they say allowed the flood to spread.", "", "allowed the flood to spread"),
        ("“It holds,” Ruiz insisted to the crowd.", "Ruiz", "“It holds,”"),
        ("Ruiz said to the council that it holds.", "Ruiz", "that it holds"),
        ("“It holds,” Ruiz said when asked about the dam.", "Ruiz", "“It holds,”"),
        ("Ruiz called the plan “unsafe,” and her party has left it.", "Ruiz", "the plan “unsafe,”"),
        ("Ruiz promised to act when the flood comes.", "Ruiz", "to act when the flood comes"),
        ("Ruiz said after the flood she would not leave.", "Ruiz", "she would not leave"),
        ("Ruiz endorsed Reed and has left the town.", "Ruiz", "Reed"),
        ("Ruiz did not endorse Reed.", "Ruiz", "Reed"),
        ("OSLO (AP) – The dam of the town will hold, Ruiz said.", "Ruiz", "The dam of the town will hold"),
        ("Some bakers in the town and old valley said it holds.", "Some bakers in the town and old valley", "it holds"),
        ("Ruiz rejected a request for an extra week of voting.", "Ruiz", "a request for an extra week of voting"),
        ("The share of voters saying they want a dam is high.", "share of voters", "they want a dam"),
        ("Ruiz’s support for the plan has hurt the party.", "Ruiz", "the plan"),
        ("Ruiz’s decision to close the dam angered many.", "Ruiz", "to close the dam"),
        ("Ruiz went on to defend the plan.", "Ruiz", "the plan"),
        ("Democrats in Ohio, who argued that it holds, left.", "Democrats in Ohio", "that it holds"),
        ("Leo Reed, an analyst at Blue Bank, who said it holds, left.", "Leo Reed", "it holds"),
        ("It drew a rebuke from the council, which said it holds.", "council", "it holds"),
        ("There was one clerk of the town who said it holds.", "one clerk of the town", "it holds"),
        ("Those who think it holds are few.", "", "it holds"),
        ("Ruiz’s claim that the dam is safe angered many.", "Ruiz", "that the dam is safe"),
        ("The closure was announced by Ana Ruiz.", "Ana Ruiz", "The closure was announced"),
        ("Ruiz is worried that the dam will break.", "Ruiz", "that the dam will break"),
        ("Ruiz tweeted: “Go home now.”", "Ruiz", "“Go home now.”"),
        ("Ruiz said there is a danger that it breaks.", "Ruiz", "there is a danger that it breaks"),
        (
            "Ruiz said just because it stands does not mean it holds.",
            "Ruiz",
            "just because it stands does not mean it holds",
        ),
        ("Ruiz attacked Reed’s views on trade, and on taxes.", "Ruiz", "Reed’s views on trade, and on taxes"),
        ("Ruiz attacked Reed’s views on Monday.", "Ruiz", "Reed’s views"),
        (
            "Ruiz denounced the vision that came from the party’s meeting last week.",
            "Ruiz",
            "the vision that came from the party’s meeting",
        ),
        ("Five percent prefer Ruiz and one percent support Reed.", "one percent", "Reed"),
        ("The baker has throughout his campaign argued that it holds.", "baker", "that it holds"),
        ("The day came when Ana Ruiz (Ohio) said it holds.", "Ana Ruiz", "it holds"),
        ("“It holds,” Ana Ruiz of the Institute for Rivers and Lakes wrote in May.", "Ana Ruiz", "“It holds,”"),
        ("Ruiz spoke after Leo Reed sent a letter saying the dam would hold.", "Leo Reed", "the dam would hold"),
        (
            "Ruiz told the council that, according to a report, the dam would hold.",
            "Ruiz",
            "that, according to a report, the dam would hold",
        ),
        ("The bakers have all said that it holds.", "bakers", "that it holds"),
        ("Ruiz said to Reed that it holds.", "Ruiz", "that it holds"),
        ("The board has said it will hold, as has the mayor.", "board", "it will hold"),
        ("As Ruiz said on Monday, the dam will hold.", "Ruiz", "the dam will hold"),
        ("It drew the anger of bakers who said it breaks.", "bakers", "it breaks"),
        ("The town plans to mend the dam, officials said.", "officials", "The town plans to mend the dam"),
        ("Poll: Wealthy voters leave the party", "Poll", "Wealthy voters leave the party"),
        ("“It holds,” Ruiz told Leo Reed about closing her dam.", "Ruiz", "“It holds,”"),
        ("“Go home, all of you.” ― Ana Ruiz", "Ana Ruiz", "“Go home, all of you.”"),
    ],
)
def test_a_form_of_reported_speech_is_read(sentence: str, speaker: str, content: str) -> None:
    assert told(sentence) == [(speaker, content)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ruiz said she “may back the bill,” while Leo Reed said it was weak.",
            [("Ruiz", "she “may back the bill,”"), ("Leo Reed", "it was weak")],
        ),
        (
            "“The dam will hold,” Ruiz tweeted after Reed argued that it may not.",
            [("Ruiz", "“The dam will hold,”"), ("Reed", "that it may not")],
        ),
        (
            "Ruiz told her it was not so simple, according to a clerk.",
            [("clerk", "Ruiz told her it was not so simple"), ("Ruiz", "her it was not so simple")],
        ),
        (
            "Ruiz backs a law against dams, which she called “tombs of whole rivers.”",
            [("Ruiz", "a law against dams"), ("", "“tombs of whole rivers.”")],
        ),
        (
            "Reed wrote that the editor, Ana Ruiz, said it was weak.",
            [("Reed", "that the editor, Ana Ruiz, said it was weak")],
        ),
    ],
)
def test_one_sentence_may_hold_the_words_of_several(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The plans were ready.",
        "It was a state law.",
        "The claims court met in the old house.",
        "Prices rose.",
        "The dam stands in 18 states.",
        "The clip has faced ridicule online.",
        "Crews need the training and support offered here.",
        "Ruiz declined to comment.",
        "Ruiz called Reed in May.",
        "It might be backing the plan.",
        "The laws proposed during the flood were many.",
        "It goes without saying that it holds.",
        "If Ruiz wants a truce, he can have one.",
        "Do you think it holds?",
        "The money is there to promote trade.",
        "What is Ruiz’s view of the dam?",
        "He is backed by Egypt and by the men of the east.",
        "It was an allegation denied by Ruiz.",
        "It was not what his earlier comments had led to.",
        "Ruiz leads the paper’s reporting team.",
        "They differ on backing the plan.",
        "The council knows of Ruiz’s commitment to Eastern towns.",
        "Ruiz still has time to step up and show that it holds.",
        "Ruiz found himself in a long line.",
        "Ruiz would do better to say that it holds.",
        "Ruiz never cited a source for it.",
        "The slates hold several leaders, State Treasurer Ana Ruiz and the mayor.",
        "The town hired the sixty-year state Sen. Leo Reed.",
        "Crowds met Ruiz in the north for promoting the plan.",
        "The town helped Ruiz maintain the image of an old dam.",
        "Workers will think twice before moving there.",
    ],
)
def test_a_sentence_that_reports_nothing_yields_nothing(sentence: str) -> None:
    assert told(sentence) == []


def test_a_relative_clause_may_stand_between_a_speaker_and_the_cue() -> None:
    assert told("Ana Ruiz, who leads in many polls, stressed defence and trade.") == [("Ana Ruiz", "defence and trade")]


def test_joined_verbs_share_their_speaker() -> None:
    assert told("Ruiz said the dam was old and warned that it could break.") == [
        ("Ruiz", "the dam was old"),
        ("Ruiz", "that it could break"),
    ]


def test_a_headline_may_join_verbs_by_a_comma() -> None:
    assert told("Ruiz calls on the council to halt work, warns against the flood") == [
        ("Ruiz", "the council to halt work"),
        ("Ruiz", "the flood"),
    ]


def test_an_interview_gives_each_paragraph_to_its_label() -> None:
    turns = told("HOLT: What now?", "RUIZ: We rebuild.", "HOLT: When?")
    assert turns == [("HOLT", "What now?"), ("RUIZ", "We rebuild."), ("HOLT", "When?")]


def test_a_colon_leaves_the_words_to_the_next_paragraph() -> None:
    assert told("The mayor, Ana Ruiz, added:", "It is over.") == [("Ana Ruiz", "It is over.")]


def test_quoted_words_within_a_report_make_it_mixed() -> None:
    (only,) = statements(document("Ruiz said the dam was “safe enough for a century of floods” then."))
    assert only.kind is StatementKind.MIXED


def test_pompeo_speaks_five_times_in_the_reprint() -> None:
    read, found = of_seed("004")
    his = [read.quote(s.content) for s in found if s.speaker == "Mike Pompeo"]
    assert len(his) == 5
    assert his[4].startswith("“A political solution is the only way")


def test_the_statement_speaks_for_who_issued_it() -> None:
    read, found = of_seed("000")
    voices = {read.quote(s.speaker_span): s.speaker for s in found if s.speaker_span}
    assert voices["the statement"] == voices["the US State Department"] == "US State Department"
    assert voices["the White House"] == "White House"


def test_the_release_speaks_for_the_state_department() -> None:
    read, found = of_seed("002")
    assert {s.speaker for s in found if s.speaker_span and read.quote(s.speaker_span) == "the release"} == {
        "State Department"
    }


def test_a_denial_is_a_statement_of_who_denies() -> None:
    read, found = of_seed("003")
    assert ("Libyan National Army", "it has foreign backing") in {(s.speaker, read.quote(s.content)) for s in found}


@given(
    st.text(alphabet="Ab ,.:;“”\"'’-\n中\u200b\u202e", max_size=80),
    st.sampled_from(["said", "told", "called for", "according to"]),
)
def test_no_text_makes_a_span_that_leaves_the_document(text: str, cue: str) -> None:
    read = document(*f"{text} {cue} {text}".split("\n"))
    spans = [span for s in statements(read) for span in (s.content, s.cue, s.speaker_span) if span]
    assert all(0 <= span.start <= span.end <= len(read.text) for span in spans)


@pytest.mark.parametrize("noise", ["“Yes ", "said ", "Ruiz said that ", "(", "Ruiz, who said, ", "in the of ", "'\""])
def test_a_page_without_breaks_takes_time_in_proportion_to_its_length(noise: str) -> None:
    once, twice = (document(noise * (characters // len(noise))) for characters in (5_000, 10_000))
    assert calls_of(lambda: statements(twice)) < 2.2 * calls_of(lambda: statements(once))


def test_a_document_without_a_paragraph_of_its_own_says_nothing() -> None:
    assert turns("Subscribe to our newsletter.", ()) == ()
