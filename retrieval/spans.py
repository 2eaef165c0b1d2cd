"""Spans of a passage, joined and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def within(passage: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the parts of the spans that stand in the passage."""
    return [
        Span(max(span.start, passage.start), min(span.end, passage.end)) for span in spans if span.overlap(passage) > 0
    ]


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap or touch made one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def share(passage: Span, spans: Iterable[Span]) -> float:
    """Return the share of the passage's characters that stand in one of the spans."""
    return sum(map(len, union(within(passage, spans)))) / max(1, len(passage))
