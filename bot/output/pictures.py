"""Timelines as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.wording import visible
from embeddings.errors import SettingsError
from retrieval.browsing.timeline import by_month

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from retrieval.browsing.timeline import Timeline

_INCHES, _DOTS_PER_INCH = (8, 3), 144
"""A picture of 1152 by 432 pixels: Telegram scales photographs down from 1,280."""
_COLOUR = "#35618f"
_LONGEST_TITLE = 48
"""Characters of a title that the width holds at the library's font size."""
_TICKS = 12
"""Months named under the bars at most: more would overlap."""
_FEWEST = 6
"""Bars for which there is room at least, so that a single one is no wall."""
_HALF_A_BAR = 0.4
"""Half the width that the library gives a bar; the axis ends a little beyond it."""
_MARGIN = 0.2
"""Empty width beyond the outermost bars, in widths of a bar."""


def draw(timeline: Timeline, picture: Path | BinaryIO) -> None:
    """Write the timeline's bars as a PNG picture.

    Raises SettingsError if matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError:
        raise SettingsError("pictures need matplotlib: pip install 'verbatim-news[plot]'") from None
    months = by_month(timeline.moments)
    figure = Figure(figsize=_INCHES, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.bar(range(len(months)), list(months.values()), color=_COLOUR)
    step = max(1, -(-len(months) // _TICKS))
    axes.set_xticks(range(0, len(months), step), list(months)[::step], rotation=45, ha="right")
    beyond = _HALF_A_BAR + _MARGIN + max(0, _FEWEST - len(months)) / 2
    axes.set_xlim(-beyond, len(months) - 1 + beyond)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("passages")
    axes.set_title(_drawable(timeline.of), parse_math=False)
    figure.savefig(picture, dpi=_DOTS_PER_INCH, format="png")


def _drawable(name: str) -> str:
    """Return the name in characters that the picture's font has, shortened to its width."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    shown = "".join(each if ord(each) in known else "\ufffd" for each in visible(name))
    return shown if len(shown) <= _LONGEST_TITLE else shown[: _LONGEST_TITLE - 1] + "…"
