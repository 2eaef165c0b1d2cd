"""Timelines and coverage, to look at: bars in a terminal, or a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.rendering import readable_period, visible
from embeddings.errors import SettingsError
from retrieval.timeline import by_month

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from retrieval.timeline import Coverage, Moment, Timeline

_WIDTH = 80
_BAR = 40
"""Characters of the longest bar where there is room for it."""
_LONGEST_NAME = 32
_LONGEST_TITLE = 48
"""Characters of a picture's title that its width holds."""
_TICKS = 12
"""Months named under a picture's bars at most."""
_FEWEST = 6
"""Bars for which a picture has room at least, so that a single one is no wall."""


def timeline_text(told: Timeline, width: int = _WIDTH) -> str:
    """Return a bar for each month, in lines of so many characters, then each moment's words with day and place."""
    lines = [headline(told), *bars(by_month(told.moments), width)]
    for moment in told.moments:
        lines += ["", *_moment_lines(moment)]
    return "\n".join(visible(line) for line in lines)


def headline(told: Timeline) -> str:
    """Return what it is a timeline of, and how much of it there is."""
    return f"{told.of}: {counted(len(told.moments), 'passage')}, {told.undated} undated"


def timeline_json(told: Timeline) -> dict[str, object]:
    """Return the same for programs."""
    moments = [
        {
            "text": moment.place.text,
            "source": moment.place.document.source,
            "start": moment.place.span.start,
            "end": moment.place.span.end,
            "speaker": moment.speaker,
            "said": _days(moment),
        }
        for moment in told.moments
    ]
    return {"of": told.of, "months": by_month(told.moments), "undated": told.undated, "moments": moments}


def coverage_text(told: Coverage, width: int = _WIDTH) -> str:
    """Return a bar for each month of each outlet, documents without a day counted last."""
    outlets = sorted({*told.counts, *told.undated})
    lines = [f"{told.passages:,} passages"]
    for outlet in outlets:
        months = told.counts.get(outlet, {})
        lines.append(
            f"{outlet[:_LONGEST_NAME]}: {counted(sum(months.values()) + told.undated.get(outlet, 0), 'document')}"
        )
        lines += [f"  {line}" for line in bars(months, width - 2)]
        if outlet in told.undated:
            lines.append(f"  undated {told.undated[outlet]}")
    if told.undated:
        lines.append(
            f"{sum(told.undated.values())} undated: questions with a date find only what their text tells of days"
        )
    return "\n".join(visible(line) for line in lines)


def coverage_json(told: Coverage) -> dict[str, object]:
    """Return the same for programs."""
    return {**asdict(told), "months": list(told.months)}


def draw(told: Timeline, picture: Path | BinaryIO) -> None:
    """Write the timeline's bars as a PNG picture of 1152 by 432 pixels.

    Raises SettingsError if matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError:
        raise SettingsError("pictures need matplotlib: pip install 'verbatim[plot]'") from None
    months = by_month(told.moments)
    figure = Figure(figsize=(8, 3), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.bar(range(len(months)), list(months.values()), color="#35618f")
    step = max(1, -(-len(months) // _TICKS))
    axes.set_xticks(range(0, len(months), step), list(months)[::step], rotation=45, ha="right")
    spare = max(0, _FEWEST - len(months)) / 2
    axes.set_xlim(-0.6 - spare, len(months) - 0.4 + spare)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("passages")
    axes.set_title(_drawable(told.of), parse_math=False)
    figure.savefig(picture, dpi=144, format="png")


def _drawable(name: str) -> str:
    """Return the name in characters that the picture's font has, shortened to its width."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    shown = "".join(each if ord(each) in known else "\ufffd" for each in visible(name))
    return shown if len(shown) <= _LONGEST_TITLE else shown[: _LONGEST_TITLE - 1] + "…"


def bars(months: dict[str, int], width: int) -> Iterator[str]:
    """Yield a line of at most so many characters for each month."""
    most = max(months.values(), default=1)
    longest = max(1, min(_BAR, width - len(f"2000-01  {most}")))
    for month, count in months.items():
        yield f"{month} {'█' * -(-longest * count // most)} {count}".replace("  ", " ")


def _moment_lines(moment: Moment) -> Iterator[str]:
    when = readable_period(moment.said) if moment.said else "undated"
    yield f"{when}  {moment.place.text}"
    start, end = moment.place.span
    yield f"    {moment.place.document.source}:{start}-{end}"


def _days(moment: Moment) -> dict[str, object] | None:
    if moment.said is None:
        return None
    return {
        "start": moment.said.first.isoformat(),
        "end": moment.said.last.isoformat(),
        "inferred": moment.said.inferred,
    }


def counted(count: int, thing: str) -> str:
    """Return the number of things, one or several."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
