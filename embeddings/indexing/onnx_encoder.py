"""Questions to vectors with ONNX Runtime: ready in a quarter of a second where the training library takes four."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.indexing.encoder import Encoded, PassageText, unit

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.indexing.encoder import PassageEncoder


ENCODER = "encoder"
"""The folder of a generation that holds it."""
_TOLERANCE = 1e-4
"""How far a coordinate may be off: float32 arithmetic in another order differs by 1e-6."""
_PROBES = (
    "what did the minister say in April",
    "“There is no military solution,” he said.",
    "Zürich 东京 1,000 🙂",
    "oil",
)


class OnnxEncoder:
    """The model that `SentenceEncoder.export` wrote into the folder."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        told = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        self._prompt: str = told["prompt"]
        self._inputs: list[str] = told["inputs"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(told["limit"])
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, question: str) -> Encoded:
        """Return the question's vector and its tokens' vectors."""
        text = self._prompt + question
        encoding = self._tokenizer.encode(text)
        sentence, tokens = self._session.run(["sentence", "tokens"], self._features(encoding))
        real = np.array(encoding.special_tokens_mask) == 0
        places = [place for place, is_real in zip(encoding.offsets, real, strict=True) if is_real]
        return Encoded(unit(sentence)[0], unit(tokens[0][real]), tuple(_word(text, start) for start, _ in places))

    def _features(self, encoding: Any) -> dict[str, Any]:  # noqa: ANN401 - the library has no types
        known = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        return {name: np.array([known[name]], dtype=np.int64) for name in self._inputs}


def _word(text: str, at: int) -> str:
    """Return the word of the text that has the character."""
    start = text.rfind(" ", 0, at + 1) + 1
    return text[start:].split(" ", 1)[0]


def faithful(original: PassageEncoder, exported: OnnxEncoder) -> bool:
    """Return whether the exported model gives the original's vectors."""
    wanted = original.embed([PassageText((probe,)) for probe in _PROBES])
    return all(
        np.abs(exported.encode(probe).vector - vectors.rows[0]).max() <= _TOLERANCE
        for probe, vectors in zip(_PROBES, wanted, strict=True)
    )
