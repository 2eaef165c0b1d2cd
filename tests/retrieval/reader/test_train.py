"""Training: the order of the examples, the learning rate, and a run that was killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.documents import Span
from retrieval.reader.examples import Example

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

EXAMPLES = [
    Example("Who came?", f"{name} came home.", (Span(0, len(name)),) if name != "Nobody" else ())
    for name in ("Anna", "Berta", "Carl", "Nobody", "Dora", "Emil")
]


def examples_of(_: int) -> list[Example]:
    return EXAMPLES


def test_every_example_comes_once_in_a_round_and_in_another_order_in_the_next() -> None:
    from retrieval.reader.train import batches

    examples = [Example(f"question {number}", "word " * number, ()) for number in range(60)]
    twice = [example.question for batch in batches(lambda _: examples, 5, 6) for example in batch]
    assert sorted(twice[:60]) == sorted(twice[60:]) == sorted(example.question for example in examples)
    assert twice[:60] != twice[60:]


def test_a_run_ended_early_has_the_steps_of_a_longer_one() -> None:
    from retrieval.reader.train import batches

    assert list(batches(examples_of, 5, 3)) == list(batches(examples_of, 5, 9))[:3]


def test_the_learning_rate_rises_stays_and_falls() -> None:
    from retrieval.reader.train import rate

    rates = [rate(step, 1000) for step in range(1000)]
    assert rates[0] < rates[50] < rates[119] == rates[500] == 1
    assert rates[750] > rates[900] > rates[999] > 0


def test_a_killed_run_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    import torch

    from retrieval.reader.train import Training

    def begun() -> Training:
        torch.manual_seed(1)
        return Training(4)

    whole, killed = begun(), begun()
    losses = [whole.step(step, EXAMPLES) for step in range(3)]
    for step in range(2):
        killed.step(step, EXAMPLES)
    killed.save(tmp_path / "checkpoint.pt", 2)
    resumed = Training(4)
    assert resumed.resume(tmp_path / "checkpoint.pt") == 2
    assert resumed.step(2, EXAMPLES) == losses[2]
    assert losses[2] < losses[0]
    theirs = resumed.network.state_dict()
    assert all(torch.equal(weight, theirs[name]) for name, weight in whole.network.state_dict().items())


def test_what_is_shipped_of_several_weights_is_their_mean(tmp_path: Path) -> None:
    import torch

    from retrieval.reader.export import mean

    for name, value in (("low", 1.0), ("high", 4.0)):
        torch.save({"weight": torch.full((2, 2), value)}, tmp_path / name)
    assert torch.equal(mean([tmp_path / "low", tmp_path / "high"])["weight"], torch.full((2, 2), 2.5))
