"""The model at build time and at question time."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from embeddings.encoding.encoder import PassageText, pool, unit
from embeddings.encoding.encoder_choice import ENCODER, passage_encoder, question_encoder
from embeddings.encoding.model_files import SHIPPED, files_digest, model_folder
from embeddings.encoding.onnx_encoder import OnnxEncoder, exported_identity
from embeddings.encoding.torch_encoder import SentenceEncoder
from embeddings.errors import EncoderError
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import SentenceTransformer

    from embeddings.encoding.text_encoder import ModelOutput, TextKind

TEXTS = [
    "what did Pompeo say in April",
    "“Zürich” 東京 🙂 \ufdd0",
    "It rained. Nobody came to the square, and the U.S.-backed envoy left.",
    "word " * 1000,
    "oil",
]


pytestmark = pytest.mark.slow  # it loads PyTorch, and exports models


@pytest.fixture(scope="module")
def exported(seeds_index: Path) -> OnnxEncoder:
    return OnnxEncoder(seeds_index / ENCODER, parallel=2)


@pytest.fixture(scope="module")
def library() -> SentenceTransformer:
    return loaded(str(model_folder(SHIPPED)))


def loaded(name: str) -> SentenceTransformer:
    """Load the model as its own library does."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device="cpu")


def tiny(folder: Path, *modules: Any) -> str:  # noqa: ANN401 - torch modules
    """Save a model of random weights that reads like the shipped one, with these modules behind the network."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    network = folder / "network"
    tokenizer = AutoTokenizer.from_pretrained(str(model_folder(SHIPPED)))
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(network)
    tokenizer.save_pretrained(network)
    made = SentenceTransformer(modules=[Transformer(str(network), max_seq_length=64), *modules], device="cpu")
    made.prompts = {"query": "query: ", "document": "passage: "}
    made.save(str(folder / "model"))
    return str(folder / "model")


def static(folder: Path) -> str:
    """Save a model without attention, which has no vectors of tokens and cannot be exported."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    shipped = model_folder(SHIPPED)
    assert shipped
    module = StaticEmbedding(Tokenizer.from_file(str(shipped / "tokenizer.json")), embedding_dim=32)
    SentenceTransformer(modules=[module], device="cpu").save(str(folder / "static"))
    return str(folder / "static")


