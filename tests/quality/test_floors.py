"""What answers to the questions in `seeds.jsonl` must be worth, at least.

`floors.json` is only ever raised; or lowered, and then the commit that does it gives the reason.
A question is never changed because it is answered badly.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.evaluation import cases, figures, outcomes

if TYPE_CHECKING:
    from retrieval.evaluation import Figures
    from retrieval.library import Library

QUESTIONS = Path(__file__).parent / "seeds.jsonl"
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reached(library: Library) -> Figures:
    return figures(list(outcomes(cases(QUESTIONS, library), library)))


@pytest.mark.parametrize("name", FLOORS)
def test_the_floor_holds(name: str, reached: Figures) -> None:
    figure = reached[name]
    assert figure is not None
    assert figure >= FLOORS[name]


def test_every_figure_of_quality_has_a_floor(reached: Figures) -> None:
    assert reached.keys() - {"questions", "median_ms", "p95_ms"} == FLOORS.keys()
