import pytest

from embeddings.speech.statements import statements
from tests.pages import document


def speakers(*paragraphs: str) -> list[str]:
    return [s.speaker for s in statements(document(*paragraphs))]


def test_a_surname_and_a_pronoun_stand_for_the_full_name() -> None:
    assert (
        speakers("Foreign Minister Ana Ruiz said it rained.", "Ruiz said it poured.", "She said it stopped.")
        == ["Ana Ruiz"] * 3
    )


def test_a_pronoun_agrees_with_the_gender_of_its_person() -> None:
    found = speakers("Mary Holt said it rained.", "John Reed said it poured.", "She said it stopped.")
    assert found == ["Mary Holt", "John Reed", "Mary Holt"]


def test_a_pronoun_may_mean_whom_the_sentence_before_is_about() -> None:
    assert speakers("Mary Holt said it rained. Susan Reed came in. She said it stopped.") == ["Mary Holt", "Susan Reed"]


def test_a_pronoun_may_mean_whom_the_sentence_before_says_to_think_something() -> None:
    found = speakers(
        "John Reed said it rained.", "For years, Paul Holt -- author of a book -- has been sure of it. He said so."
    )
    assert found[:2] == ["John Reed", "Paul Holt"]
    assert (
        speakers("John Reed said it rained.", "Paul Holt of Ohio, though late, wants a dam. “It holds,” he said.")[-1]
        == "Paul Holt"
    )


def test_a_pronoun_does_not_mean_whose_name_only_stands_before_a_noun() -> None:
    assert (
        speakers("Bill Holt owns papers. John Reed said it rained. The Holt papers were full, he said.")[-1]
        == "John Reed"
    )


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Ms. Ruiz and Senator Reed", "Ana Ruiz and Leo Reed"),
        ("Republicans Ruiz and Reed", "Ana Ruiz and Leo Reed"),
        ("Ms. Ruiz and her aides", "Ana Ruiz"),
        ("the baker and writer Leo Reed", "Leo Reed"),
        ("Leo and Mary Holt", "Leo and Mary Holt"),
    ],
)
def test_two_who_speak_as_one_are_both_named(source: str, speaker: str) -> None:
    opening = "The town of the old mill, the lake and the dam heard Ana Ruiz, and then heard Leo Reed."
    assert speakers(opening, f"Last, {source} said it rained.") == [speaker]


def test_a_pronoun_goes_back_to_one_person_and_not_to_two() -> None:
    assert speakers("John Reed said it rained.", "Ana Ruiz and Leo Holt said it poured. He said it stopped.")[-1] != (
        "Ana Ruiz and Leo Holt"
    )


def test_namesakes_stay_apart_where_a_title_tells() -> None:
    found = speakers("Bill Moss and Hillary Moss met. Mr. Moss said it rained. Mrs. Moss said it poured.")
    assert found == ["Bill Moss", "Hillary Moss"]


@pytest.mark.parametrize("last", ["Ana", "Leo"])
def test_of_namesakes_named_equally_often_the_surname_means_whom_the_text_last_named(last: str) -> None:
    first = "Leo" if last == "Ana" else "Ana"
    assert speakers(f"Yesterday at the lake {first} Ruiz met with {last} Ruiz.", "Ruiz said it rained.") == [
        f"{last} Ruiz"
    ]


def test_a_surname_means_the_namesake_named_twice_as_often_whoever_was_named_last() -> None:
    assert speakers(
        "Ana Ruiz came to the lake early. There Ana Ruiz met with Leo Ruiz at last.", "Ruiz said it rained."
    ) == ["Ana Ruiz"]


def test_an_office_stands_for_who_holds_it() -> None:
    assert speakers("Governor Ana Ruiz said it rained.", "The governor said it stopped.") == ["Ana Ruiz", "Ana Ruiz"]


def test_an_acronym_is_spelt_as_the_document_spells_it() -> None:
    assert speakers("The Free Rivers League (FRL) met.", "The FRL said it rained.") == ["Free Rivers League"]


def test_a_body_has_the_longest_of_its_names() -> None:
    assert (
        speakers("The US State Department said it rained.", "The State Department said it stopped.")
        == ["US State Department"] * 2
    )


def test_his_statement_is_his() -> None:
    assert speakers("John Reed said it rained.", "Reed’s statement said it stopped.") == ["John Reed", "John Reed"]


def test_an_office_is_called_by_whose_it_is() -> None:
    assert speakers("John Reed said it rained.", "His office said it stopped.") == ["John Reed", "John Reed’s office"]


def test_a_headline_in_capitals_gives_nobody_a_name() -> None:
    found = speakers("Defiant Reed Says It Rained Again", "Reed said it rained.", "John Reed said it poured.")
    assert found[1:] == ["John Reed", "John Reed"]


@pytest.mark.parametrize("name", ["Will Carter", "Hope Hicks", "April Jones", "May Chen", "Mark Weber", "Drew Brees"])
@pytest.mark.parametrize(
    "words",
    ["“It rained,” said {}, the mayor.", "{} said it rained.", "“It rained,” {} told us.", "But {} said so."],
)
def test_a_given_name_that_is_another_word_too_is_kept(name: str, words: str) -> None:
    assert speakers(words.format(name)) == [name]


@pytest.mark.parametrize(
    "words", ["Will Carter say so? Ruiz said no.", "In April Ruiz said no.", "Did Will stay? Ruiz said no."]
)
def test_a_verb_or_a_month_before_a_name_is_no_given_name(words: str) -> None:
    assert speakers(words)[-1] == "Ruiz"


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_a_speaker_with_an_apposition() -> None:
    found = speakers("Hugh Hall, a nurse, said: “They need help at once.", "“If they get none it is late,” he added.")
    assert found == ["Hugh Hall", "Hugh Hall"]


