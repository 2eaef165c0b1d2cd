"""Date expressions in a text, and the periods that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.date_expressions import DateExpression, expressions
from embeddings.annotating.date_resolution import Clock, resolve
from embeddings.documents import Period, Span

if TYPE_CHECKING:
    from datetime import date
    from embeddings.documents import DateMention, Document


def date_mentions(document: Document) -> tuple[DateMention, ...]:
    """Return the document's date expressions in order, each with the period that it means."""
    return document.dates


def period_in(question: str, today: date) -> tuple[Span, Period] | None:
    """Return the words of the question that mean a period, and the period; the past is meant where both fit."""
    found = sorted(expressions(question), key=lambda each: (each.vague, -len(each.span)))
    clock = Clock(today)
    for each in found:
        if (period := resolve(each.when, clock)) is not None:
            return each.span, period
    return None
