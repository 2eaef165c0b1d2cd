"""Holidays that English news counts by, and the days on which they fall."""

from __future__ import annotations

from datetime import date, timedelta

from embeddings.dates.arithmetic import easter, nth_weekday
from embeddings.documents import Period

_NAMES = {
    "christmas": "christmas|christmas day", "christmas eve": "christmas eve", "halloween": "halloween",
    "new year": "new year|new year s|new year day|new year s day", "new year's eve": "new year s eve",
    "thanksgiving": "thanksgiving|thanksgiving day", "black friday": "black weekday", "easter": "easter|easter weekday",
    "good friday": "good weekday", "independence day": "independence day", "labor day": "labor day|labour day",
    "memorial day": "memorial day", "veterans day": "veterans day", "valentine's day": "valentine s day",
    "st patrick": "st patrick|saint patrick|st patrick s day", "boxing day": "boxing day", "earth day": "earth day",
    "presidents day": "presidents day",
}  # fmt: skip
FEASTS = {form: name for name, forms in _NAMES.items() for form in forms.split("|")}
"""The words of each holiday, a weekday's name written "weekday", with the holiday's name."""
LONGEST_FEAST = 4
"""Words of the longest."""
_MONDAY, _THURSDAY = 0, 3
_FIXED = {
    "new year": (1, 1), "valentine's day": (2, 14), "st patrick": (3, 17), "earth day": (4, 22),
    "independence day": (7, 4), "halloween": (10, 31), "veterans day": (11, 11), "christmas eve": (12, 24),
    "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
_NTH = {
    "presidents day": (2, _MONDAY, 3), "memorial day": (5, _MONDAY, -1), "labor day": (9, _MONDAY, 1),
    "thanksgiving": (11, _THURSDAY, 4), "black friday": (11, _THURSDAY, 4),
}  # fmt: skip
"""Month, weekday, which one: the United States' days, where countries differ."""


def feast_in(name: str, year: int) -> Period | None:
    """Return the day on which the holiday falls that year; None for a holiday or a year that is not known."""
    if not date.min.year < year < date.max.year:
        return None
    day = _feast(name, year)
    return Period(day, day) if day else None


def _feast(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH:
        return nth_weekday(year, *_NTH[name]) + timedelta(days=name == "black friday")
    return {"easter": easter(year), "good friday": easter(year) - timedelta(days=2)}.get(name)
