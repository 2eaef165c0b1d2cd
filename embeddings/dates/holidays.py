"""Holidays that English news counts by, and the days on which they fall."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from embeddings.dates.arithmetic import easter, nth_weekday
from embeddings.documents import Period
from embeddings.language.word_lists import word_table

_FORMS = word_table(__file__, "forms")
_DAYS = word_table(__file__, "fixed days")
_WEEKDAYS = word_table(__file__, "weekdays of a month")
_FROM_EASTER = word_table(__file__, "days from Easter")
LONGEST_HOLIDAY = 4
"""Words of the longest: "new year s day"."""


@cache
def names() -> dict[str, str]:
    """Return the words of each holiday, a weekday's name written "weekday", with the holiday's name."""
    return {form.strip(): name for name, forms in _FORMS.items() for form in forms.split(",")}


def holiday_in(name: str, year: int) -> Period | None:
    """Return the day on which the holiday falls that year; None for a holiday or a year that is not known."""
    if not date.min.year < year < date.max.year:
        return None
    day = _day(name, year)
    return Period(day, day) if day else None


def _day(name: str, year: int) -> date | None:
    if name in _DAYS:
        month, day = map(int, _DAYS[name].split("-"))
        return date(year, month, day)
    if name in _WEEKDAYS:
        month, weekday, nth, later = map(int, _WEEKDAYS[name].split())
        return nth_weekday(year, month, weekday, nth) + timedelta(days=later)
    return easter(year) + timedelta(days=int(_FROM_EASTER[name])) if name in _FROM_EASTER else None
