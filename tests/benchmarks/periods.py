"""How many date expressions of questions are resolved to the days that a key gives: ``periods.py DATA_FOLDER``."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from embeddings.dates.arithmetic import unit_at
from embeddings.dates.forms import Unit
from embeddings.dates.mentions import dates_in

if TYPE_CHECKING:
    from embeddings.documents import Period

_RIGHT = frozenset({"exact", "last day counted in"})


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the day on which it is asked, and the period it means by the key."""

    question: str
    today: date
    words: str
    first: date
    after: date
    """The first day that is not meant."""
    is_range: bool

    @property
    def is_past(self) -> bool:
        """Whether it means days before the question's, at least in part."""
        return self.first < self.today


def main() -> None:
    """Print the share that is right, and with ``--misses`` what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = (json.loads(line) for line in (options.data / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    cases = [_case(row) for row in rows if _is_key(row)]
    click.echo(json.dumps(figures(cases)))
    for case in cases if options.misses else ():
        if case.is_past and verdict(case) not in _RIGHT:
            key = f"{case.first}..<{case.after}"
            click.echo(f"{verdict(case)}: {case.today} {case.question!r} [{case.words}] {key} but {_seen(case)}")


def _seen(case: Case) -> str:
    period = understood(case)
    return f"{period.first}..{period.last}" if period else "nothing"


def understood(case: Case) -> Period | None:
    """Return the period that a question is answered for, of a corpus with articles up to the day of asking."""
    dates = dates_in(case.question, case.today, case.today, (case.today.year, case.today.year - 1))
    return dates.periods[0] if dates else None


def _is_key(row: dict[str, str]) -> bool:
    return row["start"][:1].isdigit()


def _case(row: dict[str, str]) -> Case:
    end = date.fromisoformat(row["end"])
    after = end if row["end_exclusive"] else end + timedelta(days=1)
    return Case(
        row["question"],
        date.fromisoformat(row["today"]),
        row["text"],
        date.fromisoformat(row["start"]),
        after,
        bool(row["end_exclusive"]),
    )


def figures(cases: list[Case]) -> dict[str, float]:
    """Return how many cases mean the past, and the shares of them that are right."""
    tally = Counter(verdict(case) for case in cases if case.is_past)
    total = tally.total()
    right = sum(tally[kind] for kind in _RIGHT)
    return {
        "cases": len(cases),
        "past": total,
        "right": round(right / total, 4),
        "exact": round(tally["exact"] / total, 4),
    }


def verdict(case: Case) -> str:
    """Return how the period found compares with the key's.

    The key leaves out the far end that a range names ("from 4 to 22 January" ends before the 22nd);
    people mean it counted in, so a period that only adds that end is right.
    """
    period = understood(case)
    if period is None:
        return "none"
    if period.first != case.first:
        return "wrong"
    if period.last == case.after - timedelta(days=1):
        return "exact"
    return "last day counted in" if case.is_range and _adds_far_end(period, case) else "wrong"


def _adds_far_end(period: Period, case: Case) -> bool:
    units = [unit_at(case.after, unit) for unit in (Unit.DAY, Unit.MONTH, Unit.QUARTER, Unit.YEAR)]
    return any(unit.first == case.after and unit.last == period.last for unit in units if unit)


if __name__ == "__main__":
    main()
