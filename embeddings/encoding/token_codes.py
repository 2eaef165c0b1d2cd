"""Token vectors stored small: a fixed rotation, then two bits per coordinate.

After a rotation the coordinates of unit vectors are close to normal (Johnson and Lindenstrauss), so the four levels
that Max derived for a normal variable (1960, "Quantizing for minimum distortion", IRE Trans. Inf. Theory 6) fit every
model and corpus without training. A vector of 384 floats takes 96 bytes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from embeddings.encoding.encoder import Codes, Matrix

_LEVELS = np.array([-1.5104, -0.4528, 0.4528, 1.5104], np.float32)
_BOUNDS = np.array([-0.9816, 0.0, 0.9816], np.float32)
"""Max's levels for two bits, and the bounds between them, in standard deviations."""
_SHIFTS = np.array([0, 2, 4, 6], np.uint8)
"""Where each of the coordinates in a byte stands, at two bits each."""


def encode(tokens: Matrix) -> Codes:
    """Return the codes of the unit vectors, four coordinates per byte; the dimension must be a multiple of four."""
    rotated = rotate(tokens) * np.float32(np.sqrt(tokens.shape[1]))
    levels = np.add.reduce([rotated > bound for bound in _BOUNDS], dtype=np.uint8)
    return np.asarray(
        np.bitwise_or.reduce(
            levels.reshape(len(tokens), tokens.shape[1] // len(_SHIFTS), len(_SHIFTS)) << _SHIFTS, axis=2
        ),
        np.uint8,
    )


def cosines(codes: Codes, tokens: Matrix) -> Matrix:
    """Return the approximate cosine of each encoded vector with each of the tokens.

    *Shape:* (codes, tokens)
    """
    near = _levels_of_byte().take(codes).view(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", near, near))[:, None]
    return np.asarray(near @ rotate(tokens).T / lengths, np.float32)


def rotate(rows: Matrix) -> Matrix:
    """Return the rows in the coordinates of the codes; angles and lengths are kept."""
    return np.asarray(rows @ _rotation(rows.shape[1]), dtype=np.float32)


@cache
def _rotation(dimension: int) -> Matrix:
    """Return random signs followed by the orthonormal cosine transform: a rotation that need not be stored."""
    at = np.arange(dimension)
    cosines = np.sqrt(2 / dimension) * np.cos(np.pi * (at[:, None] + 0.5) * at / dimension)
    cosines[:, 0] /= np.sqrt(2)
    signs = np.where(np.random.Generator(np.random.PCG64(0)).integers(0, 2, dimension), 1.0, -1.0)
    return np.asarray(signs[:, None] * cosines, dtype=np.float32)


@cache
def _levels_of_byte() -> NDArray[np.complex128]:
    """Return the four coordinates of each byte as one number of the same size: one is looked up faster than four."""
    codes = (np.arange(256)[:, None] >> _SHIFTS) & 3
    return np.asarray(_LEVELS[codes], np.float32).view(np.complex128).ravel()
