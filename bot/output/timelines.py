"""Timelines and coverage as bars of letters."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from bot.output.json_lines import period_fields, place_fields
from bot.output.output import Report
from bot.output.wording import counted, readable_period, visible
from retrieval.browsing.timeline import by_month, without_empty_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.browsing.timeline import Coverage, Moment, Timeline

_LONGEST_BAR = 40
"""Characters of the longest bar: a longer one is no easier to compare."""
_LONGEST_NAME = 32
"""Characters of an outlet's name: with its count it fits half a line of eighty."""
_INDENT = "  "


def timeline_report(timeline: Timeline) -> Report:
    """Return the timeline for readers, a bar for each month and then the words of each moment, and for programs."""
    return Report(partial(_timeline_text, timeline), partial(_timeline_fields, timeline))


def coverage_report(coverage: Coverage) -> Report:
    """Return which outlet printed how much in which month, for readers and for programs."""
    return Report(partial(_coverage_text, coverage), lambda: {**asdict(coverage), "months": list(coverage.months)})


def headline(timeline: Timeline) -> str:
    """Return what it is a timeline of, and how much of it there is."""
    if not timeline.moments:
        return f"Nobody called “{timeline.of}” is quoted in these articles, and no passage is about it."
    return f"{timeline.of}: {counted(len(timeline.moments), 'passage')}, {timeline.undated} undated"


def bars(months: dict[str, int], width: int, scale: int | None = None) -> Iterator[str]:
    """Yield a line of at most so many characters for each month.

    The longest bar is the month with most, or where charts share a ``scale``, that count, a character each at most.
    """
    most = scale or max(months.values(), default=1)
    longest = max(1, min(_LONGEST_BAR, width - len(f"2000-01  {most}"), scale or _LONGEST_BAR))
    for month, count in months.items():
        yield f"{month} {'█' * -(-longest * count // most)} {count}".replace("  ", " ")


def _moment_lines(moment: Moment) -> Iterator[str]:
    when = readable_period(moment.said) if moment.said else "undated"
    yield f"{when}  {moment.place.text}"
    start, end = moment.place.span
    yield f"    {moment.place.document.source}:{start}-{end}"


def _timeline_text(timeline: Timeline, width: int) -> str:
    lines = [headline(timeline), *bars(without_empty_years(by_month(timeline.moments)), width)]
    for moment in timeline.moments:
        lines += ["", *_moment_lines(moment)]
    return "\n".join(map(visible, lines))


def _timeline_fields(timeline: Timeline) -> object:
    moments = [
        {"text": each.place.text, **place_fields(each.place), "speaker": each.speaker, "said": period_fields(each.said)}
        for each in timeline.moments
    ]
    return {"of": timeline.of, "months": by_month(timeline.moments), "undated": timeline.undated, "moments": moments}


def _coverage_text(coverage: Coverage, width: int) -> str:
    """Return a bar for each month of each outlet, documents without a day counted last."""
    lines = [counted(coverage.passages, "passage")]
    most = max((count for months in coverage.counts.values() for count in months.values()), default=1)
    for outlet in sorted({*coverage.counts, *coverage.undated}):
        months, undated = coverage.counts.get(outlet, {}), coverage.undated.get(outlet, 0)
        lines.append(f"{outlet[:_LONGEST_NAME]}: {counted(sum(months.values()) + undated, 'document')}")
        lines += [_INDENT + bar for bar in bars(months, width - len(_INDENT), most)]
        lines += [f"{_INDENT}undated {undated}"] if undated else []
    if coverage.undated:
        undated = sum(coverage.undated.values())
        lines.append(f"{undated} undated: questions with a date find only what their text dates")
    return "\n".join(map(visible, lines))
