"""Two wordings side by side."""

from __future__ import annotations

import pytest

from embeddings.documents import Span
from embeddings.wording.differences import compared
from embeddings.wording.folding import Wording

PRINT = "It rained. “There is no military solution to the Libya conflict, friends,” he said. Nobody left the square."


def differing(claim: str, print_: str = PRINT) -> list[tuple[str, str]]:
    """Return the words of the claim and those of print that differ."""
    ours, theirs = (Wording(text, [Span(0, len(text))]) for text in (claim, print_))
    comparison = compared(ours, theirs, 0, len(theirs.words))
    return [(each.ours.of(claim), each.theirs.of(print_)) for each in comparison.differences]


@pytest.mark.parametrize(
    ("claim", "differences"),
    [
        ("there is no military solution", []),
        ("There is a military solution", [("a", "no")]),
        ("There is military solution", [("", "no")]),
        ("There is really no military solution", [("really", "")]),
        ("There is no solution to a Libya conflict", [("", "military"), ("a", "the")]),
        ("Libya conflict friends", [("conflict", "conflict,")]),
        ("no military solutions", [("solutions", "solution")]),
        ("Clearly there is no military solution", [("Clearly", "")]),
        ("that military solution to", [("that", "no")]),
        ("nobody left the square quietly", [("quietly", "")]),
    ],
)
def test_what_differs_is_told_in_both_directions(claim: str, differences: list[tuple[str, str]]) -> None:
    assert differing(claim) == differences


def test_a_compound_cut_in_two_differs() -> None:
    assert differing("violent protest", "A non-violent protest began.") == [("violent", "non-violent")]
    assert differing("the anti", "They joined the anti-war camp.") == [("anti", "anti-war")]
