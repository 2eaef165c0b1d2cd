"""The seam between what a command finds and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retrieval.answers import Answer
    from retrieval.checking.checks import Check
    from retrieval.explanation import Explanation
    from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what is shown with it."""

    answer: Answer
    explanations: tuple[Explanation, ...] = ()
    """Why each passage was found, where that was asked for."""
    first: int = 1
    """The rank of its first passage: further passages count on."""
    whole: bool = False
    """Whether all that is known of a source is shown, or one line."""
    library: Library | None = None
    """What it was taken from, where its articles may be shown with it."""
    repeated: bool = False
    """Whether to print the question above its answer, as where many are asked at once."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found that is not an answer."""

    text: Callable[[int], str]
    """Returns the text for people, at most that many characters wide; empty if it was already printed on standard
    error."""
    fields: Callable[[], object]
    """Returns it as values that JSON can hold."""


class Output(Protocol):
    """One format, chosen once."""

    @property
    def for_programs(self) -> bool:
        """Whether standard output holds nothing but data, so that notices go to standard error."""

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield the answers, each as soon as it is known."""

    def checks(self, checks: Iterable[Check]) -> Iterator[str]:
        """Yield what was found of each quotation, as soon as it is known."""

    def report(self, report: Report) -> str:
        """Return the report."""
