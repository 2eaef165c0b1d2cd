"""Questions to a small newsroom, from the words to the passages that are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from embeddings.documents import fold
from retrieval.answering import refusal
from retrieval.understanding.query import Slot
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.answers import Answer, Citation
    from retrieval.library import Library

QUESTIONS = (
    "what did Haddad say about oil",
    "what did the State Department say in November",
    "how often does the ferry run",
    "when did Graham meet Turkish officials",
    "what did Graham say in 2020",
    "who said that nobody asked the nurses",
    "what happened on June 21",
)


def source(citation: Citation) -> str:
    return citation.place.document.source.removesuffix(".txt")


def sources(reply: Answer) -> list[str]:
    return [source(citation) for citation in reply.citations]


def speakers(reply: Answer) -> set[str | None]:
    return {citation.speaker for citation in reply.citations}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did Haddad say about oil", "keep the oil flowing"),
        ("what did Haddad say about militias in the ports", "belong to no militia"),
        ("what did Haddad say about wages", "wages would be paid by summer"),
        ("what did Graham say about the farm bill", "The farm bill deserves a vote"),
        ("what did Graham say about leaving Syria", "stain on our honor"),
        ("what did May say about hospitals", "protects every hospital"),
        ("what did Mark Weber say about the roads", "roads will have to wait"),
        ("what did Peter Marsh say", "price of a ticket"),
        ("who said that nobody asked the nurses", "Nobody asked the nurses"),
        ("who says that the ticket is too expensive", "price of a ticket is too high"),
        ("how much did the terminal cost", "cost 48 million"),
        ("how long did it take to build the terminal", "took three years to build"),
        ("how often does the ferry run", "every ten minutes"),
        ("when did Graham meet Turkish officials", "in Ankara on June 3"),
        ("how many amendments are there to the draft budget", "120 amendments"),
        ("how many piers were closed", "two of its five piers"),
        ("how many families returned to the valley", "Four thousand families"),
        ("what did the united nations say about diesel", "Without diesel"),
    ],
)
def test_the_words_that_answer_lead(question: str, words: str, newsroom: Library) -> None:
    assert words in answer(question, newsroom, 5).citations[0].place.text


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did Haddad say about oil", "Omar Haddad"),
        ("latest from Graham on Syria", "Lindsey Graham"),
        ("what did Helen Marsh say", "Helen Marsh"),
        ("what did Peter Marsh say about the ferry", "Peter Marsh"),
        ("what did Anna May say about the hospitals", "Anna May"),
    ],
)
def test_nobody_elses_words_are_given_for_certain(question: str, speaker: str, newsroom: Library) -> None:
    citations = answer(question, newsroom, 10).citations
    assert {citation.speaker for citation in citations if not citation.doubts} == {speaker}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what has Haddad said about oil since 2018", {"oil-2019"}),
        ("what did Haddad say before 2018", {"oil-2017"}),
        ("what did Haddad say in 2017", {"oil-2017"}),
        ("what did the United Nations say between March and June", {"un-march", "un-may"}),
        ("what did the United Nations say between March and June 2021", {"un-march", "un-may"}),
        ("what did the United Nations say on May 5", {"un-may"}),
        ("what did the United Nations say yesterday", {"un-july"}),
        ("what did the State Department say in November 2019", {"state-2019"}),
        ("statements by the State Department last November", {"state-2020"}),
        ("what did Graham say in April 2021", {"syria-2021"}),
    ],
)
def test_only_words_of_the_days_asked_for_are_given(question: str, wanted: set[str], newsroom: Library) -> None:
    assert set(sources(answer(question, newsroom, 10))) == wanted


def test_a_bare_month_is_the_latest_in_which_that_speaker_speaks_and_the_others_are_said(newsroom: Library) -> None:
    reply = answer("what did the State Department say in November", newsroom, 5)
    assert sources(reply) == ["state-2020"]
    assert "November 2020" in reply.notice
    assert "November 2019" in reply.notice


def test_a_name_that_several_bear_says_who_they_are(newsroom: Library) -> None:
    reply = answer("what did Marsh say", newsroom, 5)
    assert speakers(reply) == {"Helen Marsh", "Peter Marsh"}
    assert all(name in reply.notice for name in ("Helen Marsh", "Peter Marsh"))


def test_who_does_not_speak_then_is_said_with_the_months_in_which_he_does(newsroom: Library) -> None:
    notice = answer("what did the United Nations say in February", newsroom, 5).notice
    assert all(month in notice for month in ("March 2021", "May 2021", "July 2021"))


def test_what_a_speaker_never_spoke_of_is_said(newsroom: Library) -> None:
    reply = answer("what did Haddad say about nuclear fusion", newsroom, 5)
    assert not reply.found
    assert "Omar Haddad" in reply.notice
    assert "nuclear fusion" in reply.notice
    assert {each.misses for each in reply.nearest} == {("topic",)}


def test_what_happened_on_a_day_is_all_that_speaks_of_that_day(newsroom: Library) -> None:
    assert set(sources(answer("what happened on June 21", newsroom, 5))) <= {"ferry", "ferry-again"}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("latest news on the ferry", "ferry"),
        ("what is the latest on oil", "oil-2019"),
        ("latest on Syria", "syria-2021"),
    ],
)
def test_the_latest_is_the_newest_that_speaks_of_the_topic(question: str, first: str, newsroom: Library) -> None:
    assert sources(answer(question, newsroom, 5))[0].startswith(first)


def test_the_latest_of_a_speaker_is_not_what_he_last_said_of_something_else(newsroom: Library) -> None:
    assert sources(answer("latest from Haddad on militias", newsroom, 5))[0] == "oil-2017"


def test_a_month_of_which_there_is_one_needs_no_notice(newsroom: Library) -> None:
    assert answer("what did Anna May say in March", newsroom, 5).notice == ""


def test_what_counts_from_the_newest_article_says_so(newsroom: Library) -> None:
    assert "29 July 2021" in answer("what did the United Nations say yesterday", newsroom, 5).notice


def test_a_name_that_was_misspelt_is_answered_and_said(newsroom: Library) -> None:
    reply = answer("what did Hadad say about oil", newsroom, 5)
    assert speakers(reply) == {"Omar Haddad"}
    assert "Omar Haddad" in reply.notice


@pytest.mark.parametrize("question", ["how often does the ferry run", "what did Helen Marsh say about the ferry"])
def test_copies_are_one_result_that_says_where_else_it_stands(question: str, newsroom: Library) -> None:
    reply = answer(question, newsroom, 10)
    first, *others = [each for each in reply.citations if "every ten minutes" in each.place.text]
    assert {source(first), *(place.document.source.removesuffix(".txt") for place in first.also_in)} == {
        "ferry",
        "ferry-again",
    }
    assert others == []


def test_an_outlet_to_look_in_leaves_only_that_outlets_passages(newsroom: Library) -> None:
    reply = answer("what did the State Department say in the Northern Wire", newsroom, 10)
    assert {each.place.document.provenance.publisher for each in reply.citations} == {"Northern Wire"}


@pytest.mark.parametrize(
    ("question", "condition", "speaker"),
    [
        ("what did Graham say in 2020", "period", "Lindsey Graham"),
        ("what did Anna May say in July", "period", "Anna May"),
        ("what did Haddad say in the Daily Ledger", "publisher", "Omar Haddad"),
    ],
)
def test_where_one_condition_fails_the_nearest_meet_the_others_and_name_it(
    question: str, condition: str, speaker: str, newsroom: Library
) -> None:
    reply = answer(question, newsroom, 5)
    assert (reply.found, reply.confidence) == (False, 0.0)
    assert speaker in reply.notice
    assert {each.speaker for each in reply.nearest if each.misses == (condition,)} == {speaker}


def test_nobody_by_that_name_is_said_with_the_name(newsroom: Library) -> None:
    reply = answer("what did Merkel say about oil", newsroom, 5)
    assert not reply.found
    assert "Merkel" in reply.notice
    assert {each.misses for each in reply.nearest} == {("speaker",)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_shown_stands_in_the_article(question: str, newsroom: Library) -> None:
    reply = answer(question, newsroom, 10)
    for citation in (*reply.citations, *reply.nearest):
        place = citation.place
        assert place.text == fold(place.document.text[place.span.start : place.span.end])


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_marked_stands_inside_the_passage_and_does_not_overlap(question: str, newsroom: Library) -> None:
    for citation in answer(question, newsroom, 10).citations:
        edges = [edge for span in citation.highlights for edge in span]
        assert edges == sorted(edges)
        assert all(citation.place.span.contains(span) for span in citation.highlights)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_better_score_comes_first(question: str, newsroom: Library) -> None:
    scores = [citation.score for citation in answer(question, newsroom, 10).citations]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_passage_is_given_twice(question: str, newsroom: Library) -> None:
    passages = [citation.passage for citation in answer(question, newsroom, 50).citations]
    assert len(passages) == len(set(passages))


@pytest.mark.parametrize("question", QUESTIONS)
def test_fewer_results_are_the_first_of_more(question: str, newsroom: Library) -> None:
    many = [citation.passage for citation in answer(question, newsroom, 10).citations]
    assert [citation.passage for citation in answer(question, newsroom, 2).citations] == many[:2]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_answer(question: str, newsroom: Library) -> None:
    first, again = (answer(question, newsroom, 10) for _ in range(2))
    assert [(c.passage, c.score) for c in first.citations] == [(c.passage, c.score) for c in again.citations]


def test_the_statement_is_what_is_marked_where_words_were_asked_for(newsroom: Library) -> None:
    first = answer("what did Peter Marsh say", newsroom, 5).citations[0]
    marked = [span.of(first.place.document.text) for span in first.highlights]
    assert marked == ["“The price of a ticket is too high for commuters,”"]


def test_passages_are_packed_into_the_tokens_allowed(newsroom: Library) -> None:
    reply = answer("what did Graham say about Syria", newsroom, 10, max_tokens=40)
    assert 0 < sum(citation.tokens for citation in reply.citations) <= 40


def test_passages_that_fill_the_token_budget_exactly_are_shown(newsroom: Library) -> None:
    question = "what did Graham say about Syria"
    best = answer(question, newsroom, 2).citations
    budget = sum(citation.tokens for citation in best)
    assert len(best) == 2
    assert answer(question, newsroom, 2, max_tokens=budget).citations == best
    assert answer(question, newsroom, 2, max_tokens=budget - 1).citations[:2] != best


def test_a_refusal_carries_its_reason_and_no_passage(newsroom: Library) -> None:
    reply = refusal("", "the question is empty", newsroom)
    assert (reply.found, reply.notice, reply.confidence) == (False, "the question is empty", 0.0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_notice_is_one_line_without_a_hole_in_it(question: str, newsroom: Library) -> None:
    notice = answer(question, newsroom, 5).notice
    assert "None" not in notice
    assert not re.search(r"\s\s|\n| [.;,]", notice)


@pytest.mark.parametrize(
    "question",
    [
        "“" * 500,
        "what did " * 200,
        "ما الذي قاله حداد عن النفط",
        "哈达德说了什么",
        "what did Haddad say \u202e liO tuoba",
        "Haddad' OR 1=1 --",
        'text:"oil" AND NOT (title:x',
        "in on at by from",
        "1 2 3 4 5 6 7 8 9 0",
        "what did O'Brien-Smith's say's about 's",
        "May May March Mark Will will may mark march",
        "🙂 oil 🙂",
    ],
)
def test_an_odd_question_gets_an_answer_or_a_reason(question: str, newsroom: Library) -> None:
    if any(character.isalnum() for character in question):
        reply = answer(question, newsroom, 5)
        assert reply.found or reply.notice


def test_of_several_who_are_asked_for_each_is_given(newsroom: Library) -> None:
    reply = answer("what did Haddad and Graham say", newsroom, 20)
    assert speakers(reply) == {"Omar Haddad", "Lindsey Graham"}
    assert reply.notice == ""


def test_of_several_each_is_heard_before_one_is_heard_twice(newsroom: Library) -> None:
    assert speakers(answer("what did Haddad and Graham say", newsroom, 2)) == {"Omar Haddad", "Lindsey Graham"}
    assert speakers(answer("what did Graham and Haddad say", newsroom, 2)) == {"Omar Haddad", "Lindsey Graham"}


def test_of_several_nobody_comes_first_for_words_on_something_else(newsroom: Library) -> None:
    first, second, *_ = answer("what did Haddad and Graham say about the oil ports", newsroom, 3).citations
    assert {first.speaker, second.speaker} == {"Omar Haddad"}


def test_of_several_the_one_whom_nobody_knows_is_told(newsroom: Library) -> None:
    reply = answer("what did Haddad and Merkel say about oil", newsroom, 20)
    assert speakers(reply) == {"Omar Haddad"}
    assert reply.notice == "Nobody called Merkel is quoted in these articles."


def test_several_who_say_nothing_are_told_of_in_the_plural(newsroom: Library) -> None:
    reply = answer("what did Haddad and Weber say in July 2021", newsroom, 5)
    assert reply.notice.startswith("Omar Haddad and Mark Weber are not quoted in July 2021 in these articles")


def test_a_month_of_which_no_article_speaks_is_named_without_a_year(newsroom: Library) -> None:
    reply = answer("what did Haddad say in August", newsroom, 5)
    assert reply.notice.startswith("Omar Haddad is not quoted in August in these articles, but in ")


def test_a_month_of_which_articles_of_one_year_speak_is_named_with_it(newsroom: Library) -> None:
    reply = answer("what did Haddad say in October", newsroom, 5)
    assert reply.notice.startswith("Omar Haddad is not quoted in October 2019 in these articles")


@pytest.mark.parametrize(
    ("question", "others"), [("in November", "; articles also speak of November 2019."), ("last November", "")]
)
def test_another_year_is_told_of_unless_the_last_is_asked_for(question: str, others: str, newsroom: Library) -> None:
    notice = answer(f"what did the State Department say {question}", newsroom, 5).notice
    assert notice == (f"Taken for November 2020{others}" if others else "")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who warned that hospitals will close", "Without diesel"),
        ("who complained about the price of a ticket", "price of a ticket"),
        ("who called for fighters to leave", "foreign fighters must leave"),
    ],
)
def test_who_speaks_in_that_way_is_found(question: str, words: str, newsroom: Library) -> None:
    assert words in answer(question, newsroom, 5).citations[0].place.text


def test_what_a_speaker_never_touches_is_said_with_the_nearest(newsroom: Library) -> None:
    reply = answer("what did Anna May say about the union", newsroom, 5)
    assert reply.notice == "Anna May says nothing about “union” in these articles."
    assert {citation.speaker for citation in reply.nearest} == {"Anna May"}


def test_words_printed_just_after_the_day_are_probably_of_it(newsroom: Library) -> None:
    reply = answer("what did Mark Weber say on 14 March 2021", newsroom, 5)
    assert [citation.doubts for citation in reply.citations] == [(Slot.PERIOD,)]
    assert reply.notice.startswith("Nothing is certain to be on 14 March 2021")
    assert not answer("what did Anna May say on 14 March 2021", newsroom, 5).found  # the article states her day
