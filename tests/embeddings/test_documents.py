"""What documents are made of."""

from __future__ import annotations

from datetime import date

from embeddings.documents import Inferred, Period

APRIL = (date(2019, 4, 1), date(2019, 4, 30))


def test_periods_are_ordered_by_their_days_whatever_of_them_is_inferred() -> None:
    march, stated = Period(date(2019, 3, 1), date(2019, 3, 31)), Period(*APRIL)
    assert min([stated, Period(*APRIL, Inferred.DATE), march]) == march
