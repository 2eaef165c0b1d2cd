"""Questions asked as a stranger types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import answering
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.library import Library


def answer(question: str, library: Library, top: int, max_tokens: int | None = None) -> Answer:
    """Return the answer to the question as it is read by itself."""
    return answering.answer(interpret(question, library.vocabulary), library, top, max_tokens)
