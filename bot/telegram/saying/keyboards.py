"""The buttons under an answer, and what pressing one means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.saying.rendering import gist
from retrieval.conversing.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.saying.rendering import Page
    from retrieval.answers import Citation

_LABEL = 60
"""Characters of a button's label at most; a phone shows some 30."""
_IN_A_ROW = 8
"""Buttons that Telegram shows beside each other; more of them wrap."""
_PRESSED = re.compile(r"([a-z]):(\d{1,15}):(\d{1,4}):(\d{1,4})", re.ASCII)


class Verb(StrEnum):
    """What a button does."""

    PAGE = "p"
    CONTEXT = "c"
    SOURCES = "s"
    NEAR = "n"
    GOOD = "g"
    BAD = "b"
    DROP = "d"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: which question's, on which page, and which of its citations or of `SLOTS`."""

    verb: Verb
    question: int
    page: int = 0
    citation: int = 0

    def __str__(self) -> str:
        return f"{self.verb}:{self.question}:{self.page}:{self.citation}"


def read_press(written: str | None) -> Press | None:
    """Return what a button's data say, None where they say nothing: anybody may send anything."""
    match = _PRESSED.fullmatch(written or "")
    if not match or match[1] not in set(Verb):
        return None
    return Press(Verb(match[1]), int(match[2]), int(match[3]), int(match[4]))


def answer_keyboard(
    question: int, pages: Sequence[Page], number: int, carried: Sequence[str] = ()
) -> InlineKeyboardMarkup:
    """Return the buttons under one page of an answer, one for each slot carried over to drop it."""
    turning = []
    if number:
        turning.append(_button("‹ Back", Press(Verb.PAGE, question, number - 1)))
    if number + 1 < len(pages):
        turning.append(_button("More results", Press(Verb.PAGE, question, number + 1)))
    looking = [
        _button("Context", Press(Verb.CONTEXT, question, number, pages[number].first)),
        _button("Sources", Press(Verb.SOURCES, question, number)),
    ]
    judging = [_button("👍", Press(Verb.GOOD, question)), _button("👎", Press(Verb.BAD, question))]
    return InlineKeyboardMarkup([row for row in (turning, looking, _dropping(question, carried), judging) if row])


def context_keyboard(question: int, page: Page, number: int, citation: int) -> InlineKeyboardMarkup:
    """Return the buttons under a citation's context: to its neighbours on the page, and back."""
    steps = [
        _button(f"{other + 1}", Press(Verb.CONTEXT, question, number, other))
        for other in range(page.first, page.end)
        if other != citation
    ]
    return InlineKeyboardMarkup([row for row in (steps[:_IN_A_ROW], _back(question, number)) if row])


def back_keyboard(question: int, number: int) -> InlineKeyboardMarkup:
    """Return the button that leads back to the answer."""
    return InlineKeyboardMarkup([_back(question, number)])


def nearest_keyboard(
    question: int, nearest: Sequence[Citation], carried: Sequence[str] = ()
) -> InlineKeyboardMarkup | None:
    """Return a button for each passage that came near and each slot to drop, None where there is neither."""
    rows = [[_button(gist(c, _LABEL), Press(Verb.NEAR, question, 0, at))] for at, c in enumerate(nearest)]
    rows += [row for row in [_dropping(question, carried)] if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _dropping(question: int, carried: Sequence[str]) -> list[InlineKeyboardButton]:
    return [
        _button(f"Drop {slot}", Press(Verb.DROP, question, 0, at)) for at, slot in enumerate(SLOTS) if slot in carried
    ]


def _back(question: int, number: int) -> list[InlineKeyboardButton]:
    return [_button("‹ Back", Press(Verb.PAGE, question, number))]


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=str(press))
