"""Token vectors stored small."""

from __future__ import annotations

import numpy as np

from embeddings.encoding.encoder import unit
from embeddings.encoding.token_codes import cosines, encode, rotate

ROWS = unit(np.random.Generator(np.random.PCG64(3)).normal(size=(200, 384)).astype(np.float32))


def test_the_rotation_keeps_every_cosine() -> None:
    assert np.allclose(rotate(ROWS) @ rotate(ROWS).T, ROWS @ ROWS.T, atol=1e-5)


def test_a_vector_of_384_floats_takes_96_bytes() -> None:
    assert encode(ROWS).shape == (200, 96)


def test_what_is_encoded_points_where_the_vector_pointed() -> None:
    assert cosines(encode(ROWS), ROWS).diagonal().min() > 0.9


def test_a_vector_with_one_large_coordinate_survives_too() -> None:
    lonely = np.eye(384, dtype=np.float32)[:5]
    assert cosines(encode(lonely), lonely).diagonal().min() > 0.85


def test_the_cosine_with_a_code_is_near_the_cosine_with_the_vector() -> None:
    assert np.abs(cosines(encode(ROWS[:50]), ROWS[50:]) - ROWS[:50] @ ROWS[50:].T).max() < 0.1
