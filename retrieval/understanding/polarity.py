"""Words that turn a meaning around: vectors hardly tell "did" from "did not" (Kassner and Schütze 2020, ACL)."""

from __future__ import annotations

import re

_REVERSES = re.compile(
    r"\b(?:not|no|non|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|except|unlike"
    r"|hardly|scarcely|barely|rarely|seldom|less|least|fewer|fewest)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Negators and other words under which less is more (downward entailing: Ladusaw 1979)."""


def reverses(text: str) -> bool:
    """Return whether the text has a word that turns its meaning around."""
    return bool(_REVERSES.search(text))
