"""What stands in a picture: bars by month, quotations by day, outlets by months."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bot.output.wording import counted, readable_period, visible
from retrieval.browsing.timeline import by_month, telling_months

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from retrieval.browsing.timeline import Coverage, Moment, Timeline

_WIDTH, _HEIGHT = 8, 3
"""Inches of a picture with one chart."""
_PANEL = 1.5
"""Inches that a chart among several is high: its bars are still told apart."""
_COLOUR, _FAINT = "#35618f", "#777777"
_LONGEST_TITLE, _LONGEST_NAME = 48, 28
"""Characters of a title that the width holds at the library's font size, and of an outlet beside its row."""
_TICKS = 12
"""Months named under the bars at most: more would overlap."""
_FEW_TICKS = 3
"""Numbers beside a chart among several: its height holds no more."""
_FEWEST = 6
"""Bars for which there is room at least, so that a single one is no wall."""
_HALF_A_BAR, _MARGIN = 0.4, 0.2
"""Half the width that the library gives a bar; the axis ends a little beyond it."""
_MOST_PANELS = 6
"""Charts in one picture at most: more do not fit a screen."""
_LINE, _LINES = 112, 2
"""Characters of a quotation's line at that width, and lines of one: the page has the whole."""
_ROW = 0.62
"""Inches of a quotation: its day and two lines."""
_NUMBERED = 24
"""Months up to which there is room for a number in each cell."""
_PALE = 0.55
"""Share of the largest count from which a cell is so dark that its number is white."""


def bar_chart(figure: Figure, timeline: Timeline) -> None:
    """Draw a bar for each month; for several speakers a chart each, on the same months and scale."""
    parts = timeline.parts[:_MOST_PANELS] or (timeline,)
    several = len(parts) > 1
    figure.set_size_inches(_WIDTH, max(_HEIGHT, _PANEL * len(parts) + 0.5))
    months, before = telling_months(by_month(timeline.moments))
    panels = figure.subplots(len(parts), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axes, part in zip(panels, parts, strict=True):
        counts = by_month(part.moments)
        axes.bar(range(len(months)), [counts.get(month, 0) for month in months], color=_COLOUR)
        axes.set_title(_drawable(part.of, _LONGEST_TITLE), parse_math=False, loc="left" if several else "center")
        _count_up(axes, "" if several else "passages", _TICKS if not several else _FEW_TICKS)
    _name_months(panels[-1], months)
    if several:
        figure.supylabel("passages", fontsize="medium")
    if before:
        panels[-1].set_xlabel(f"{before:,} more before {months[0]}", loc="left", color=_FAINT, fontsize="small")


def quotation_chart(figure: Figure, timeline: Timeline) -> None:
    """Draw the moments one below the other: the day, and the words."""
    moments = [moment for moment in timeline.moments if moment.said]
    figure.set_size_inches(_WIDTH, 0.7 + _ROW * len(moments))
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(moments), 0)
    axes.plot([0.012] * 2, [0.25, len(moments) - 0.35], color="#cccccc", linewidth=1.5, zorder=0)
    axes.set_title(_drawable(timeline.of, _LONGEST_TITLE), parse_math=False, loc="left")
    for row, moment in enumerate(moments):
        axes.scatter([0.012], [row + 0.25], color=_COLOUR, s=36)
        _write_moment(axes, row, moment, named=moment.speaker not in {None, timeline.of})


def grid_chart(figure: Figure, coverage: Coverage) -> None:
    """Draw a row for each outlet and a column for each month, the darker the more documents."""
    months, outlets = coverage.months, sorted(coverage.counts)
    figure.set_size_inches(_WIDTH, 1.4 + 0.36 * max(1, len(outlets)))
    axes = figure.add_subplot()
    counts = [[coverage.counts[outlet].get(month, 0) for month in months] for outlet in outlets]
    undated = sum(coverage.undated.values())
    note = f", {undated:,} without a day" if undated else ""
    total = sum(map(sum, counts))
    axes.set_title(f"{counted(total, 'document')} by month of printing{note}", loc="left")
    if not counts:
        axes.set_axis_off()
        return
    most = max(map(max, counts))
    axes.pcolormesh(counts, cmap="Blues", vmin=0, vmax=most, edgecolors="#dddddd", linewidth=0.5)
    axes.invert_yaxis()
    axes.set_yticks([row + 0.5 for row in range(len(outlets))], [_drawable(each, _LONGEST_NAME) for each in outlets])
    step = max(1, -(-len(months) // _TICKS))
    axes.set_xticks(
        [column + 0.5 for column in range(0, len(months), step)], list(months)[::step], rotation=45, ha="right"
    )
    axes.tick_params(length=0)
    for row, line in enumerate(counts if len(months) <= _NUMBERED else ()):
        for column, count in enumerate(line):
            colour = "white" if count > _PALE * most else "black"
            axes.text(column + 0.5, row + 0.5, str(count or ""), ha="center", va="center", color=colour, fontsize=8)


def _count_up(axes: Axes, label: str, ticks: int) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(ticks, integer=True))
    axes.set_ylabel(label)


def _name_months(axes: Axes, months: Sequence[str]) -> None:
    step = max(1, -(-len(months) // _TICKS))
    axes.set_xticks(range(0, len(months), step), list(months)[::step], rotation=45, ha="right")
    beyond = _HALF_A_BAR + _MARGIN + max(0, _FEWEST - len(months)) / 2
    axes.set_xlim(-beyond, len(months) - 1 + beyond)


def _write_moment(axes: Axes, row: int, moment: Moment, *, named: bool) -> None:
    day = readable_period(moment.said) if moment.said else ""
    who = f", {moment.speaker}" if named else ""
    outlet = moment.place.document.provenance.publisher or moment.place.document.provenance.agency
    above = _drawable(f"{day}{who}{f' · {outlet}' if outlet else ''}", _LINE)
    words = textwrap.fill(_drawable(moment.place.text, 2 * _LINE * _LINES), _LINE, max_lines=_LINES, placeholder=" …")
    axes.text(0.035, row + 0.02, above, va="top", fontsize=8, color=_FAINT, parse_math=False)
    axes.text(0.035, row + 0.32, words, va="top", fontsize=9, parse_math=False)


def _drawable(text: str, longest: int) -> str:
    """Return the text in characters that the picture's font has, shortened to its width."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    shown = "".join(each if ord(each) in known else "\ufffd" for each in visible(text))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
