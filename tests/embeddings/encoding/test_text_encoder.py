"""How texts are put to a model, whatever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from embeddings.encoding.encoder import EncoderIdentity, PassageText
from embeddings.encoding.text_encoder import BATCH_TOKENS, ModelOutput, TextEncoder, Traits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from embeddings.encoding.text_encoder import TextKind

LIMIT = 64


class Recorder(TextEncoder):
    """Remembers what it was given to read; a word is a token, and nothing means anything."""

    def __init__(self) -> None:
        tokenizer = Tokenizer(WordLevel({"?": 0}, unk_token="?"))  # noqa: S106 - a token of a model
        tokenizer.pre_tokenizer = WhitespaceSplit()
        super().__init__(EncoderIdentity("recorder", 4, ""), Traits(LIMIT, {}, True, True), tokenizer)  # noqa: FBT003
        self.passes: list[list[str]] = []

    def outputs(self, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        self.passes.append(list(texts))
        return [ModelOutput(np.ones(4, np.float32), np.ones((len(text.split()), 4), np.float32)) for text in texts]

    def export(self, folder: Path) -> None:
        raise NotImplementedError


@pytest.mark.parametrize(("count", "passes"), [(BATCH_TOKENS // 16, 1), (BATCH_TOKENS // 16 + 1, 2)])
def test_a_forward_pass_that_is_exactly_full_takes_no_second_one(count: int, passes: int) -> None:
    recorder = Recorder()
    recorder.embed([PassageText((" ".join(["word"] * 16),))] * count)
    assert len(recorder.passes) == passes


def test_no_forward_pass_reads_more_than_it_may_with_its_padding() -> None:
    recorder = Recorder()
    recorder.embed([PassageText((" ".join(["word"] * (1 + at % LIMIT)),)) for at in range(200)])
    padded = [len(texts) * max(len(text.split()) for text in texts) for texts in recorder.passes]
    assert max(padded) <= BATCH_TOKENS


def test_a_question_that_comes_again_is_not_read_again() -> None:
    recorder = Recorder()
    first = recorder.encode("Who came?")
    assert recorder.encode("Who came?") is first
    assert recorder.passes == [["Who came?"]]


@pytest.mark.parametrize(("words", "read"), [(LIMIT - 2, "Nobody came. "), (LIMIT - 1, "")])
def test_what_a_passage_refers_to_is_read_if_both_fill_the_limit_exactly(words: int, read: str) -> None:
    recorder = Recorder()
    text = " ".join(["word"] * words)
    recorder.embed([PassageText((text,), before="Nobody came.")])
    assert recorder.passes == [[read + text]]


class Axes(Recorder):
    """Gives the n-th word of a text the n-th axis as its vector, so that a mean shows whose words it is made of."""

    def outputs(self, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        return [ModelOutput(np.ones(8, np.float32), np.eye(8, dtype=np.float32)[: len(text.split())]) for text in texts]


@pytest.mark.parametrize("before", ["", "She spoke."])
def test_a_sentence_is_pooled_from_its_own_words_from_the_first_to_the_last(before: str) -> None:
    (vectors,) = Axes().embed([PassageText(("It rained.", "Nobody came home."), before=before)])
    words_before = len(before.split())
    own = [np.flatnonzero(row > 0.01).tolist() for row in vectors.rows[1:]]
    assert own == [[words_before, words_before + 1], [words_before + 2, words_before + 3, words_before + 4]]
