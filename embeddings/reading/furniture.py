"""What tells a block that repeats across the corpus."""

from __future__ import annotations

from hashlib import blake2b

from embeddings.documents import fold


def fingerprint(text: str) -> int:
    """Return 64 bits that are the same for the same words, whatever their case and white space."""
    return int.from_bytes(
        blake2b(fold(text).casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )
