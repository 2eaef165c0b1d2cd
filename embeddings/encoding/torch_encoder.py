"""Models run by sentence-transformers, and their export to ONNX: the only home of that library and of torch."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from embeddings.encoding.encoder import EncoderIdentity, unit
from embeddings.encoding.model_files import SHIPPED, files_digest, model_folder
from embeddings.encoding.onnx_encoder import MODEL, POOLED, TOKENIZER, TOKENS, OnnxEncoder, write_manifest
from embeddings.encoding.text_encoder import ModelOutput, TextEncoder, TextKind, Traits
from embeddings.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

_GRAPH = "exported.onnx"
"""The graph as torch writes it; replaced by one whose weights stand in a file of their own."""
_WEIGHTS = "model.weights"
_LONGEST = 8192
"""Tokens that a model without a limit reads: more than a passage or a question can have."""
_TOLERANCE = 1e-4
"""How far a coordinate may be off: float32 arithmetic in another order differs by 1e-6, int8 weights by 1e-2."""
_PROBES = (
    (
        "what did the minister say in April",
        "“There is no military solution,” he said.",
        "Zürich 东京 1,000 🙂 \ufdd0 don't U.S.-backed",
        "oil",
        "  two  spaces, a tab\tand an unlikelyandunheardofword  ",
    ),
    ("The envoy said on Tuesday that the talks would go on for another week. " * 40,),
)
"""Batches that an export must reproduce: texts of unlike length and script, and one longer than most models read."""

logger = logging.getLogger(__name__)


class SentenceEncoder(TextEncoder):
    """A sentence-transformers model, by name or folder; the shipped one needs no network."""

    def __init__(self, name: str = SHIPPED, digest: str | None = None) -> None:
        """Load the model. Raises EncoderError if there is none, or if its digest is another."""
        self._model = _load(name)
        identity = EncoderIdentity(name, _dimension(self._model), files_digest(name) or _digest(self._model))
        if digest not in {None, identity.digest}:
            raise EncoderError(f"the encoder {name!r} has changed since the index was built: run verbatim rebuild")
        super().__init__(identity, _traits(self._model), _tokenizer(self._model, name))
        self._refused: str | None = None

    def outputs(self, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        """Return the model's output for each text."""
        outputs: Any = self._model.encode(
            list(texts),
            prompt=self._prompt(kind) or None,
            output_value=None,
            show_progress_bar=False,
            convert_to_numpy=False,
        )
        return [ModelOutput(_row(output["sentence_embedding"]), self._tokens(output)) for output in outputs]

    def export(self, folder: Path) -> str | None:
        """Write the model as ONNX with its tokenizer; write nothing if that fails or changes the vectors."""
        self._refused = self._refused or self._exported(folder)
        if self._refused:
            for path in folder.iterdir():
                path.unlink()
        return self._refused

    def _exported(self, folder: Path) -> str | None:
        try:
            self._write(folder)
        except OSError:  # a full disk, not the model
            raise
        except Exception as error:
            logger.debug("the model cannot be exported", exc_info=error)
            return f"it cannot be exported to ONNX ({type(error).__name__})"
        same = self._same(OnnxEncoder(folder))
        return None if same else "it gives other vectors once it is exported to ONNX"

    def _write(self, folder: Path) -> None:
        import torch

        features = self._model.preprocess(["Two texts of unlike length.", "One."])
        tensors = {name: value for name, value in features.items() if hasattr(value, "shape")}
        names = list(tensors)
        axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "tokens"} for name in (*names, TOKENS)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _pipeline(self._model, names),
                tuple(tensors.values()),
                str(folder / _GRAPH),
                input_names=names,
                output_names=[POOLED, TOKENS],
                dynamic_axes=axes | {POOLED: {0: "batch"}},
                dynamo=False,
            )
        _map_weights(folder)
        self._tokenizer.save(str(folder / TOKENIZER))
        write_manifest(folder, self.identity, self._traits, names)

    def _same(self, exported: TextEncoder) -> bool:
        """Return whether the other encoder reproduces the library's vectors and reads the same tokens."""
        return all(self._same_of(texts, kind, exported) for kind in TextKind for texts in _PROBES)

    def _same_of(self, texts: Sequence[str], kind: TextKind, exported: TextEncoder) -> bool:
        encode = self._model.encode_query if kind is TextKind.QUERY else self._model.encode_document
        rows = encode(list(texts), convert_to_numpy=False, show_progress_bar=False)
        outputs = exported.outputs(texts, kind)
        return _alike(np.stack([output.pooled for output in outputs]), np.stack(list(map(_row, rows)))) and all(
            _alike(one.tokens, two.tokens) for one, two in zip(self.outputs(texts, kind), outputs, strict=True)
        )

    def _tokens(self, output: dict[str, Any]) -> Any:  # noqa: ANN401 - the library's tensors
        if not self._traits.has_token_vectors:
            return np.zeros((0, self.identity.dimension), np.float32)
        return output["token_embeddings"][output["attention_mask"].bool()].float().numpy()


