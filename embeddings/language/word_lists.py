"""How lists of words are written down: as running text."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of the text."""
    return frozenset(text.split())
