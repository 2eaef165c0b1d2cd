"""The exported model, run by ONNX Runtime: ready in a quarter of a second where the training library takes four."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoding.encoder import EncoderIdentity
from embeddings.encoding.text_encoder import Reading, TextEncoder, Traits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from embeddings.encoding.text_encoder import Kind

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
WHOLE, TOKENS = "sentence", "tokens"
"""The graph's outputs."""
_TOLD = "encoder.json"
_FORMAT = 1
"""Changes whenever a model exported before gives other vectors, or can no longer be read."""


class OnnxEncoder(TextEncoder):
    """The model that `seal` completed the folder of."""

    def __init__(self, folder: Path, at_once: int = 1) -> None:
        """Open it; each of the forward passes that run ``at_once`` has one core to itself."""
        # The library reports on its use unless told not to before it is loaded; this program reports nothing.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from tokenizers import Tokenizer

        told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
        super().__init__(
            EncoderIdentity(**told["identity"]),
            Traits(**told["traits"]),
            Tokenizer.from_file(str(folder / TOKENIZER)),
            at_once,
        )
        self._folder = folder
        self._inputs: list[str] = told["inputs"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # A question is short: a second thread gains nothing, and waits for its share by spinning.
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])

    def readings(self, texts: Sequence[str], kind: Kind) -> list[Reading]:
        """Return what the model makes of each text; its padding is left out."""
        read = self._read([self._prompt(kind) + text for text in texts])
        features: dict[str, Any] = {
            "input_ids": _padded([each.ids for each in read]),
            "attention_mask": _padded([each.attention_mask for each in read]),
            "token_type_ids": _padded([each.type_ids for each in read]),
        }
        wholes, tokens = self._session.run([WHOLE, TOKENS], {name: features[name] for name in self._inputs})
        if not self._traits.tells_tokens:
            return [Reading(whole, np.zeros((0, self.identity.dimension), np.float32)) for whole in wholes]
        return [Reading(whole, rows[: len(each.ids)]) for whole, rows, each in zip(wholes, tokens, read, strict=True)]

    def export(self, folder: Path) -> None:
        """Give the folder the same files, linked where that can be."""
        shutil.copytree(self._folder, folder, copy_function=_link, dirs_exist_ok=True)


def seal(folder: Path, identity: EncoderIdentity, traits: Traits, inputs: Sequence[str]) -> None:
    """Say of the folder's exported model and tokenizer which model they are, and what proves them whole."""
    told = {
        "format": _FORMAT,
        "identity": asdict(identity),
        "traits": asdict(traits),
        "inputs": list(inputs),
        "files": {path.name: _digest(path) for path in sorted(folder.iterdir())},
    }
    (folder / _TOLD).write_text(json.dumps(told), encoding="utf-8")


def exported(folder: Path) -> EncoderIdentity | None:
    """Return which model the folder holds; None where it holds none that this program wrote whole."""
    try:
        told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
        whole = told["format"] == _FORMAT and all(
            _digest(folder / name) == digest for name, digest in told["files"].items()
        )
        return EncoderIdentity(**told["identity"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _padded(rows: Sequence[Sequence[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return the rows as one matrix, zeros after the shorter ones. *Shape:* (texts, tokens)."""
    matrix = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for at, row in enumerate(rows):
        matrix[at, : len(row)] = row
    return matrix


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "blake2b").hexdigest()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
