"""Whether a page that prints 5/4/2019 means April or May."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache

from embeddings.language.word_lists import word_list

_MONTHS = 12
"""The highest number that can be a month: a higher one is the day."""
_DIGITS = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])")
_ENGLISH = re.compile(r"\b(?:the|of|and)\b", re.IGNORECASE)
_ENGLISH_SHARE = 0.02
"""Share of these words in an English page, at least: running text has one in eight."""
_FEW = 40
"""Words of a text that is too short to tell its language by."""
_BRITISH, _AMERICAN = word_list(__file__, "british"), word_list(__file__, "american")


class _Order(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"


def is_day_first(text: str) -> bool:
    """Return whether the page's dates in digits put the day first.

    Those that can be read one way only decide, else the page's spelling; a page in another language puts it first.
    """
    orders = Counter(_order(int(left), int(right)) for left, _, right in _DIGITS.findall(text))
    if orders[_Order.DAY_FIRST] != orders[_Order.MONTH_FIRST]:
        return orders[_Order.DAY_FIRST] > orders[_Order.MONTH_FIRST]
    return orders[_Order.EITHER] > 0 and (_is_british(text) or not _is_english(text))


def _order(left: int, right: int) -> _Order:
    if left > _MONTHS >= right:
        return _Order.DAY_FIRST
    return _Order.MONTH_FIRST if right > _MONTHS >= left else _Order.EITHER


def _is_british(text: str) -> bool:
    british, american = _spellings()
    return len(british.findall(text)) > len(american.findall(text))


def _is_english(text: str) -> bool:
    words = len(text.split())
    return words < _FEW or len(_ENGLISH.findall(text)) >= _ENGLISH_SHARE * words


@cache
def _spellings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    british = rf"£|\.(?:co\.\w\w|com\.au|ie)\b|\b{_BRITISH.pattern}\b"
    return re.compile(british), re.compile(rf"\b{_AMERICAN.pattern}(?!\w)")
