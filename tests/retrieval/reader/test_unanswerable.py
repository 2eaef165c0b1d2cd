from __future__ import annotations

import random

import pytest

from embeddings.documents import Span
from retrieval.reader.curriculum import curriculum
from retrieval.reader.examples import Example, Kind
from retrieval.reader.statement_questions import statement_questions
from retrieval.reader.unanswerable import Neighbours, altered, left_out, opposites

PASSAGE = "Rome defeated Carthage in 202. Scipio led the army. Hannibal fled to Tyre."


def asked(question: str, answer: str, passage: str = PASSAGE) -> Example:
    start = passage.index(answer)
    return Example(question, passage, (Span(start, start + len(answer)),))


def test_without_its_sentence_a_passage_lacks_the_answer() -> None:
    example = left_out(asked("Who led the army?", "Scipio"))
    assert example
    assert example.passage == "Rome defeated Carthage in 202. Hannibal fled to Tyre."
    assert example.answers == ()


def test_a_passage_of_one_sentence_cannot_lose_it() -> None:
    assert left_out(asked("Who came?", "Anna", "Anna came.")) is None


@pytest.mark.parametrize(
    ("question", "answer", "possible"),
    [
        ("Where did the first army go?", "Tyre", {"Where did the last army go?"}),
        ("Who defeated Carthage?", "Rome", {"Who was defeated by Carthage?", "Who defeated Oslo?"}),
        ("Who was defeated by Rome?", "Carthage", {"Who defeated Rome?", "Who was defeated by Oslo?"}),
    ],
)
def test_an_altered_question_no_longer_holds(question: str, answer: str, possible: set[str]) -> None:
    drawn = [altered(asked(question, answer), ["Oslo"], random.Random(seed)) for seed in range(30)]
    questions = {example.question for example in drawn if example}
    own_names = {"Who defeated Hannibal?", "Who was defeated by Hannibal?", "Who was defeated by Tyre?"}
    assert questions & possible
    assert questions <= possible | own_names | {"Who defeated Tyre?"}
    assert all(example.answers == () for example in drawn if example)


def test_another_number_is_another() -> None:
    example = asked("Who won in 202?", "Rome")
    questions = {changed.question for seed in range(30) if (changed := altered(example, [], random.Random(seed)))}
    assert questions
    assert example.question not in questions


def test_a_neighbour_is_near_and_lacks_the_answers_words() -> None:
    near, nearer = "The army of Carthage was large.", "Scipio led the army of Carthage home."
    with Neighbours([PASSAGE, near, nearer, "Bread is baked."]) as neighbours:
        example = neighbours.of(asked("Who led the army?", "Scipio"), random.Random(1))
    assert example
    assert example.passage == near


def test_every_word_and_its_opposite_differ() -> None:
    assert all(one != other for one, other in opposites().items())


def test_a_statement_is_asked_about_by_its_speaker_and_topic() -> None:
    passages = [
        "Anna Berg said that the new bridge would be closed until the spring of next year.",
        "John Doe argued that higher milk prices had driven many small farmers out of business.",
    ]
    made = list(statement_questions(passages, random.Random(1)))
    first = made[0]
    assert first.kind == Kind.STATEMENT
    assert "Anna Berg" in first.question
    assert first.answers[0].of(first.passage).startswith("the new bridge")
    wrong = [example for example in made if example.kind == Kind.OTHER_STATEMENT]
    assert wrong
    assert all(example.answers == () for example in wrong)


def test_leaving_out_a_kind_changes_nothing_else() -> None:
    written = [asked("Who led the army?", "Scipio"), asked("Who defeated Carthage?", "Rome")] * 5
    everything = curriculum(written, seed=3)
    fewer = curriculum(written, seed=3, without=frozenset({Kind.ALTERED}))
    remaining = [example for example in everything if example.kind != Kind.ALTERED]
    assert len(remaining) < len(everything)
    assert sorted(map(str, fewer)) == sorted(map(str, remaining))
