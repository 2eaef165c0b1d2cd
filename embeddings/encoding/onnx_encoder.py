"""The exported model, run by ONNX Runtime: ready in a quarter of a second where sentence-transformers takes four."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from weakref import finalize

import numpy as np

from embeddings.digests import file_digest
from embeddings.encoding.device import CPU, CUDA, gpu_batch_tokens, providers
from embeddings.encoding.encoder import EncoderIdentity
from embeddings.encoding.text_encoder import ModelOutput, TextEncoder, Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from embeddings.encoding.text_encoder import TextKind

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
POOLED, TOKENS = "sentence", "tokens"
"""The graph's outputs."""
_MANIFEST = "encoder.json"
_FORMAT = 2
"""Changes whenever a model exported before gives other vectors, or can no longer be read."""
_ERRORS_ONLY = 3
"""The library's severity level of an error; its warnings are about graphs that work."""


class OnnxEncoder(TextEncoder):
    """An exported model in a folder that `write_manifest` completed."""

    def __init__(self, folder: Path, parallel: int = 1, *, for_passages: bool = False) -> None:
        """Open the model; each of the ``parallel`` forward passes has one core to itself.

        ``for_passages`` runs it on a GPU where there is one; a single question is as fast without.
        """
        # The library reports its use unless told not to before it is loaded; this program reports nothing.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from tokenizers import Tokenizer

        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        identity, traits = EncoderIdentity(**manifest["identity"]), Traits(**manifest["traits"])
        super().__init__(identity, traits, Tokenizer.from_file(str(folder / TOKENIZER)), parallel)
        self._folder = folder
        self._inputs: list[str] = manifest["inputs"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _ERRORS_ONLY
        # A question is short: a second thread gains nothing, and spins while it waits for work.
        options.intra_op_num_threads = 1
        able = providers(onnxruntime.get_available_providers()) if for_passages else [CPU]
        self._session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=able)
        if self._session.get_providers()[0] == CUDA:  # and not only known to the library
            self.batch_tokens = gpu_batch_tokens()

    def outputs(self, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        """Return the model's output for each text, without padding."""
        encodings = self._tokenize([self._prompt(kind) + text for text in texts])
        features: dict[str, Any] = {
            "input_ids": _padded([encoding.ids for encoding in encodings]),
            "attention_mask": _padded([encoding.attention_mask for encoding in encodings]),
            "token_type_ids": _padded([encoding.type_ids for encoding in encodings]),
        }
        pooled, tokens = self._session.run([POOLED, TOKENS], {name: features[name] for name in self._inputs})
        if not self._traits.has_token_vectors:
            return [ModelOutput(row, np.zeros((0, self.identity.dimension), np.float32)) for row in pooled]
        lengths = [len(encoding.ids) for encoding in encodings]
        return [ModelOutput(row, rows[:length]) for row, rows, length in zip(pooled, tokens, lengths, strict=True)]

    def __reduce__(self) -> tuple[Callable[..., OnnxEncoder], tuple[object, ...]]:
        """Take the model's files along to another process or machine, which may not have them."""
        return _unpacked, ({path.name: path.read_bytes() for path in self._folder.iterdir()},)

    def export(self, folder: Path) -> None:
        """Copy the model's files into the folder, as hard links where possible."""
        shutil.copytree(self._folder, folder, copy_function=_link, dirs_exist_ok=True)


def _unpacked(files: Mapping[str, bytes]) -> OnnxEncoder:
    """Return the encoder of these files, which stay as long as it does: it may travel on."""
    folder = TemporaryDirectory()
    for name, content in files.items():
        Path(folder.name, name).write_bytes(content)
    encoder = OnnxEncoder(Path(folder.name), for_passages=True)
    finalize(encoder, folder.cleanup)
    return encoder


def write_manifest(folder: Path, identity: EncoderIdentity, traits: Traits, inputs: Sequence[str]) -> None:
    """Complete the folder of an exported model: say which model it is, and prove its files whole."""
    manifest = {
        "format": _FORMAT,
        "identity": asdict(identity),
        "traits": asdict(traits),
        "inputs": list(inputs),
        "files": {path.name: file_digest(path) for path in sorted(folder.iterdir())},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def exported_identity(folder: Path) -> EncoderIdentity | None:
    """Return which model the folder holds, or None if it holds none that is whole and of this format."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"].items()
        whole = manifest["format"] == _FORMAT and all(file_digest(folder / name) == digest for name, digest in files)
        return EncoderIdentity(**manifest["identity"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _padded(token_ids: Sequence[Sequence[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return the rows as one matrix, the shorter ones padded with zeros. *Shape:* (texts, tokens)."""
    matrix = np.zeros((len(token_ids), max(map(len, token_ids))), np.int64)
    for at, row in enumerate(token_ids):
        matrix[at, : len(row)] = row
    return matrix


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