def rows(encoder: SentenceEncoder | OnnxEncoder, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.stack([vectors.rows[0] for vectors in encoder.embed([PassageText((text,)) for text in texts])])


def test_a_sentence_is_the_mean_of_its_tokens_and_special_tokens_count_nowhere() -> None:
    tokens = np.array([[9, 9], [1, 0], [0, 1], [0, 5], [9, 9]], np.float32)
    offsets = [(0, 0), (0, 3), (4, 7), (8, 9), (0, 0)]
    pooled = pool(tokens, offsets, [(0, 7), (8, 9)])
    assert np.allclose(pooled, [[0.5**0.5, 0.5**0.5], [0, 1]])


def test_near_meanings_are_nearer_than_far_ones(exported: OnnxEncoder) -> None:
    army, troops, jam = rows(exported, ["The army attacked.", "Troops struck.", "I like jam."])
    assert army @ troops > army @ jam


def test_a_passage_has_its_own_vector_and_one_for_each_of_its_sentences(exported: OnnxEncoder) -> None:
    several, one = (
        vectors.rows
        for vectors in exported.embed(
            [PassageText(("It rained.", "Nobody came.", "We left.")), PassageText(("It rained.",))]
        )
    )
    assert (several.shape, one.shape) == ((4, 384), (1, 384))
    assert np.allclose(np.linalg.norm(several, axis=1), 1, atol=1e-5)


def test_passages_and_questions_have_the_librarys_own_vectors(
    library: SentenceTransformer, exported: OnnxEncoder
) -> None:
    expected = library.encode(TEXTS, show_progress_bar=False)
    assert np.abs(rows(exported, TEXTS) - expected).max() < 1e-4
    assert np.abs(np.stack([exported.encode(text).vector for text in TEXTS]) - expected).max() < 1e-4


def test_a_passage_has_the_same_vectors_whichever_stand_beside_it(exported: OnnxEncoder) -> None:
    passages = [PassageText((f"{text} {at}.", "Nobody came.")) for at, text in enumerate(TEXTS[:3] * 20)]
    together, alone = exported.embed(passages), [exported.embed([passage])[0] for passage in passages]
    assert max(np.abs(one.rows - two.rows).max() for one, two in zip(together, alone, strict=True)) < 1e-5


def test_tokens_are_counted_as_the_model_counts_them(library: SentenceTransformer, exported: OnnxEncoder) -> None:
    tokenizer: Any = library.tokenizer
    counted = tokenizer(TEXTS, truncation=False, verbose=False)["input_ids"]
    assert exported.lengths(TEXTS) == [len(ids) for ids in counted]
    assert exported.lengths([]) == []


@pytest.mark.parametrize("pooling", ["cls", "max", "lasttoken", "mean"])
def test_a_model_is_exported_whole_whatever_its_pooling(tmp_path: Path, pooling: str) -> None:
    from sentence_transformers.base.modules import Dense
    from sentence_transformers.sentence_transformer.modules import Pooling

    name = tiny(tmp_path, Pooling(32, pooling), Dense(32, 16))
    index = tmp_path / "index"
    index.mkdir()
    encoder = passage_encoder(index, name)
    assert isinstance(encoder, OnnxEncoder)
    library = loaded(name)
    assert np.abs(rows(encoder, TEXTS) - unit(library.encode_document(TEXTS, show_progress_bar=False))).max() < 1e-4
    questions = np.stack([encoder.encode(text).vector for text in TEXTS])
    assert np.abs(questions - unit(library.encode_query(TEXTS, show_progress_bar=False))).max() < 1e-4


def test_a_model_that_cannot_be_exported_is_run_by_the_library(tmp_path: Path) -> None:
    name = static(tmp_path)
    encoder = passage_encoder(tmp_path, name)
    assert isinstance(encoder, SentenceEncoder)
    (tmp_path / "generation").mkdir()
    assert "cannot be exported to ONNX" in str(encoder.export(tmp_path / "generation"))
    reopened = question_encoder(tmp_path / "generation", encoder.identity)
    assert np.allclose(reopened.encode(TEXTS[0]).vector, unit(loaded(name).encode(TEXTS[0])), atol=1e-5)
    with pytest.raises(EncoderError, match="has changed since the index was built: run verbatim rebuild"):
        question_encoder(tmp_path / "generation", replace(encoder.identity, digest="0"))


def test_a_model_that_gives_other_vectors_once_exported_is_run_by_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers.sentence_transformer.modules import Pooling

    def slightly_off(self: OnnxEncoder, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        return [replace(output, pooled=output.pooled + 0.01) for output in outputs(self, texts, kind)]

    outputs = OnnxEncoder.outputs
    monkeypatch.setattr(OnnxEncoder, "outputs", slightly_off)
    (tmp_path / "export").mkdir()
    encoder = SentenceEncoder(tiny(tmp_path, Pooling(32, "mean")))
    assert encoder.export(tmp_path / "export") == "it gives other vectors once it is exported to ONNX"
    assert not list((tmp_path / "export").iterdir())


def test_the_exported_model_is_kept_until_it_is_damaged_or_the_model_changes(tmp_path: Path) -> None:
    from sentence_transformers.sentence_transformer.modules import Pooling

    name = tiny(tmp_path, Pooling(32, "mean"))
    identity = passage_encoder(tmp_path, name).identity
    file = tmp_path / ENCODER / "model.onnx"
    written = file.stat().st_mtime_ns
    assert passage_encoder(tmp_path, name).identity == identity
    assert file.stat().st_mtime_ns == written
    file.write_bytes(b"damaged")
    assert exported_identity(tmp_path / ENCODER) is None
    assert passage_encoder(tmp_path, name).identity == identity
    config = Path(name) / "config_sentence_transformers.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"prompts": {"query": "q: "}}))
    assert passage_encoder(tmp_path, name).identity.digest == files_digest(name) != identity.digest


def test_the_training_library_is_not_needed_where_the_model_is_kept(seeds_index: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from embeddings.encoding.encoder_choice import passage_encoder\n"
        "from embeddings.encoding.encoder import PassageText\n"
        f"encoder = passage_encoder(Path({str(seeds_index)!r}), {SHIPPED!r})\n"
        "encoder.embed([PassageText(('It rained.',))]); encoder.encode('rain')\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_an_encoder_takes_its_model_along_from_one_process_to_the_next(exported: OnnxEncoder) -> None:
    texts = [PassageText(("The ferry sails.", "It is late."))]
    there = exported
    for _ in range(2):
        there = pickle.loads(pickle.dumps(there))  # noqa: S301 - made here
    assert np.array_equal(there.embed(texts)[0].rows, exported.embed(texts)[0].rows)
    assert there.identity == exported.identity


def test_a_questions_tokens_are_unit_vectors_without_the_special_ones(exported: OnnxEncoder) -> None:
    encoded = exported.encode("oil exports fell")
    assert encoded.tokens.shape == (3, 384)
    assert encoded.words == ("oil", "exports", "fell")
    assert np.allclose(np.linalg.norm(encoded.tokens, axis=1), 1, atol=1e-5)


def test_a_model_that_is_nowhere_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"VERBATIM_ENCODER: .* could not be loaded"):
        SentenceEncoder(str(tmp_path / "no-model"))


def test_a_pronoun_is_read_with_what_it_refers_back_to(exported: OnnxEncoder) -> None:
    backed = "He is backed by Egypt and the United Arab Emirates."
    alone, after = exported.embed(
        [PassageText((backed,)), PassageText((backed,), before="Haftar launched an offensive.")]
    )
    question = exported.encode("who backs Haftar").vector
    assert after.rows[0] @ question > alone.rows[0] @ question
    assert len(after.tokens) > len(alone.tokens)


def test_what_does_not_fit_before_a_passage_is_left_out(exported: OnnxEncoder) -> None:
    rained = ("It rained. " * 80).strip()
    alone, after = exported.embed([PassageText((rained,)), PassageText((rained,), before="Nobody knew why. " * 20)])
    assert np.array_equal(alone.rows, after.rows)