def _alike(matrix: Any, twin: Any) -> bool:  # noqa: ANN401 - matrices
    return matrix.shape == twin.shape and bool(np.abs(unit(matrix) - unit(twin)).max(initial=0) <= _TOLERANCE)


def _row(tensor: Any) -> Any:  # noqa: ANN401 - the library's tensors
    return tensor.float().numpy()


def _load(name: str) -> SentenceTransformer:
    path = str(model_folder(name) or name)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with _quiet_progress():
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(path, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"VERBATIM_ENCODER: {name!r} could not be loaded: name a sentence-transformers model or folder; "
                f"{SHIPPED} needs no network"
            ) from error


def _dimension(model: SentenceTransformer) -> int:
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise EncoderError("the model does not say how long its vectors are: name another in VERBATIM_ENCODER")
    return dimension


def _tokenizer(model: SentenceTransformer, name: str) -> Tokenizer:
    """Return a copy of the model's tokenizer, free of the model's settings."""
    own: Any = model.tokenizer
    fast = own if isinstance(own, Tokenizer) else getattr(own, "backend_tokenizer", None)
    if fast is None:
        raise EncoderError(
            f"VERBATIM_ENCODER: {name!r} has no fast tokenizer, which says where each token stands: name another"
        )
    return Tokenizer.from_str(fast.to_str())


def _traits(model: SentenceTransformer) -> Traits:
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    modules = list(model)
    transformer = next((module for module in modules if isinstance(module, Transformer)), None)
    pooling = next((module for module in modules if isinstance(module, Pooling)), None)
    plain = all(isinstance(module, (Transformer, Pooling, Normalize)) for module in modules)
    dimension = _dimension(model)
    comparable = transformer is not None and transformer.get_embedding_dimension() == dimension and dimension % 4 == 0
    mean = pooling is not None and pooling.get_config_dict().get("pooling_mode") == "mean"
    prompts: dict[str, str] = {kind: str((model.prompts or {}).get(kind) or "") for kind in TextKind}
    return Traits(_limit(model), prompts, plain and mean and comparable, comparable)


def _limit(model: SentenceTransformer) -> int:
    limit: Any = model.max_seq_length or getattr(model.tokenizer, "model_max_length", _LONGEST)
    return int(min(limit, _LONGEST))


def _digest(model: SentenceTransformer) -> str:
    """Return the SHA-256 of the modules, the tokenizer and the weights."""
    digest = hashlib.sha256(f"{model}{model.prompts}{_tokenizer(model, '').to_str()}".encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode() + tensor.float().numpy().tobytes())
    return digest.hexdigest()


def _map_weights(folder: Path) -> None:
    """Move the weights out of the graph: mapped into memory they load in half the time, and processes share them."""
    import onnx

    graph = onnx.load(folder / _GRAPH)
    (folder / _GRAPH).unlink()
    onnx.save(graph, folder / MODEL, save_as_external_data=True, location=_WEIGHTS)
    shutil.copymode(folder / MODEL, folder / _WEIGHTS)  # the library makes them readable by their owner only


def _pipeline(model: SentenceTransformer, names: Sequence[str]) -> Any:  # noqa: ANN401 - torch is imported late
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model.eval()

        def forward(self, *inputs: Any) -> tuple[Any, Any]:  # noqa: ANN401
            features: dict[str, Any] = dict(zip(names, inputs, strict=True)) | {"modality": "text"}
            outputs = self.model(features)
            return outputs["sentence_embedding"], outputs["token_embeddings"]

    return Pipeline()


@contextlib.contextmanager
def _quiet_progress() -> Iterator[None]:
    """Keep the libraries' progress bars off the terminal while a model loads."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    yield
