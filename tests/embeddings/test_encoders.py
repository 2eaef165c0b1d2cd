"""The model at build time and at question time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings.errors import EncoderError
from embeddings.indexing.encoder import PassageText, pool
from embeddings.indexing.onnx_encoder import OnnxEncoder
from embeddings.indexing.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def exported(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    folder = tmp_path_factory.mktemp("exported")
    encoder.export(folder)
    return OnnxEncoder(folder)


def test_a_sentence_is_the_mean_of_its_tokens_and_special_tokens_count_nowhere() -> None:
    tokens = np.array([[9, 9], [1, 0], [0, 1], [0, 5], [9, 9]], np.float32)
    offsets = [(0, 0), (0, 3), (4, 7), (8, 9), (0, 0)]
    pooled = pool(tokens, offsets, [(0, 7), (8, 9)])
    assert np.allclose(pooled, [[0.5**0.5, 0.5**0.5], [0, 1]])


def test_near_meanings_are_nearer_than_far_ones(encoder: SentenceEncoder) -> None:
    rows = [
        vectors.rows[0]
        for vectors in encoder.embed(
            [PassageText((text,)) for text in ("The army attacked.", "Troops struck.", "I like jam.")]
        )
    ]
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_passage_has_its_own_vector_and_one_for_each_of_its_sentences(encoder: SentenceEncoder) -> None:
    several, one = (
        vectors.rows
        for vectors in encoder.embed(
            [PassageText(("It rained.", "Nobody came.", "We left.")), PassageText(("It rained.",))]
        )
    )
    assert (several.shape, one.shape) == ((4, 384), (1, 384))
    assert np.allclose(np.linalg.norm(several, axis=1), 1, atol=1e-5)


def test_the_exported_model_gives_the_same_vectors(encoder: SentenceEncoder, exported: OnnxEncoder) -> None:
    texts = ["what did Pompeo say in April", "“Zürich” 東京 🙂 \ufdd0", "word " * 1000]
    wanted = np.stack([vectors.rows[0] for vectors in encoder.embed([PassageText((text,)) for text in texts])])
    assert np.abs(np.stack([exported.encode(text).vector for text in texts]) - wanted).max() < 1e-4


def test_a_questions_tokens_are_unit_vectors_without_the_special_ones(exported: OnnxEncoder) -> None:
    tokens = exported.encode("oil exports fell").tokens
    assert tokens.shape == (3, 384)
    assert np.allclose(np.linalg.norm(tokens, axis=1), 1, atol=1e-5)


def test_a_model_that_is_nowhere_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"VERBATIM_ENCODER: .* could not be loaded"):
        SentenceEncoder(str(tmp_path / "no-model"))


def test_a_pronoun_is_read_with_what_it_refers_back_to(encoder: SentenceEncoder) -> None:
    told = "He is backed by Egypt and the United Arab Emirates."
    alone, after = encoder.embed([PassageText((told,)), PassageText((told,), before="Haftar launched an offensive.")])
    question = encoder.embed([PassageText(("who backs Haftar",))])[0].rows[0]
    assert after.rows[0] @ question > alone.rows[0] @ question
    assert len(after.tokens) > len(alone.tokens)


def test_what_does_not_fit_before_a_passage_is_left_out(encoder: SentenceEncoder) -> None:
    told = ("It rained. " * 80).strip()
    alone, after = encoder.embed([PassageText((told,)), PassageText((told,), before="Nobody knew why. " * 20)])
    assert np.array_equal(alone.rows, after.rows)
