"""Late interaction: how well a passage, and a short stretch of it, matches each token of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.indexing.passage_index import Alignments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoding.encoder import Matrix

STEP = 16
"""Tokens from one stretch to the next; a stretch is two steps long, about a sentence. Twice the step ranks almost as
well."""


def aligned(cosines: Matrix, lengths: Sequence[int]) -> Alignments:
    """Return the alignments of passages with these many tokens; a passage without tokens has zeros.

    *Shape:* ``cosines`` is (tokens of all passages, tokens of the question)
    """
    passages = [_stretches(passage) for passage in np.split(cosines, np.cumsum(lengths)[:-1])]
    whole = np.stack([stretches.max(axis=0) for stretches in passages])
    near = np.stack([stretches[stretches.mean(axis=1).argmax()] for stretches in passages])
    return Alignments(whole, near)


def _stretches(cosines: Matrix) -> Matrix:
    """Return each stretch's best cosine with each of the question's tokens."""
    if not len(cosines):
        return np.zeros((1, cosines.shape[1]), np.float32)
    steps = np.maximum.reduceat(cosines, np.arange(0, len(cosines), STEP), axis=0)
    return np.maximum(steps[:-1], steps[1:]) if len(steps) > 1 else steps
