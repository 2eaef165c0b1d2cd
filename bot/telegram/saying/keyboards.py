"""The buttons under a message, and what pressing one means."""

from __future__ import annotations

import re
from calendar import month_abbr
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.saying.rich import shortened
from bot.telegram.saying.views import beginning, copied, gist
from bot.telegram.saying.wording import kept_slots
from retrieval.checking.checked_answer import checks_of
from retrieval.conversing.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.telegram.saying.pages import Page
    from retrieval.answers import Answer

_LABEL = 60
"""Characters of a button's label at most; a phone shows some 30."""
_SLOT = 24
"""Characters of what can be dropped, so that two fit beside each other."""
_IN_A_ROW = 8
"""Buttons that Telegram shows beside each other; more of them wrap."""
_MONTHS, _MONTHS_IN_A_ROW = 12, 3
"""Months to tap under a timeline: the latest year with any, in rows that a phone can show."""
_PRESSED = re.compile(r"([a-z]):(\d{1,15}):(\d{1,4}):(\d{1,4})", re.ASCII)


class Verb(StrEnum):
    """What a button does."""

    PAGE = "p"
    POSITION = "o"
    CONTEXT = "c"
    COPY = "y"
    SOURCES = "s"
    NEAR = "n"
    MONTH = "m"
    GOOD = "g"
    BAD = "b"
    DROP = "d"
    VARIANTS = "v"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: which question's, on which page or of which year, and which citation, slot or month."""

    verb: Verb
    question: int
    page: int = 0
    item: int = 0

    def __str__(self) -> str:
        return f"{self.verb}:{self.question}:{self.page}:{self.item}"


def read_press(written: str | None) -> Press | None:
    """Return what a button's data say, None where they say nothing: anybody may send anything."""
    match = _PRESSED.fullmatch(written or "")
    if not match or match[1] not in set(Verb):
        return None
    return Press(Verb(match[1]), int(match[2]), int(match[3]), int(match[4]))


def answer_keyboard(question: int, pages: Sequence[Page], number: int, answer: Answer) -> InlineKeyboardMarkup:
    """Return the buttons under one page of an answer."""
    page = pages[number]
    looking = [
        _button("Context", Press(Verb.CONTEXT, question, number, page.first)),
        _button("Sources", Press(Verb.SOURCES, question, number)),
        *_comparing(question, number, answer),
    ]
    judging = [_button("👍", Press(Verb.GOOD, question)), _button("👎", Press(Verb.BAD, question))]
    rows = (
        _turning(question, pages, number),
        looking,
        _copying(question, page, number, answer),
        _dropping(question, answer),
        judging,
    )
    return InlineKeyboardMarkup([row for row in rows if row])


def context_keyboard(question: int, page: Page, number: int, shown: int, answer: Answer) -> InlineKeyboardMarkup:
    """Return the buttons under a citation's context: to its neighbours on the page, and back."""
    rows = [
        [
            _button(
                shortened(f"{place + 1} · {beginning(answer.citations[place])}", _LABEL),
                Press(Verb.CONTEXT, question, number, place),
            )
        ]
        for place in range(page.first, page.end)
        if place != shown
    ]
    return InlineKeyboardMarkup([*rows[:_IN_A_ROW], _back(question, number)])


def back_keyboard(question: int, number: int) -> InlineKeyboardMarkup:
    """Return the button that leads back to the answer."""
    return InlineKeyboardMarkup([_back(question, number)])


def nearest_keyboard(question: int, pages: Sequence[Page], number: int, answer: Answer) -> InlineKeyboardMarkup | None:
    """Return a button for each passage that came near and each slot to drop, None where there is neither."""
    rows = [row for row in [_turning(question, pages, number)] if row]
    rows += [
        [_button(gist(citation, _LABEL), Press(Verb.NEAR, question, 0, place))]
        for place, citation in enumerate(answer.nearest)
    ]
    rows += [row for row in (_comparing(question, number, answer), _dropping(question, answer)) if row]
    return InlineKeyboardMarkup(rows) if rows else None


def months_keyboard(question: int, months: Mapping[str, int]) -> InlineKeyboardMarkup:
    """Return a button for each of the latest months with anything in them, given as "2019-04"."""
    buttons = []
    for name, count in [item for item in months.items() if item[1]][-_MONTHS:]:
        year, month = (int(part) for part in name.split("-"))
        buttons.append(_button(f"{month_abbr[month]} {year} ({count})", Press(Verb.MONTH, question, year, month)))
    rows = [buttons[first : first + _MONTHS_IN_A_ROW] for first in range(0, len(buttons), _MONTHS_IN_A_ROW)]
    return InlineKeyboardMarkup(rows)


def _turning(question: int, pages: Sequence[Page], number: int) -> list[InlineKeyboardButton]:
    """Return buttons to the pages before and after, and between them which this is and how many passages there are."""
    if len(pages) == 1:
        return []
    position = [
        _button(f"{number + 1}/{len(pages)} · {pages[-1].end} passages", Press(Verb.POSITION, question, number))
    ]
    back = [_button("‹", Press(Verb.PAGE, question, number - 1))] if number else []
    on = [_button("›", Press(Verb.PAGE, question, number + 1))] if number + 1 < len(pages) else []
    return [*back, *position, *on]


def _comparing(question: int, number: int, answer: Answer) -> list[InlineKeyboardButton]:
    """Return a button to how outlets print what was checked in differing words, if they do."""
    varies = any(check.variants for check in checks_of(answer))
    return [_button("Variants", Press(Verb.VARIANTS, question, number))] if varies else []


def _copying(question: int, page: Page, number: int, answer: Answer) -> list[InlineKeyboardButton]:
    """Return buttons that copy each passage of the page; a long one is shown so that a tap copies it."""
    buttons = []
    for place in range(page.first, page.end)[:_IN_A_ROW]:
        label, text = f"Copy {place + 1}", copied(answer.citations[place])
        if text:
            buttons.append(InlineKeyboardButton(label, copy_text=CopyTextButton(text)))
        else:
            buttons.append(_button(f"{label} …", Press(Verb.COPY, question, number, place)))
    return buttons


def _dropping(question: int, answer: Answer) -> list[InlineKeyboardButton]:
    return [
        _button(f"✕ {shortened(value, _SLOT)}", Press(Verb.DROP, question, 0, SLOTS.index(slot)))
        for slot, value in kept_slots(answer.query).items()
    ]


def _back(question: int, number: int) -> list[InlineKeyboardButton]:
    return [_button("‹ Back", Press(Verb.PAGE, question, number))]


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=str(press))
