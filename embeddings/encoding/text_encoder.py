"""Texts to vectors, whatever runs the model: how a passage is put to it, and how its output is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from embeddings.encoding.encoder import PassageVectors, QuestionVectors, pool, unit
from embeddings.encoding.token_codes import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

    from embeddings.encoding.encoder import EncoderIdentity, Matrix, PassageText, Vector

BATCH_TOKENS = 512
"""Tokens per forward pass on a core, padding included: its working set stays in the core's cache. With the shipped
model 1,024 take 8 % longer, 2,048 25 %, and 32 passages of any length 50 %."""
_REMEMBERED = 256
"""Questions whose vectors are remembered, in some five megabytes: who turns a page asks the same again."""


class TextKind(StrEnum):
    """What the model is told a text is."""

    QUERY = "query"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a model beside its weights."""

    limit: int
    """How many tokens it reads."""
    prompts: dict[str, str]
    """What it expects before a text, by `TextKind`."""
    pools_tokens: bool
    """Whether a text's vector is the mean of its tokens' vectors, so that a part of a passage has one too."""
    has_token_vectors: bool
    """Whether tokens have vectors as long as a text's, so that they can be compared one by one."""


@dataclass(frozen=True, slots=True)
class ModelOutput:
    """The model's output for one text, its prompt included."""

    pooled: Vector
    tokens: Matrix
    """One row per token, special tokens included; none if the model has no token vectors."""


@dataclass(frozen=True, slots=True)
class _Input:
    """A passage as it is put to the model."""

    passage: PassageText
    before: str
    """What the model reads before the passage, of its document."""
    tokens: Encoding

    @property
    def text(self) -> str:
        return self.before + self.passage.text


class TextEncoder(ABC):
    """Encodes passages and questions; subclasses run the model."""

    def __init__(self, identity: EncoderIdentity, traits: Traits, tokenizer: Tokenizer, parallel: int = 1) -> None:
        """``parallel`` is how many forward passes run at the same time when passages are embedded."""
        self.identity = identity
        self.limit = traits.limit
        self.batch_tokens = BATCH_TOKENS
        self._parallel = parallel
        self._traits = traits
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(traits.limit)

    @abstractmethod
    def outputs(self, texts: Sequence[str], kind: TextKind) -> list[ModelOutput]:
        """Return the model's output for each text."""

    @abstractmethod
    def export(self, folder: Path) -> str | None:
        """Write a model for questions into the empty folder; return why they need sentence-transformers, or None."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return each text's length in the model's tokens, special tokens included."""
        return [len(encoding.ids) for encoding in self._untruncated.encode_batch_fast(list(texts))]

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return each passage's vectors in their order; passages of similar length share a forward pass."""
        befores = self._befores(passages)
        prompt = self._prompt(TextKind.DOCUMENT)
        encodings = self._tokenize(
            [prompt + before + passage.text for before, passage in zip(befores, passages, strict=True)]
        )
        inputs = list(map(_Input, passages, befores, encodings))
        order = sorted(range(len(inputs)), key=lambda at: len(inputs[at].tokens.ids))
        batches = list(_batches([inputs[at] for at in order], self.batch_tokens))
        # NumPy's share of the work is small, but its threads would spin while they wait for more.
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self._parallel) as threads:
            embedded = [vectors for batch in threads.map(self._embed_batch, batches) for vectors in batch]
        return [vectors for _, vectors in sorted(zip(order, embedded, strict=True), key=itemgetter(0))]

    def encode(self, question: str) -> QuestionVectors:
        """Return the question's vector and its tokens' vectors."""
        return self._remembered(question)

    @cached_property
    def _remembered(self) -> Callable[[str], QuestionVectors]:
        return lru_cache(_REMEMBERED)(self._encode)

    def _encode(self, question: str) -> QuestionVectors:
        text = self._prompt(TextKind.QUERY) + question
        (output,), (encoding,) = self.outputs([question], TextKind.QUERY), self._tokenize([text])
        real = np.array(encoding.special_tokens_mask) == 0
        if not len(output.tokens):
            return QuestionVectors(unit(output.pooled), output.tokens, ())
        starts = [start for (start, _), is_real in zip(encoding.offsets, real, strict=True) if is_real]
        return QuestionVectors(unit(output.pooled), unit(output.tokens[real]), tuple(_word(text, at) for at in starts))

    def _embed_batch(self, batch: Sequence[_Input]) -> list[PassageVectors]:
        outputs = self.outputs([item.text for item in batch], TextKind.DOCUMENT)
        return list(map(self._vectors, batch, outputs))

    def _vectors(self, item: _Input, output: ModelOutput) -> PassageVectors:
        start = len(self._prompt(TextKind.DOCUMENT))
        offsets = item.tokens.offsets
        bounds = list(_bounds(item.passage.sentences, start + len(item.before)))
        whole = [(bounds[0][0], bounds[-1][1])]
        rows = [pool(output.tokens, offsets, whole) if item.before else unit(output.pooled[None])]
        if self._traits.pools_tokens and len(bounds) > 1:
            rows.append(pool(output.tokens, offsets, bounds))
        return PassageVectors(np.concatenate(rows), encode(_text_tokens(output.tokens, offsets, start)))

    def _befores(self, passages: Sequence[PassageText]) -> list[str]:
        """Return what the model reads before each passage: the sentence it refers to, if both fit."""
        prompt = self._prompt(TextKind.DOCUMENT)
        befores = [f"{passage.before} " if passage.before and self._traits.pools_tokens else "" for passage in passages]
        wanted = [at for at, before in enumerate(befores) if before]
        lengths = self.lengths([prompt + befores[at] + passages[at].text for at in wanted])
        for at, length in zip(wanted, lengths, strict=True):
            if length > self.limit:
                befores[at] = ""
        return befores

    def _tokenize(self, texts: Sequence[str]) -> list[Encoding]:
        """Return the texts' tokens, as many as the model reads."""
        return list(self._tokenizer.encode_batch(list(texts)))

    @cached_property
    def _untruncated(self) -> Tokenizer:
        """A copy that reads to the end: the truncation of a tokenizer is shared between threads."""
        tokenizer = copy(self._tokenizer)
        tokenizer.no_truncation()
        return tokenizer

    def _prompt(self, kind: TextKind) -> str:
        return self._traits.prompts.get(kind, "")


def _batches(inputs: Sequence[_Input], most: int) -> Iterator[list[_Input]]:
    """Yield the inputs in order, as many together as a forward pass of so many tokens takes."""
    batch, longest = list[_Input](), 0
    for item in inputs:
        longest = max(longest, len(item.tokens.ids))
        if batch and longest * (len(batch) + 1) > most:
            yield batch
            batch, longest = [], len(item.tokens.ids)
        batch.append(item)
    if batch:
        yield batch


def _text_tokens(tokens: Matrix, offsets: Sequence[tuple[int, int]], start: int) -> Matrix:
    """Return the unit vectors of the tokens from a character on, without special tokens."""
    return unit(tokens[[end > first >= start for first, end in offsets]]) if len(tokens) else tokens


def _bounds(sentences: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends, the first at ``start``, a space between two."""
    starts = accumulate((len(sentence) + 1 for sentence in sentences), initial=start)
    return ((first, first + len(sentence)) for first, sentence in zip(starts, sentences, strict=False))


def _word(text: str, at: int) -> str:
    """Return the word of the text that has the character."""
    start = text.rfind(" ", 0, at + 1) + 1
    return text[start:].split(" ", 1)[0]
