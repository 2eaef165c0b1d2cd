"""No condition is ever dropped in silence: an answer keeps to the time asked for, or says that it cannot."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

import pytest

from retrieval.understanding.query import Slot
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.library import Library

MONTHS = tuple(calendar.month_name[1:])
TIMES = (
    *(f"in {month}" for month in MONTHS),
    *(f"in {month} {year}" for month in ("March", "December") for year in (2016, 2019, 2030)),
    *(f"in the {season}" for season in ("spring", "summer", "autumn", "winter")),
    *(f"on {day}" for day in calendar.day_name),
    *("in 2016", "in 2019", "in 2030", "on 31 December", "yesterday", "this week", "last month", "today", "tomorrow"),
)


def assert_kept(question: str, time: str, library: Library) -> None:
    reply = answer(question, library, 10)
    period = reply.query.period
    assert period is not None, question
    if reply.found:
        assert all(
            (each.said and each.said.overlaps(period)) or Slot.PERIOD in each.doubts for each in reply.citations
        ), question
        return
    named = time.split()[1] if time.startswith(("in M", "in D")) else ""
    assert named in reply.notice or "end on" in reply.notice, (question, reply.notice)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["library", "newsroom"])
def test_every_month_asked_of_every_speaker_is_kept_or_said_not_to_be_there(
    corpus: str, request: pytest.FixtureRequest
) -> None:
    opened: Library = request.getfixturevalue(corpus)
    for speaker in opened.vocabulary.speakers.values():
        for month in MONTHS:
            assert_kept(f"what did {speaker.name} say in {month}", f"in {month}", opened)


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("asked", ["what did {} say {}", "{} {}", "what did {} say about oil {}"])
def test_every_word_for_time_is_kept_or_said_not_to_be_there(asked: str, time: str, newsroom: Library) -> None:
    question = asked.format("Haddad", time)
    assert answer(question, newsroom, 5).query.period is not None
    if asked.startswith("what did {} say {}"):
        assert_kept(question, time, newsroom)


def test_a_month_that_the_articles_do_not_hold_is_said(library: Library) -> None:
    reply = answer("what did Pompeo say in December", library, 5)
    assert not reply.found
    assert reply.notice.startswith("Mike Pompeo is not quoted in December in these articles, but in April 2019")
