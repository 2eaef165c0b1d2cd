"""A question and a passage as the reader's tokens, and its tokens as places in the passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Encoding, Tokenizer

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.int64]]
    Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

LONGEST = 320
"""Tokens read of a question and a passage together: a passage of the index has at most 256."""
_LONGEST_QUESTION = 48
"""Tokens of a question; what is longer is cut, so that the passage is read whole."""
_OPENING, _PARTING = 101, 102
"""The tokens [CLS] and [SEP] of BERT's vocabulary."""
NOT_ALLOWED = -1e4
"""The logit of a token that cannot begin or end an answer: far below any that the network gives."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Questions with passages, padded to one length."""

    features: dict[str, Matrix]
    """What the network reads. *Shape:* (pairs, tokens) each."""
    allowed: Mask
    """The tokens that may begin or end an answer: the passage's, and the first, which stands for none."""
    spans: tuple[tuple[Span, ...], ...]
    """Of each token of each pair, where it stands in the passage; meaningless outside the passage."""

    def tokens_of(self, row: int, answers: Sequence[Span]) -> tuple[int, int]:
        """Return the first and the last token of the first answer that was read whole; (0, 0) where none was."""
        seats = np.flatnonzero(self.allowed[row])[1:]
        for answer in answers:
            inside = [int(seat) for seat in seats if self.spans[row][seat].overlap(answer)]
            if inside and self.spans[row][inside[-1]].end >= answer.end:
                return inside[0], inside[-1]
        return 0, 0


def paired(pairs: Sequence[tuple[str, str]], tokenizer: Tokenizer) -> Pairs:
    """Return each question and passage as tokens; the passage is cut where both are too long.

    The tokenizer is to neither pad nor cut by itself.
    """
    questions = tokenizer.encode_batch([question for question, _ in pairs], add_special_tokens=False)
    passages = tokenizer.encode_batch([passage for _, passage in pairs], add_special_tokens=False)
    rows = [_row(question, passage) for question, passage in zip(questions, passages, strict=True)]
    longest = max(len(row.ids) for row in rows)
    matrices = {
        name: np.zeros((len(rows), longest), np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    allowed = np.zeros((len(rows), longest), np.bool_)
    for at, row in enumerate(rows):
        matrices["input_ids"][at, : len(row.ids)] = row.ids
        matrices["attention_mask"][at, : len(row.ids)] = 1
        matrices["token_type_ids"][at, row.opens : len(row.ids)] = 1
        allowed[at, 0] = True
        allowed[at, row.opens : len(row.ids) - 1] = True
    return Pairs(matrices, allowed, tuple(row.spans for row in rows))


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    opens: int
    """The passage's first token."""
    spans: tuple[Span, ...]


def _row(question: Encoding, passage: Encoding) -> _Row:
    asked = question.ids[:_LONGEST_QUESTION]
    ids = passage.ids[: LONGEST - len(asked) - 3]
    before = [_OPENING, *asked, _PARTING]
    nowhere = (Span(0, 0),)
    spans = (*nowhere * len(before), *(Span(*offsets) for offsets in passage.offsets[: len(ids)]), *nowhere)
    return _Row([*before, *ids, _PARTING], len(before), spans)
