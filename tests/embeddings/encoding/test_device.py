"""What runs the model is chosen by what there is; a pass is as large as the memory allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import onnxruntime
import pytest

from embeddings.encoding.device import CPU, CUDA, gpu_batch_tokens, providers
from embeddings.encoding.encoder import PassageText
from embeddings.encoding.encoder_choice import ENCODER
from embeddings.encoding.onnx_encoder import OnnxEncoder
from embeddings.encoding.text_encoder import BATCH_TOKENS

if TYPE_CHECKING:
    from pathlib import Path


SESSION = onnxruntime.InferenceSession


def pretended(path: str, options: object, providers: list[str]) -> Any:  # noqa: ANN401 - the library has no types
    """Open a session that runs on the cores, whatever it says."""
    session = SESSION(path, options, providers=[CPU])
    session.get_providers = lambda: providers
    return session


def test_a_gpu_is_used_where_the_library_knows_one_and_the_cores_everywhere() -> None:
    assert providers({CPU}) == [CPU]
    assert providers({CPU, CUDA, "AzureExecutionProvider"}) == [CUDA, CPU]


def test_a_pass_is_as_large_as_the_memory_of_the_fullest_gpu_allows() -> None:
    assert gpu_batch_tokens("24000\n8192\n") == 8192 * 4
    assert gpu_batch_tokens("100\n") == gpu_batch_tokens("no devices were found") == 4096


@pytest.mark.parametrize(("known", "on_gpu"), [([CPU], False), ([CUDA, CPU], True)])
def test_passages_are_embedded_on_the_gpu_and_questions_are_not(
    seeds_index: Path, monkeypatch: pytest.MonkeyPatch, known: list[str], *, on_gpu: bool
) -> None:
    texts = [PassageText((f"The ferry sails on day {day} of the month, the harbor master said.",)) for day in range(90)]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: known)
    monkeypatch.setattr(onnxruntime, "InferenceSession", pretended)
    for for_passages in (True, False):
        encoder = OnnxEncoder(seeds_index / ENCODER, for_passages=for_passages)
        passes: list[int] = []
        outputs = encoder.outputs

        def counted(given: Any, kind: Any, outputs: Any = outputs, passes: list[int] = passes) -> Any:  # noqa: ANN401
            passes.append(len(given))
            return outputs(given, kind)

        monkeypatch.setattr(encoder, "outputs", counted)
        encoder.embed(texts)
        assert (max(passes) == len(texts)) == (on_gpu and for_passages)
        assert max(passes) * 16 <= BATCH_TOKENS or (on_gpu and for_passages)
