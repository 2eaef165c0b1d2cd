"""Texts to vectors with whatever runs the model: how a passage is put to it, and what is read off its answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from threadpoolctl import threadpool_limits

from embeddings.encoding.encoder import PassageVectors, QuestionVectors, pool, unit
from embeddings.encoding.token_codes import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

    from embeddings.encoding.encoder import EncoderIdentity, Matrix, PassageText, Vector

Kind: TypeAlias = Literal["query", "document"]
"""What the model is told that a text is."""
_TOGETHER = 512
"""Tokens a forward pass, padding included: what it works on stays in a core's cache. With the shipped model 1,024 take
8 % longer, 2,048 25 %, and 32 passages whatever their length 50 %."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a model beside its weights."""

    limit: int
    """How many tokens it reads."""
    prompts: dict[str, str]
    """What it wants to read before a text, by the text's kind."""
    pools_tokens: bool
    """Whether a text's vector is the mean of its tokens' vectors, so that a part of a passage has one too."""
    tells_tokens: bool
    """Whether its tokens have vectors as long as a text's, so that they can be compared one by one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model made of one text, the prompt before it included."""

    whole: Vector
    tokens: Matrix
    """One row for each token read, special tokens included; none where the model tells none."""


_Piece: TypeAlias = "tuple[PassageText, str, str, Encoding]"
"""A passage, what the model reads before it, both together, and their tokens."""


class TextEncoder(ABC):
    """Passages and questions to vectors; whoever inherits runs the model."""

    def __init__(self, identity: EncoderIdentity, traits: Traits, tokenizer: Tokenizer, at_once: int = 1) -> None:
        """``at_once`` is how many forward passes run at the same time when passages are embedded."""
        self.identity = identity
        self.limit = traits.limit
        self._at_once = at_once
        self._traits = traits
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(traits.limit)

    @abstractmethod
    def readings(self, texts: Sequence[str], kind: Kind) -> list[Reading]:
        """Return what the model makes of each text."""

    @abstractmethod
    def export(self, folder: Path) -> str | None:
        """Write into the empty folder what questions are encoded with; return why they need the training library."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many of the model's tokens each text takes, special tokens included."""
        return [len(read.ids) for read in self._measure.encode_batch_fast(list(texts))]

    def embed(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return each passage's vectors, in their order; those of like length are read together."""
        befores = self._befores(passages)
        texts = [before + passage.text for before, passage in zip(befores, passages, strict=True)]
        read = self._read([self._prompt("document") + text for text in texts])
        pieces = list(zip(passages, befores, texts, read, strict=True))
        order = sorted(range(len(pieces)), key=lambda at: len(read[at].ids))
        batches = list(_batches([pieces[at] for at in order]))
        # What the model leaves to NumPy is little, but its threads would wait for more by spinning.
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self._at_once) as threads:
            made = [vectors for batch in threads.map(self._embed_batch, batches) for vectors in batch]
        return [vectors for _, vectors in sorted(zip(order, made, strict=True), key=itemgetter(0))]

    def encode(self, question: str) -> QuestionVectors:
        """Return the question's vector and its tokens' vectors."""
        text = self._prompt("query") + question
        (reading,), (read,) = self.readings([question], "query"), self._read([text])
        real = np.array(read.special_tokens_mask) == 0
        if not len(reading.tokens):
            return QuestionVectors(unit(reading.whole), reading.tokens, ())
        starts = [start for (start, _), is_real in zip(read.offsets, real, strict=True) if is_real]
        return QuestionVectors(unit(reading.whole), unit(reading.tokens[real]), tuple(_word(text, at) for at in starts))

    def _embed_batch(self, batch: Sequence[_Piece]) -> list[PassageVectors]:
        readings = self.readings([text for _, _, text, _ in batch], "document")
        return [self._vectors(*piece, reading) for piece, reading in zip(batch, readings, strict=True)]

    def _vectors(self, passage: PassageText, before: str, _: str, read: Encoding, reading: Reading) -> PassageVectors:
        start = len(self._prompt("document"))
        bounds = list(_bounds(passage.sentences, start + len(before)))
        whole = [(bounds[0][0], bounds[-1][1])]
        parts = [pool(reading.tokens, read.offsets, whole) if before else unit(reading.whole[None])]
        if self._traits.pools_tokens and len(bounds) > 1:
            parts.append(pool(reading.tokens, read.offsets, bounds))
        return PassageVectors(np.concatenate(parts), encode(_own(reading.tokens, read, start)))

    def _befores(self, passages: Sequence[PassageText]) -> list[str]:
        """Return what the model reads before each passage: what it refers back to, where both fit."""
        prompt = self._prompt("document")
        befores = [f"{each.before} " if each.before and self._traits.pools_tokens else "" for each in passages]
        wanted = [at for at, before in enumerate(befores) if before]
        lengths = self.lengths([prompt + befores[at] + passages[at].text for at in wanted])
        for at, length in zip(wanted, lengths, strict=True):
            if length > self.limit:
                befores[at] = ""
        return befores

    def _read(self, texts: Sequence[str]) -> list[Encoding]:
        """Return the texts as tokens, as far as the model reads them."""
        return list(self._tokenizer.encode_batch(list(texts)))

    @cached_property
    def _measure(self) -> Tokenizer:
        """A tokenizer that reads to the end; another one, for what truncates is shared between threads."""
        whole = copy(self._tokenizer)
        whole.no_truncation()
        return whole

    def _prompt(self, kind: Kind) -> str:
        return self._traits.prompts.get(kind, "")


def _batches(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces in order, as many together as a forward pass takes."""
    batch, longest = list[_Piece](), 0
    for piece in pieces:
        longest = max(longest, len(piece[-1].ids))
        if batch and longest * (len(batch) + 1) > _TOGETHER:
            yield batch
            batch, longest = [], len(piece[-1].ids)
        batch.append(piece)
    if batch:
        yield batch


def _own(tokens: Matrix, read: Encoding, start: int) -> Matrix:
    """Return the unit vectors of the tokens that stand from a character on, special ones left out."""
    if not len(tokens):
        return tokens
    return unit(tokens[[end > first >= start for first, end in read.offsets]])


def _bounds(sentences: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    ends = accumulate((len(sentence) + 1 for sentence in sentences), initial=start)
    for first, sentence in zip(ends, sentences, strict=False):
        yield first, first + len(sentence)


def _word(text: str, at: int) -> str:
    """Return the word of the text that has the character."""
    start = text.rfind(" ", 0, at + 1) + 1
    return text[start:].split(" ", 1)[0]
