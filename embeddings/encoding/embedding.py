"""Vectors for passages: cached ones are reused, the others are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from embeddings.encoding.encoder import PassageEncoder, PassageText, PassageVectors
    from embeddings.encoding.vector_cache import VectorCache

_BATCH = 128
"""Passages per commit and per step of progress: about a second of work, and all that an interrupted rebuild loses."""


def embed(
    passages: Sequence[PassageText], encoder: PassageEncoder, cache: VectorCache, advance: Callable[[int], None]
) -> tuple[list[tuple[bytes, PassageVectors]], int]:
    """Return each passage's cache key and vectors, and how many passages had to be embedded."""
    keys, batches = lacking(passages, cache)
    fresh = sum(map(len, batches))
    advance(len(passages) - fresh)
    for batch in batches:
        cache.put(zip(batch, encoder.embed(list(batch.values())), strict=True))
        advance(len(batch))
    return [(key, cache[key]) for key in keys], fresh


def lacking(
    passages: Sequence[PassageText], cache: VectorCache, coming: Container[bytes] = ()
) -> tuple[list[bytes], list[dict[bytes, PassageText]]]:
    """Return each passage's cache key, and in batches those that the cache lacks, each once.

    ``coming`` are the keys of vectors that are being made.
    """
    keys = [cache.key(passage) for passage in passages]
    hashed = zip(keys, passages, strict=True)
    missing = {key: passage for key, passage in hashed if key not in coming and key not in cache}
    # Texts of similar length share a batch, so that the model reads little padding.
    by_length = sorted(missing.items(), key=lambda item: len(item[1].before) + len(item[1].text))
    return keys, [dict(by_length[at : at + _BATCH]) for at in range(0, len(by_length), _BATCH)]
