"""Passages to their vectors, those kept from before left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from embeddings.encoding.encoder import PassageEncoder, PassageText, PassageVectors
    from embeddings.encoding.vector_cache import VectorCache

_BATCH = 128
"""Passages between two words of progress: about a second's work, and all that an interrupted rebuild loses."""


def embed(
    passages: Sequence[PassageText], encoder: PassageEncoder, store: VectorCache, advance: Callable[[int], None]
) -> tuple[list[tuple[bytes, PassageVectors]], int]:
    """Return each passage's key in the store and its vectors, and how many passages had to be embedded."""
    keys = [store.key(passage) for passage in passages]
    missing = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in store}
    advance(len(passages) - len(missing))
    # Passages of like length come together, so that little of what the model reads is padding.
    by_length = sorted(missing.items(), key=lambda entry: len(entry[1].before) + len(entry[1].text))
    for at in range(0, len(by_length), _BATCH):
        batch = by_length[at : at + _BATCH]
        store.put(zip((key for key, _ in batch), encoder.embed([passage for _, passage in batch]), strict=True))
        advance(len(batch))
    return [(key, store[key]) for key in keys], len(missing)
