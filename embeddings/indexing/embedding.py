"""Passages to their vectors, those kept from before left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from embeddings.indexing.encoder import PassageEncoder, PassageVectors
    from embeddings.indexing.vector_store import VectorStore

_BATCH = 64
"""Passages between two words of progress: about a second's work."""


def embed(
    passages: Sequence[Sequence[str]], encoder: PassageEncoder, store: VectorStore, advance: Callable[[int], None]
) -> tuple[list[tuple[bytes, PassageVectors]], int]:
    """Return each passage's key in the store and its vectors, and how many passages had to be embedded.

    A passage is the texts of its sentences.
    """
    keys = [store.key(sentences) for sentences in passages]
    missing = {key: sentences for key, sentences in zip(keys, passages, strict=True) if key not in store}
    advance(len(passages) - len(missing))
    # Passages of like length share a batch, so that little of it is padding.
    by_length = sorted(missing.items(), key=lambda entry: sum(map(len, entry[1])))
    for at in range(0, len(by_length), _BATCH):
        batch = by_length[at : at + _BATCH]
        store.put(zip((key for key, _ in batch), encoder.embed([texts for _, texts in batch]), strict=True))
        advance(len(batch))
    return [(key, store[key]) for key in keys], len(missing)
