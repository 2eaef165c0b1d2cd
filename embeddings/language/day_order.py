"""Whether a page that prints 5/4/2019 means April or May."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache

from embeddings.language.word_lists import word_list

_MONTHS = 12
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_BRITISH, _AMERICAN = word_list(__file__, "british"), word_list(__file__, "american")


class _Order(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"


def is_day_first(text: str) -> bool:
    """Return whether the page's dates in digits put the day first.

    Those that can be read one way only decide, else the page's spelling.
    """
    if "/" not in text:
        return False
    orders = Counter(_order(int(left), int(right)) for left, right in _SLASHED.findall(text))
    if orders[_Order.DAY_FIRST] != orders[_Order.MONTH_FIRST]:
        return orders[_Order.DAY_FIRST] > orders[_Order.MONTH_FIRST]
    return orders[_Order.EITHER] > 0 and _is_british(text)


def _order(left: int, right: int) -> _Order:
    if left > _MONTHS >= right:
        return _Order.DAY_FIRST
    return _Order.MONTH_FIRST if right > _MONTHS >= left else _Order.EITHER


def _is_british(text: str) -> bool:
    british, american = _spellings()
    return len(british.findall(text)) > len(american.findall(text))


@cache
def _spellings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    british = rf"£|\.(?:co\.\w\w|com\.au|ie)\b|\b{_BRITISH.pattern}\b"
    return re.compile(british), re.compile(rf"\b{_AMERICAN.pattern}(?!\w)")
