"""Timelines and coverage as pictures, in PNG or SVG."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.output.charts import bar_chart, grid_chart, quotation_chart
from embeddings.errors import SettingsError
from retrieval.browsing.timeline import FEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from matplotlib.figure import Figure

    from retrieval.browsing.timeline import Coverage, Timeline

_DOTS_PER_INCH = 144
"""A picture of eight inches has 1152 pixels: Telegram scales photographs down from 1,280."""


class Picture(StrEnum):
    """The format of a picture."""

    PNG = "png"
    SVG = "svg"


def draw(timeline: Timeline, file: Path | BinaryIO, format_: Picture = Picture.PNG) -> None:
    """Write the timeline's bars, one chart for each of several speakers; of few moments the words themselves.

    Raises SettingsError if matplotlib is not installed.
    """
    chart = quotation_chart if 0 < timeline.dated <= FEW else bar_chart
    _write(lambda figure: chart(figure, timeline), file, format_)


def draw_coverage(coverage: Coverage, file: Path | BinaryIO, format_: Picture = Picture.PNG) -> None:
    """Write how many documents each outlet printed in each month, as a table of shades.

    Raises SettingsError if matplotlib is not installed.
    """
    _write(lambda figure: grid_chart(figure, coverage), file, format_)


def _write(chart: Callable[[Figure], None], file: Path | BinaryIO, format_: Picture) -> None:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise SettingsError("pictures need matplotlib: pip install 'verbatim-news[plot]'") from None
    figure = Figure(layout="constrained")
    FigureCanvasAgg(figure)
    chart(figure)
    figure.savefig(file, dpi=_DOTS_PER_INCH, format=format_.value)
