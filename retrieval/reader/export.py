"""Make what is shipped of trained weights: python -m retrieval.reader.export FOLDER... --data DATA --out FOLDER.

The graph with weights of eight bits, and the calibration of its margins on questions kept from training.
"""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
import torch

from retrieval.reader.curriculum import curriculum
from retrieval.reader.examples import load
from retrieval.reader.network import SpanNetwork
from retrieval.reader.onnx_reader import CALIBRATION, LOGITS, MODEL, OnnxReader
from retrieval.reader.spans import Calibration
from retrieval.reader.train import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Span
    from retrieval.reader.examples import Example
    from retrieval.reader.reader import Marking

    Weights = dict[str, torch.Tensor]

_NEWTON_STEPS = 30
"""More than a regression with two coefficients needs to settle."""


@click.command()
@click.argument("trained", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--questions", default=1500, show_default=True, help="Questions kept from training to calibrate with.")
@click.option("--seed", default=1, show_default=True)
def export(trained: tuple[Path, ...], data: Path, out: Path, questions: int, seed: int) -> None:
    """Write the reader of the TRAINED folder's weights as the program ships it, and print its figures.

    Of several folders the mean of the weights is taken: of one run, each time its rate had fallen to nothing.
    """
    out.mkdir(parents=True, exist_ok=True)
    write_graph(mean([folder / WEIGHTS for folder in trained]), out / MODEL)
    _, development = load(data)
    examples = random.Random(seed).sample(curriculum(development, seed), questions)
    (out / CALIBRATION).write_text(json.dumps(asdict(Calibration(1.0, 0.0))), encoding="utf-8")
    markings = read_all(OnnxReader(out), examples)
    calibration = calibrated(markings, examples)
    (out / CALIBRATION).write_text(json.dumps(asdict(calibration)) + "\n", encoding="utf-8")
    digest = hashlib.sha256((out / MODEL).read_bytes()).hexdigest()
    click.echo(json.dumps({"sha256": digest, **asdict(calibration), **figures(markings, examples)}, indent=2))


def mean(paths: Sequence[Path]) -> Weights:
    """Return the mean of the files' weights, which reads better than each of them (Izmailov et al. 2018)."""
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def write_graph(weights: Weights, path: Path) -> None:
    """Write the network with those weights as ONNX, its matrices in eight bits.

    ``reduce_range`` keeps to seven of them, so that no processor's sums overflow: the same answers on all.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        write_full_graph(weights, full)
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def write_full_graph(weights: Weights, path: Path) -> None:
    """Write the network with those weights as ONNX, in 32 bits."""
    network = SpanNetwork().eval()
    network.load_state_dict(weights)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = torch.ones((2, 8), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (sample, sample, sample),
            str(path),
            input_names=names,
            output_names=[LOGITS],
            dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in (*names, LOGITS)},
            dynamo=False,
        )


def read_all(reader: OnnxReader, examples: Sequence[Example]) -> list[Marking]:
    """Return the marking of each example's passage."""
    markings = [reader.read(example.question, [example.passage])[0] for example in examples]
    if None in markings:
        raise ValueError("a passage of the development data has no word")
    return [marking for marking in markings if marking]


def calibrated(markings: Sequence[Marking], examples: Sequence[Example]) -> Calibration:
    """Return the logistic regression of answerable on the margin, by Newton's method."""
    margins = np.array([marking.margin for marking in markings])
    answerable = np.array([bool(example.answers) for example in examples], float)
    design = np.stack([margins, np.ones_like(margins)], axis=1)
    weights = np.zeros(2)
    for _ in range(_NEWTON_STEPS):
        probabilities = 1 / (1 + np.exp(-(design @ weights).clip(-30, 30)))
        spread = probabilities * (1 - probabilities)
        curvature = design.T @ (design * spread[:, None]) + 1e-6 * np.eye(2)
        weights += np.linalg.solve(curvature, design.T @ (answerable - probabilities))
    return Calibration(round(float(weights[0]), 4), round(float(weights[1]), 4))


def figures(markings: Sequence[Marking], examples: Sequence[Example]) -> dict[str, object]:
    """Return how well answerable is told from unanswerable, of each kind, and the words that answer are marked."""
    pairs = list(zip(markings, examples, strict=True))
    answerable = [marking.margin for marking, example in pairs if example.answers]
    by_kind = {
        str(kind): round(_auc(answerable, [marking.margin for marking, example in pairs if example.kind == kind]), 4)
        for kind in sorted({example.kind for example in examples if not example.answers})
    }
    overlaps = [_f1(marking.words, example.answers) for marking, example in pairs if example.answers]
    everything = _auc(answerable, [marking.margin for marking, example in pairs if not example.answers])
    return {
        "questions": len(pairs),
        "auc": round(everything, 4),
        "auc_of": by_kind,
        "f1": round(float(np.mean(overlaps)), 4),
    }


def _auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how often one with an answer has the larger margin."""
    order = np.sort(np.array(negative))
    below = np.searchsorted(order, positive, "left") + np.searchsorted(order, positive, "right")
    return float(below.mean() / 2 / max(1, len(order)))


def _f1(marked: Span, answers: Sequence[Span]) -> float:
    """Return the overlap with the most like of the answers, in characters."""
    return max(2 * marked.overlap(answer) / (len(marked) + len(answer)) for answer in answers)


if __name__ == "__main__":
    export()
