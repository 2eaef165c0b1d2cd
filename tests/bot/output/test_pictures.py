"""The picture of a timeline: a bar for each month, whatever the name and however many months."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from matplotlib.image import imread

from bot.output.pictures import Picture, draw, draw_coverage
from embeddings.documents import Period, Provenance, Span
from embeddings.storage.records import StoredDocument
from retrieval.answers import Place
from retrieval.browsing.timeline import Coverage, Moment, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

BAR = (0x35, 0x61, 0x8F)


def timeline(of: str, *counts: int, parts: tuple[Timeline, ...] = ()) -> Timeline:
    """Return a timeline with so many moments in each month from January 2000 on."""
    place = Place(StoredDocument(0, "a.txt", "Said.", Provenance(), b""), Span(0, 5))
    days = [date(2000 + month // 12, month % 12 + 1, 3) for month, count in enumerate(counts) for _ in range(count)]
    return Timeline(of, tuple(Moment(place, Period(day, day)) for day in days), parts)


def picture(drawn: Timeline) -> NDArray[np.uint8]:
    file = BytesIO()
    draw(drawn, file)
    file.seek(0)
    return (imread(file)[:, :, :3] * 255).round().astype(np.uint8)


def widths(pixels: NDArray[np.uint8]) -> list[int]:
    """Return how many pixels wide each bar is, at its foot."""
    painted = (pixels == BAR).all(axis=2)
    foot = painted[painted.any(axis=1).nonzero()[0].max() - 2]
    edges = (foot[1:] != foot[:-1]).nonzero()[0]
    return [int(end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def heights(pixels: NDArray[np.uint8]) -> list[int]:
    """Return how many pixels high the picture is painted in each bar, from left to right."""
    columns = (pixels == BAR).all(axis=2).sum(axis=0)
    return [int(high) for at, high in enumerate(columns) if high and not columns[at - 1]]


def test_each_month_has_a_bar_as_high_as_its_count() -> None:
    low, middle, high = heights(picture(timeline("Mike Pompeo", 2, 4, 0, 8)))
    assert middle == pytest.approx(2 * low, abs=3)
    assert high == pytest.approx(4 * low, abs=5)


def test_a_single_month_is_no_wall_and_many_are_told_apart() -> None:
    (one,) = widths(picture(timeline("Mike Pompeo", 9)))
    many = widths(picture(timeline("Mike Pompeo", *[1, 2] * 60)))
    assert one < 200
    assert len(many) == 120


@pytest.mark.parametrize(
    "name",
    ["", "$x^2$ and $", "\\frac{", "新闻 الخبر 🇺🇸", "a\x1b[31m\u202eb\nc", "x" * 5000, "<b>&amp;", "\ud83d"],
    ids=["none", "formula", "macro", "scripts", "controls", "long", "markup", "half"],
)
def test_a_hostile_name_costs_no_bar(name: str) -> None:
    assert len(heights(picture(timeline(name, 8, 4)))) == 2


def test_no_day_at_all_is_a_picture_without_bars() -> None:
    assert heights(picture(timeline("Mike Pompeo"))) == []


def written(drawn: Timeline | Coverage, format_: Picture = Picture.SVG) -> bytes:
    file = BytesIO()
    if isinstance(drawn, Coverage):
        draw_coverage(drawn, file, format_)
    else:
        draw(drawn, file, format_)
    return file.getvalue()


def test_few_moments_are_quoted_and_not_counted() -> None:
    (dots,) = widths(picture(timeline("Mike Pompeo", 2, 1)))
    assert dots < 20


def test_several_speakers_have_a_chart_each_on_the_same_scale() -> None:
    parts = (timeline("Mike Pompeo", 4, 8), timeline("Donald Trump", 0, 4))
    painted = (picture(timeline("both", 4, 12, parts=parts)) == BAR).all(axis=2)
    rows = painted.any(axis=1)
    charts = [int(at) for at in (rows[1:] & ~rows[:-1]).nonzero()[0]]
    assert len(charts) == 2
    upper, lower = painted[: charts[1]].any(axis=1).sum(), painted[charts[1] :].any(axis=1).sum()
    assert upper == pytest.approx(2 * lower, abs=3)


def test_a_few_moments_of_long_ago_do_not_squeeze_the_rest() -> None:
    long_ago = timeline("Mike Pompeo", 1, *[0] * 300, *[20] * 6)
    assert len(heights(picture(long_ago))) == 6


@pytest.mark.parametrize("name", ["Mike Pompeo", "<b>&amp;</b>]]>", "$x^2$", "a\x1b[31m"])
@pytest.mark.parametrize("count", [1, 9])
def test_a_drawing_of_lines_is_well_formed(name: str, count: int) -> None:
    drawn = written(timeline(name, count))
    assert fromstring(drawn).tag.endswith("svg")  # noqa: S314 - drawn by us
    assert b"<script" not in drawn


def test_coverage_is_a_table_of_outlets_and_months() -> None:
    counts = {"The $Times$ <b>": {"2019-04": 3, "2019-06": 1}, "x" * 200: {"2019-05": 30}}
    for format_ in Picture:
        assert written(Coverage(counts, {"Wire": 2}, 40), format_)
    assert written(Coverage({}, {"Wire": 2}, 0))
    assert written(Coverage({"Wire": {f"{year}-01": year for year in range(1990, 2020)}}, {}, 1))
