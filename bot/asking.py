"""One question, asked once: conditions set beside it, and the answer as standard output wants it."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.rendering import as_json, json_answer, plain_answer, visible
from embeddings.errors import QuestionError
from retrieval.answering import answer_query, refusal
from retrieval.explanation import Explanation, explained
from retrieval.understanding.conditions import narrow
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from retrieval.answers import Answer
    from retrieval.library import Library
    from retrieval.understanding.conditions import Narrowing


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a question is to be asked and its answer shown."""

    narrowing: Narrowing
    plain: bool = False
    explain: bool = False


def asked(question: str, library: Library, settings: Settings, wishes: Wishes) -> Answer:
    """Return the answer under the conditions. Raises QuestionError if it cannot be asked."""
    vocabulary = library.vocabulary
    return answer_query(
        lambda: narrow(interpret(question, vocabulary), wishes.narrowing, vocabulary),
        library,
        settings.top,
        settings.max_tokens,
    )


def asked_or_refused(question: str, library: Library, settings: Settings, wishes: Wishes) -> Answer:
    """Return the answer, or why the question cannot be asked: one among many stops none of the others."""
    try:
        return asked(question, library, settings, wishes)
    except QuestionError as error:
        return refusal(question, str(error), library)


def shown(told: Answer, library: Library, settings: Settings, wishes: Wishes, write: Callable[[str], None]) -> None:
    """Write the answer as JSON, as plain text, or with emphasis where a terminal shows it."""
    why = explained(told, library) if wishes.explain else []
    if settings.as_json:
        write(as_json(_json(told, why)))
        return
    if sys.stdout.isatty() and not wishes.plain:
        from bot.terminal.screen import screen, show

        show(told, screen())
    else:
        write(plain_answer(told) + "\n")
    if why:
        write("\n".join(visible(_why_line(rank, each)) for rank, each in enumerate(why, 1)) + "\n")


def _json(told: Answer, why: list[Explanation]) -> dict[str, object]:
    """Return the contract's object, with why each passage was found where that is wished."""
    object_ = json_answer(told)
    if why:
        object_["why"] = [asdict(each) for each in why]
    return object_


def _why_line(rank: int, why: Explanation) -> str:
    ranks = [f"{way} {at or 'beyond 100'}" for way, at in (("meaning", why.dense), ("words", why.lexical))]
    shared = f"shares {', '.join(why.shared)}" if why.shared else "shares no word"
    met = f"; meets {', '.join(why.met)}" if why.met else ""
    return f"{rank:2}. {shared}; rank by {', by '.join(ranks)}{met}"