def test_a_quotation_after_reported_words_is_the_same_speakers() -> None:
    found = speakers("Last night Karim Malik, a Labour MP, said he was worried. “He brought us all into doubt.”")
    assert found == ["Karim Malik", "Karim Malik"]


def test_a_hyphen_and_a_title_under_a_quotation_sign_it() -> None:
    assert speakers("“She is a true expert in all of this, and an asset.” -Commissioner Gary Stone") == ["Gary Stone"]


@pytest.mark.parametrize(
    "between",
    [
        "Reed smiled when Susan Holt came.",
        "Reed said that Moss would leave.",
        "Reed heard what Bill Moss planned to do.",
    ],
)
def test_a_pronoun_means_whom_the_sentence_is_about_and_nobody_in_its_clauses(between: str) -> None:
    assert speakers(
        "It was late when John Reed met with Bill Moss.", "Moss said it rained.", f"{between} “It poured,” he said."
    )[-1] == ("John Reed")


def test_a_pronoun_means_nobody_whom_the_document_shows_to_be_of_the_other_gender() -> None:
    assert speakers(
        "It was late when John Reed met with Mary Holt.", "Reed said it rained.", "Holt came in. He said it poured."
    )[-1] == ("John Reed")


def test_the_last_name_of_a_mention_may_only_tell_whose_the_speaker_is() -> None:
    assert (
        speakers("It was late when Hillary Moss met us.", "A supporter for Hillary Moss said it rained.")[-1]
        != "Hillary Moss"
    )
    assert (
        speakers("It was late when Hillary Moss met us.", "Secretary of State Moss said it rained.")[-1]
        == "Hillary Moss"
    )


def test_an_adverb_with_a_headlines_capital_is_no_part_of_a_name() -> None:
    assert speakers("Ana Holt Finally Says It Rained Again")[0] == "Ana Holt"
    assert speakers("Megyn Mary Kelly said it rained.") == ["Megyn Mary Kelly"]


@pytest.mark.parametrize("before", ["Reuters", "Democracy Corps", "Crooked", "2016"])
def test_what_is_printed_before_a_name_is_no_part_of_it(before: str) -> None:
    assert speakers(f"“It rained,” said {before} Susan Holt, who was wet.") == ["Susan Holt"]
    assert speakers("“It rained,” said Anna Maria Holt.") == ["Anna Maria Holt"]


def test_a_title_with_the_first_of_two_names_tells_the_gender_where_surnames_come_first() -> None:
    assert (
        speakers("It was late when Lou Jiwei met Karl Reed.", "Reed said no.", "Mr. Lou said yes. He said it poured.")[
            1:
        ]
        == ["Lou Jiwei"] * 2
    )


@pytest.mark.parametrize("opening", ["Given Ruiz’s win", "Following Ruiz home", "In Wisconsin Ruiz won"])
def test_what_opens_a_sentence_before_a_surname_is_no_given_name(opening: str) -> None:
    assert speakers(f"{opening}, and Holt was glad. Ruiz said it rained.") == ["Ruiz"]


def test_law_is_a_surname_behind_a_given_name() -> None:
    assert (
        speakers("It was late when Steven Law met us.", "Law said it rained. He said it poured.") == ["Steven Law"] * 2
    )


def test_as_for_somebody_is_what_the_sentence_is_about() -> None:
    assert speakers("It was late when John Reed met Bill Moss.", "Reed said no. As for Moss, he was sad. He said yes.")[
        -1
    ] == ("Bill Moss")


def test_a_surname_with_a_title_means_neither_of_two_namesakes_by_it() -> None:
    assert speakers(
        "It was late when Jeb Ruiz met President Ruiz. Jeb Ruiz, like George Ruiz, was late.",
        "The former president said that it rained.",
    ) == ["former president"]


def test_they_are_the_several_whom_the_sentence_before_is_about() -> None:
    assert speakers("The council said it rained.", "Two engineers looked at the dam. They said it stopped.") == [
        "council",
        "Two engineers",
    ]


def test_it_is_the_body_that_the_sentence_before_is_about() -> None:
    assert speakers("Two engineers said it rained.", "The council met on Monday. It said it stopped.") == [
        "Two engineers",
        "council",
    ]


def test_a_newspaper_is_not_what_speaks_for_somebody_else() -> None:
    assert speakers("In a statement, Ana Ruiz said it rained.", "The Valley Post said it stopped.") == [
        "Ana Ruiz",
        "Valley Post",
    ]


def test_his_friend_with_a_name_is_called_by_it() -> None:
    assert speakers("John Reed said it rained. His friend from school, Ana Ruiz, said it stopped.") == [
        "John Reed",
        "Ana Ruiz",
    ]


def test_she_is_the_unnamed_woman_who_spoke_last() -> None:
    found = speakers("Mary Holt said it rained.", "“It pours,” said a woman from the valley. “It stopped,” she said.")
    assert found == ["Mary Holt", "woman from the valley", "woman from the valley"]


def test_whom_a_sentence_introduces_is_whom_it_is_about() -> None:
    found = speakers(
        "Leo Reed said it rained.", "In the crowd for Leo Reed is Max Moss, a teacher. “It pours,” he said."
    )
    assert found == ["Leo Reed", "Max Moss"]


def test_any_verb_between_a_quotation_and_a_name_gives_it_to_the_name() -> None:
    assert speakers("Leo Reed said it rained.", "“It never rained here in the valley,” reacted Moss.") == [
        "Leo Reed",
        "Moss",
    ]
