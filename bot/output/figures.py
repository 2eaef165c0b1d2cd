"""Figures and misses of an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.json_lines import place_fields
from bot.output.output import Report
from bot.output.wording import visible
from retrieval.evaluation import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.evaluation import Figures, Outcome

_DIGITS = 4
"""Decimals of a figure: on ten thousand questions the next one is noise."""
_SHOWN = 3
"""Passages shown of those that came instead: further ones rarely say why the first is wrong."""
_LONGEST = 100
"""Characters of a passage that are shown: with its place a line or two."""


def evaluation_report(outcomes: Sequence[Outcome], *, with_misses: bool) -> Report:
    """Return the figures, and on demand the questions whose first passage is wrong."""
    rounded = {name: value if value is None else round(value, _DIGITS) for name, value in figures(outcomes).items()}
    missed = [each for each in outcomes if each.missed] if with_misses else []
    misses = {"misses": [_miss_fields(each) for each in missed]} if with_misses else {}
    return Report(lambda _: _text(rounded, missed), lambda: rounded | misses)


def _text(figures: Figures, missed: Iterable[Outcome]) -> str:
    longest = max(map(len, figures))
    table = [f"{name:<{longest}}  {_readable(value):>9}" for name, value in figures.items()]
    return "\n\n".join(["\n".join(table), *("\n".join(map(visible, _miss_lines(each))) for each in missed)])


def _readable(figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:,}" if isinstance(figure, int) else f"{figure:.{_DIGITS}f}"


def _miss_fields(outcome: Outcome) -> dict[str, object]:
    gold = [{"source": source, "start": span.start, "end": span.end} for source, span in sorted(outcome.case.gold)]
    return {
        "question": outcome.case.question,
        "where": outcome.case.where,
        "wanted": gold,
        "came": [place_fields(each.place) | {"text": each.place.text} for each in outcome.answer.citations],
        "notice": outcome.answer.notice,
    }


def _miss_lines(outcome: Outcome) -> Iterator[str]:
    gold = [f"{source}:{span.start}-{span.end}" for source, span in sorted(outcome.case.gold)]
    yield outcome.case.question
    yield f"  wanted {', '.join(gold) or 'nothing'}"
    for citation in outcome.answer.citations[:_SHOWN]:
        start, end = citation.place.span
        yield f"  {citation.place.document.source}:{start}-{end} {citation.place.text[:_LONGEST]}"
    if not outcome.answer.citations:
        yield f"  nothing came: {outcome.answer.notice}"
