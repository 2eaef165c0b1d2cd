"""A topic's passages in the order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from embeddings.documents import Period
from retrieval.browsing.timeline import Moment, by_month, timeline, without_empty_years
from tests.asking import answer

if TYPE_CHECKING:
    from retrieval.answers import Place
    from retrieval.library import Library


def moment(place: Place, year: int, month: int) -> Moment:
    day = date(year, month, 1)
    return Moment(place, Period(day, day))


def test_a_topic_counts_only_the_passages_about_it(newsroom: Library) -> None:
    moments = timeline("ferry terminal", newsroom).moments
    assert moments
    assert all("ferry" in f"{each.place.text} {each.place.document.provenance.title}".lower() for each in moments)


def test_a_topic_that_nobody_writes_about_has_no_moment(newsroom: Library) -> None:
    assert timeline("zzyzx frobnicate", newsroom).moments == ()


def test_years_without_a_moment_are_left_out_and_months_are_not(newsroom: Library) -> None:
    place = answer("what did Graham say", newsroom, 1).citations[0].place
    months = without_empty_years(by_month([moment(place, 2017, 5), moment(place, 2019, 1), moment(place, 2019, 4)]))
    assert months == {"2017-05": 1, "2019-01": 1, "2019-02": 0, "2019-03": 0, "2019-04": 1}
