"""Figures and misses of an evaluation, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.rendering import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span
    from retrieval.evaluation import Figures, Outcome

_DIGITS = 4
_SHOWN = 3
"""Passages shown of those that came instead."""
_LONGEST = 100
"""Characters of a passage that are shown."""


def rounded(figures: Figures) -> Figures:
    """Return the figures with the digits that mean something."""
    return {name: value if value is None else round(value, _DIGITS) for name, value in figures.items()}


def plain_figures(figures: Figures) -> str:
    """Return a table: a line for each figure."""
    width = max(map(len, figures))
    return "\n".join(f"{name:<{width}}  {_readable(value):>9}" for name, value in figures.items())


def misses(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Return the questions whose first passage is wrong, with what was wanted and what came instead."""
    return [_miss(outcome) for outcome in outcomes if outcome.missed]


def plain_misses(missed: Sequence[dict[str, Any]]) -> str:
    """Return the misses for a reader."""
    return "\n\n".join("\n".join(visible(line) for line in _block(miss)) for miss in missed)


def _readable(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.{_DIGITS}f}"


def _miss(outcome: Outcome) -> dict[str, Any]:
    return {
        "question": outcome.case.question,
        "where": outcome.case.where,
        "wanted": [_spot(source, span) for source, span in sorted(outcome.case.gold)],
        "came": [
            {"source": each.place.document.source, "start": each.place.span.start, "end": each.place.span.end}
            | {"text": each.place.text}
            for each in outcome.answer.citations
        ],
        "notice": outcome.answer.notice,
    }


def _spot(source: str, span: Span) -> dict[str, object]:
    return {"source": source, "start": span.start, "end": span.end}


def _block(miss: dict[str, Any]) -> list[str]:
    wanted = ", ".join(f"{spot['source']}:{spot['start']}-{spot['end']}" for spot in miss["wanted"]) or "nothing"
    came = [f"  {c['source']}:{c['start']}-{c['end']} {c['text'][:_LONGEST]}" for c in miss["came"][:_SHOWN]]
    return [f"{miss['question']}", f"  wanted {wanted}", *(came or [f"  nothing came: {miss['notice']}"])]
