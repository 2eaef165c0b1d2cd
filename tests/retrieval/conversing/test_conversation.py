"""What a question leaves open is filled from the question before, visibly, and nothing piles up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.conversing.conversation import QUIET, converse, drop
from retrieval.conversing.turns import Conversation, plain, restored
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.library import Library


def told(library: Library, *questions: str) -> tuple[Answer, Conversation]:
    """Return the last answer of a conversation, and where it then stands."""
    conversation = Conversation()
    for question in questions:
        answer, conversation = converse(conversation, question, library, top=5)
    return answer, conversation


def test_a_month_alone_asks_for_the_same_speaker(library: Library) -> None:
    query = told(library, "what did Pompeo say in November", "and in April?")[0].query
    assert (query.speaker, query.carried_over) == ("Mike Pompeo", ("speaker",))
    assert query.period is not None
    assert (query.period.first.month, query.period.last.month) == (4, 4)


def test_a_name_alone_asks_what_somebody_else_said_then(library: Library) -> None:
    query = told(library, "what did Pompeo say about Libya in April", "what about Trump?")[0].query
    assert (query.speaker, query.topic, query.carried_over) == ("Donald Trump", "Libya", ("period", "topic"))


def test_he_is_who_spoke_in_what_answered(library: Library) -> None:
    query = told(library, "who said there is no military solution?", "what did he say about civilians?")[0].query
    assert query.speaker == "Mike Pompeo"


def test_he_is_still_who_was_asked_for_after_a_question_that_nothing_answers(library: Library) -> None:
    turns = ["what did Pompeo say in April", "apple pie recipe", "what did he say about civilians?"]
    answer = told(library, *turns)[0]
    assert (answer.query.speaker, answer.query.carried_over) == ("Mike Pompeo", (Slot.SPEAKER,))
    assert "endangering civilians" in answer.citations[0].place.text


def test_who_else_asks_for_anybody_but_the_last_speaker(library: Library) -> None:
    answer = told(library, "what did Trump say about oil", "who else?")[0]
    assert answer.citations
    assert all(citation.speaker != "Donald Trump" for citation in answer.citations)


def test_a_new_subject_keeps_nothing(library: Library) -> None:
    query = told(library, "what did Pompeo say in April", "Who blocked the Security Council statement?")[0].query
    assert (query.speaker, query.period, query.carried_over) == (None, None, ())


def test_asking_when_keeps_the_passage_and_no_period(library: Library) -> None:
    before = told(library, "who blocked the Security Council statement?")[0]
    after = told(library, "who blocked the Security Council statement?", "when was that?")[0]
    assert after.query.period is None
    assert after.citations[0].passage == before.citations[0].passage


def test_tell_me_more_shows_what_was_not_read(library: Library) -> None:
    questions = ["who blocked the Security Council statement?", "tell me more", "tell me more"]
    firsts = [told(library, *questions[:count])[0].citations[0].passage for count in (1, 2, 3)]
    assert len(set(firsts)) == 3


def test_a_carried_speaker_whom_the_period_excludes_is_named_and_can_be_dropped(library: Library) -> None:
    answer, conversation = told(library, "what did Pompeo say in April", "and in November?")
    assert not answer.found
    assert "Pompeo" in answer.notice
    again, _ = drop(conversation, Slot.SPEAKER, library, 5)
    assert again.found
    assert again.query.carried_over == ()


def test_a_speaker_whom_nobody_knows_is_still_meant_by_the_next_question(library: Library) -> None:
    answer = told(library, "what did Erdogan say about oil", "and about Tripoli?")[0]
    assert not answer.found
    assert "Erdogan" in answer.notice
    assert told(library, "what did Erdogan say about oil", "what about Pompeo?")[0].query.speaker == "Mike Pompeo"


def test_he_as_the_object_is_somebody_else_than_the_subject(library: Library) -> None:
    answer = told(library, "what did the White House say about Haftar?", "When did Trump call him?")[0]
    assert answer.query.text == "When did Trump call Haftar?"
    assert "in the first weeks of the offensive" in answer.citations[0].place.text


def test_days_alone_ask_for_what_is_of_those_days(library: Library) -> None:
    answer = told(library, "how many people were killed in April", "and in November?")[0]
    period = answer.query.period
    assert period
    assert answer.citations
    assert all(citation.said and citation.said.overlaps(period) for citation in answer.citations)


def test_all_who_bear_an_ambiguous_name_are_carried_over(newsroom: Library) -> None:
    first, conversation = told(newsroom, "what did Marsh say")
    answer, after = converse(conversation, "and about the ticket?", newsroom, top=5)
    assert answer.query.speaker == first.query.speaker
    assert answer.query.speakers == first.query.speakers
    assert len(first.query.speakers) == 2
    assert [citation.speaker for citation in answer.citations[:1]] == ["Peter Marsh"]
    assert drop(after, Slot.TOPIC, newsroom, 5)[0].query.speakers == first.query.speakers


def test_a_follow_up_as_the_first_turn_is_a_question(library: Library) -> None:
    assert told(library, "and in November?")[0].query.carried_over == ()


def test_after_a_quiet_time_a_new_conversation_begins(library: Library) -> None:
    _, conversation = converse(Conversation(), "what did Pompeo say in April", library, 5, now=1000.0)
    soon, _ = converse(conversation, "and in November?", library, 5, now=1000.0 + QUIET)
    late, _ = converse(conversation, "and in November?", library, 5, now=1001.0 + QUIET)
    assert soon.query.speaker == "Mike Pompeo"
    assert late.query.speaker is None


def test_json_holds_a_conversation(library: Library) -> None:
    _, conversation = told(library, "what did Pompeo say about Libya in April", "tell me more")
    assert restored(json.loads(json.dumps(plain(conversation)))) == conversation


@pytest.mark.parametrize("junk", [{}, {"turns": 3}, {**plain(Conversation()), "more": 1}])
def test_what_is_no_conversation_is_a_new_one(junk: dict[str, object]) -> None:
    assert restored(junk) == Conversation()


@pytest.mark.slow
def test_ten_turns_on_one_thread_pile_up_no_terms(library: Library) -> None:
    turns = ["How many people were killed in Tripoli?", *["and why is that?", "tell me more about the fighting"] * 5]
    conversation, sizes = Conversation(), []
    for turn in turns:
        answer, conversation = converse(conversation, turn, library, 5)
        sizes.append(len(answer.query.text))
    assert max(sizes) <= 2 * max(map(len, turns))


@pytest.mark.slow
def test_a_long_conversation_stays_as_small_as_a_short_one(library: Library) -> None:
    conversation, sizes = Conversation(), []
    for turn in range(60):
        _, conversation = converse(conversation, ["why?", "tell me more", "who backs Haftar?"][turn % 3], library, 3)
        sizes.append(len(json.dumps(plain(conversation))))
    assert max(sizes[30:]) <= max(sizes[:30])


@pytest.mark.parametrize("chat", ["thanks", "Hello!", "thank you so much.", "summarize the articles"])
def test_small_talk_gets_a_short_reply_and_is_carried_nowhere(chat: str, library: Library) -> None:
    _, before = told(library, "what did Pompeo say in April")
    reply, after = converse(before, chat, library, top=5)
    assert (reply.found, reply.nearest, after) == (False, (), before)
    assert reply.notice
