"""The picture of a timeline: a bar for each month, whatever the name and however many months."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.image import imread

from bot.output.pictures import draw
from embeddings.documents import Period, Provenance, Span
from embeddings.storage.records import StoredDocument
from retrieval.answers import Place
from retrieval.browsing.timeline import Moment, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

BAR = (0x35, 0x61, 0x8F)


def timeline(of: str, *counts: int) -> Timeline:
    """Return a timeline with so many moments in each month from January 2000 on."""
    place = Place(StoredDocument(0, "a.txt", "Said.", Provenance(), b""), Span(0, 5))
    days = [date(2000 + month // 12, month % 12 + 1, 3) for month, count in enumerate(counts) for _ in range(count)]
    return Timeline(of, tuple(Moment(place, Period(day, day)) for day in days))


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
    low, middle, high = heights(picture(timeline("Mike Pompeo", 1, 2, 0, 4)))
    assert middle == pytest.approx(2 * low, abs=3)
    assert high == pytest.approx(4 * low, abs=5)


def test_a_single_month_is_no_wall_and_many_are_told_apart() -> None:
    (one,) = widths(picture(timeline("Mike Pompeo", 3)))
    many = widths(picture(timeline("Mike Pompeo", *[1, 2] * 60)))
    assert one < 200
    assert len(many) == 120


@pytest.mark.parametrize(
    "name",
    ["", "$x^2$ and $", "\\frac{", "新闻 الخبر 🇺🇸", "a\x1b[31m\u202eb\nc", "x" * 5000, "<b>&amp;", "\ud83d"],
    ids=["none", "formula", "macro", "scripts", "controls", "long", "markup", "half"],
)
def test_a_hostile_name_costs_no_bar(name: str) -> None:
    assert len(heights(picture(timeline(name, 2, 1)))) == 2


def test_no_day_at_all_is_a_picture_without_bars() -> None:
    assert heights(picture(timeline("Mike Pompeo"))) == []
