"""Whether a page that prints 5/4/2019 means April or May."""

from __future__ import annotations

import re
from collections import Counter

_MONTHS = 12
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_BRITISH = re.compile(
    r"£|\b(?:GMT|BST|IST|AEST|AEDT|SAST|UK)\b|\.(?:co\.\w\w|com\.au|ie)\b|\b(?:[a-z]*(?:avour|olour|abour|eighbour|onour)\w*|\w+[ln]is(?:ed|ing|ation)s?|"
    r"centres?|theatres?|programmes?|whilst|licence|defence|favourites?|travell\w+)\b"
)
_AMERICAN = re.compile(
    r"\b(?:E[SD]?T|C[SD]T|P[SD]?T|M[SD]T|U\.S\.)(?!\w)|\b(?:[a-z]*(?:avor|olor|labor|eighbor|onor)(?:s|ed|ing|able|ite|ites)?|\w+[ln]iz(?:ed|ing|ation)s?|"
    r"centers?|theaters?|programs?|license|defense|travel(?:ed|ing))\b"
)


def is_day_first(text: str) -> bool:
    """Return whether the page's dates in digits put the day first.

    Those that can be read one way only decide, else its spelling.
    """
    ways = Counter(_way(int(a), int(b)) for a, b in _SLASHED.findall(text))
    if ways["day first"] != ways["month first"]:
        return ways["day first"] > ways["month first"]
    return ways["either"] > 0 and len(_BRITISH.findall(text)) > len(_AMERICAN.findall(text))


def _way(a: int, b: int) -> str:
    return "day first" if a > _MONTHS >= b else "month first" if b > _MONTHS >= a else "either"
