"""Train the reader: python -m retrieval.reader.train DATA --out FOLDER.

Killed, it goes on from its last checkpoint when it is run again; the same seed and steps give the same weights.
"""

from __future__ import annotations

import copy
import logging
import os
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import click
import torch

from retrieval.reader.curriculum import curriculum, kinds
from retrieval.reader.examples import Kind, load
from retrieval.reader.network import Batch, SpanNetwork, loss_of
from retrieval.reader.onnx_reader import shipped_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.reader.examples import Example

_BATCH = 24
"""Examples a step."""
_SORTED = 40
"""Batches among which examples of like length meet: less padding, and still a mixture."""
_RATE, _HEAD_RATE = 1.5e-4, 1e-3
"""Learning rates of the transformer and of the two new heads."""
_WARMING = 120
"""Steps in which the rate rises from nothing."""
_COOLING = 0.2
"""Share of the steps, the last ones, in which it falls to nothing; it is constant between (Hägele et al. 2024,
arXiv:2405.18392), so that a run can be ended early: run it again with fewer steps."""
_NORM = 1.0
"""Longest gradient of a step."""
_SAVED = 25
"""Steps from one checkpoint to the next."""
_CHECKPOINT = "checkpoint.pt"
WEIGHTS = "reader.pt"

logger = logging.getLogger(__name__)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Checkpoints and weights.")
@click.option("--steps", default=2000, show_default=True, help=f"Steps of {_BATCH} examples.")
@click.option("--part", default=1.0, show_default=True, help="Share of the data to use.")
@click.option("--seed", default=1, show_default=True)
@click.option("--without", multiple=True, type=click.Choice([kind.value for kind in Kind]), help="Kinds to leave out.")
def train(data: Path, out: Path, steps: int, part: float, seed: int, without: tuple[str, ...]) -> None:  # noqa: PLR0913, PLR0917 - one for each option
    """Train the reader on the questions of DATA."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    written, _ = load(data)
    chosen = random.Random(seed).sample(written, round(part * len(written)))

    def examples_of(round_number: int) -> list[Example]:
        """Draw the round's own unanswerable questions and stretches of passages, so that hardly any comes again."""
        examples = curriculum(chosen, seed + round_number, frozenset(map(Kind, without)))
        logger.info("round %d: %d examples, %s", round_number, len(examples), kinds(examples))
        return examples

    training = Training(steps)
    done = training.resume(out / _CHECKPOINT)
    losses: list[float] = []
    for step, batch in enumerate(batches(examples_of, seed, steps)):
        if step < done:
            continue
        losses.append(training.step(step, batch))
        if (step + 1) % _SAVED == 0:
            training.save(out / _CHECKPOINT, step + 1)
            logger.info("step %d of %d: mean loss %.3f", step + 1, steps, fmean(losses[-_SAVED:]))
    torch.save(training.network.state_dict(), out / WEIGHTS)
    logger.info("the weights are in %s", out / WEIGHTS)


def batches(examples_of: Callable[[int], Sequence[Example]], seed: int, steps: int) -> Iterator[list[Example]]:
    """Yield as many batches as there are steps: each round's examples, every one once, in random order."""
    given = 0
    for round_number in count():
        examples = examples_of(round_number)
        random_source = random.Random(f"{seed} {round_number}")
        order = random_source.sample(examples, len(examples))
        for batch in _of_like_length(order, random_source):
            if given == steps:
                return
            yield batch
            given += 1


def rate(step: int, steps: int) -> float:
    """Return the share of the full learning rate at a step."""
    cooling = max(1, round(_COOLING * steps))
    return min(1.0, (step + 1) / _WARMING, (steps - step) / cooling)


class Training:
    """The network, its optimizer, and as many copies of the network on shared weights as there are cores.

    Each copy computes the gradient of its share of a batch on one core: two cores so read twice as many examples a
    second as with the work of every layer divided between them.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self.network = SpanNetwork().to(self._device).train()
        heads = list(self.network.heads.parameters())
        body = [weight for weight in self.network.transformer.parameters() if weight.requires_grad]
        groups = [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        self._rates = [_RATE, _HEAD_RATE]
        self._tokenizer = shipped_tokenizer()
        copies = 1 if self._device == "cuda" else os.cpu_count() or 1
        self._copies = [self.network, *(_sharing(self.network) for _ in range(copies - 1))]
        self._threads = ThreadPoolExecutor(copies, initializer=torch.set_num_threads, initargs=(1,))

    def step(self, step: int, examples: Sequence[Example]) -> float:
        """Learn from the examples; return their mean loss."""
        for group, full in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = full * rate(step, self._steps)
        copies = len(self._copies)
        shares = [
            Batch(examples[at::copies], self._tokenizer, self._device) for at in range(min(copies, len(examples)))
        ]
        losses = list(self._threads.map(self._gradient, self._copies, shares))
        for network in self._copies[1 : len(shares)]:
            _add_gradients(self.network, network)
        for weight in self._trained():
            if weight.grad is not None:
                weight.grad.div_(len(examples))
        torch.nn.utils.clip_grad_norm_(self._trained(), _NORM)
        self._optimizer.step()
        self._optimizer.zero_grad()
        return sum(losses) / len(examples)

    def resume(self, path: Path) -> int:
        """Return how many steps the checkpoint had done, having taken it up; 0 where there is none."""
        if not path.exists():
            return 0
        state = torch.load(path, map_location=self._device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        logger.info("going on from step %d", state["step"])
        return int(state["step"])

    def save(self, path: Path, step: int) -> None:
        """Write a checkpoint whole, or leave the one before."""
        state = {"network": self.network.state_dict(), "optimizer": self._optimizer.state_dict(), "step": step}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def _gradient(self, network: SpanNetwork, batch: Batch) -> float:
        with torch.autocast(self._device, torch.bfloat16, enabled=_has_bfloat16(self._device)):
            loss = loss_of(network, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())

    def _trained(self) -> list[Any]:
        return [weight for weight in self.network.parameters() if weight.requires_grad]


def _sharing(network: SpanNetwork) -> SpanNetwork:
    """Return a copy of the network whose weights are the network's own, with gradients apart."""
    twin = copy.deepcopy(network)
    for mine, shared in zip(twin.parameters(), network.parameters(), strict=True):
        mine.data = shared.data
    return twin


def _add_gradients(network: SpanNetwork, twin: SpanNetwork) -> None:
    for weight, other in zip(network.parameters(), twin.parameters(), strict=True):
        if other.grad is not None and weight.grad is not None:
            weight.grad.add_(other.grad)
            other.grad = None


def _of_like_length(order: Sequence[Example], random_source: random.Random) -> Iterator[list[Example]]:
    for start in range(0, len(order), _BATCH * _SORTED):
        pool = sorted(order[start : start + _BATCH * _SORTED], key=lambda example: len(example.passage))
        found = [pool[at : at + _BATCH] for at in range(0, len(pool), _BATCH)]
        yield from random_source.sample(found, len(found))


def _has_bfloat16(device: str) -> bool:
    """Return whether the device computes in bfloat16 faster than in float32."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    capabilities: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


if __name__ == "__main__":
    train()
