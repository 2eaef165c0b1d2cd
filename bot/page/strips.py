"""A timeline small enough for a page: quotations where there are few, else a bar for each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.output.wording import readable_period, visible
from bot.page.segments import shown
from retrieval.browsing.timeline import FEW, by_month, telling_months, timeline

if TYPE_CHECKING:
    from retrieval.browsing.timeline import Moment, Timeline
    from retrieval.library import Library
    from retrieval.understanding.query import Query

_WIDTH, _HEIGHT, _LABELS = 320, 80, 22
"""Units of the drawing, which is as wide as the page: what its bars and the months under them take."""
_WIDEST = 28
"""Units of a bar at most, so that a single one is no wall."""
_MONTHS_NAMED = 5
"""Months named under the bars at most: "2019-04" fills a sixth of a telephone's width."""
_LONGEST = 160
"""Characters of a quotation in a list: two lines or three."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month."""

    x: float
    y: float
    width: float
    height: float
    label: str
    """What it says when it is pointed at."""
    month: str
    """Written below it; empty where there is no room."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A timeline."""

    of: str
    quotations: tuple[tuple[str, str], ...]
    """Days with what was said, where there are few."""
    bars: tuple[Bar, ...]
    undated: int
    before: str
    """How many stand before the first bar, where long ago there were a few; else empty."""
    width: int = _WIDTH
    height: int = _HEIGHT + _LABELS


def strip(query: Query, library: Library) -> Strip | None:
    """Return the timeline of who is asked about; None where nobody is, or nothing that they say has a day."""
    if not query.speaker or not query.speakers:
        return None
    moments = timeline(query.speaker, library)
    if not moments.dated:
        return None
    few = moments.dated <= FEW
    return Strip(
        visible(moments.of),
        tuple(_quotation(each) for each in moments.moments if each.said) if few else (),
        () if few else _bars(moments),
        moments.undated,
        "" if few else _before(moments),
    )


def _quotation(moment: Moment) -> tuple[str, str]:
    words = shown(moment.place.text)
    day = readable_period(moment.said) if moment.said else ""
    return day, words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _before(moments: Timeline) -> str:
    months, before = telling_months(by_month(moments.moments))
    return f"{before:,} more before {months[0]}" if before else ""


def _bars(moments: Timeline) -> tuple[Bar, ...]:
    counts = by_month(moments.moments)
    months = {month: counts[month] for month in telling_months(counts)[0]}
    most, slot = max(months.values()), _WIDTH / len(months)
    step, width = -(-len(months) // _MONTHS_NAMED), min(_WIDEST, slot * 0.8)
    return tuple(
        Bar(
            round(at * slot + (slot - width) / 2, 1),
            round(_HEIGHT * (1 - count / most), 1),
            round(width, 1),
            round(_HEIGHT * count / most, 1),
            f"{month}: {count}",
            month if at % step == 0 else "",
        )
        for at, (month, count) in enumerate(months.items())
    )
