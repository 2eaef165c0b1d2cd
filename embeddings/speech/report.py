"""A report within one stretch of words: who says what with which cue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.speech.noun_phrases import Range


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports what with which cue, as positions of words."""

    cue: Range
    source: Range | None
    content: Range
    """Empty, at the end of the stretch, where a colon leaves the words to the next paragraph."""
    begins: int = 0
    """The first word of the source and cue; 0 where the content comes first."""
    is_saying: bool = True
    """Whether the cue reports words, and not what somebody believes, wants or criticises."""
