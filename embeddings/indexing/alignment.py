"""Late interaction: how well each token of a question is matched in a passage, and in a short stretch of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.indexing.passage_index import Alignments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoding.encoder import Matrix

STEP = 16
"""Tokens by which stretches are apart; each is twice as long, about a sentence. Twice as much does almost as well."""


def aligned(similar: Matrix, lengths: Sequence[int]) -> Alignments:
    """Return the alignments of passages of so many tokens each; those of a passage without any are zero.

    *Shape:* ``similar`` holds cosines, (tokens of all passages, tokens of the question)
    """
    stretches = [_stretches(passage) for passage in np.split(similar, np.cumsum(lengths)[:-1])]
    whole = np.stack([each.max(axis=0) for each in stretches])
    near = np.stack([each[each.mean(axis=1).argmax()] for each in stretches])
    return Alignments(whole, near)


def _stretches(similar: Matrix) -> Matrix:
    """Return for each stretch of the passage the best cosine of each of the question's tokens."""
    if not len(similar):
        return np.zeros((1, similar.shape[1]), np.float32)
    steps = np.maximum.reduceat(similar, np.arange(0, len(similar), STEP), axis=0)
    return np.maximum(steps[:-1], steps[1:]) if len(steps) > 1 else steps
