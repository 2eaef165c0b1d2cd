"""What a question asks for: who, when, what about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.errors import QuestionError

if TYPE_CHECKING:
    from embeddings.documents import Period

LONGEST = 2000
"""Characters of a question at most; more is a text, and the encoder would read only its beginning."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    question: str
    topic: str
    speaker: str | None = None
    period: Period | None = None
    kind: str = "fact"
    """ "statement" for what somebody said, "fact" for anything else."""
    carried_over: tuple[str, ...] = ()


def interpret(question: str) -> Query:
    """Return what the question asks for.

    Raises QuestionError if it is empty, has no word, or is too long.
    """
    if not any(character.isalnum() for character in question):
        raise QuestionError("the question is empty: ask in words, such as: what did Pompeo say in April")
    if len(question) > LONGEST:
        raise QuestionError(f"the question has {len(question):,} characters: ask in at most {LONGEST:,}")
    readable = "".join(character if character.isprintable() else " " for character in question)
    return Query(question, topic=" ".join(readable.split()))
