"""One conversation at a terminal: what was asked, what was answered, and what is set for it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.formats import BY_SUFFIX, FORMATS, Format
from bot.output.output import Reply
from bot.output.wording import visible
from bot.terminal.private import private_folder
from bot.terminal.screen import output_on, show_text
from embeddings.errors import QuestionError
from retrieval.answering import refusal
from retrieval.conversing.conversation import converse, drop
from retrieval.conversing.turns import Conversation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console

    from bot.settings import Settings
    from retrieval.answers import Answer
    from retrieval.library import Library
    from retrieval.understanding.query import Slot

    Turn = tuple[Answer, Conversation]


class Session:
    """Keeps the last turn only, so that it stays as small as it began."""

    def __init__(self, library: Library, settings: Settings, console: Console) -> None:
        self.library = library
        self.console = console
        self.top = settings.top
        self.long = settings.long
        self._max_tokens = settings.max_tokens
        self._state = settings.state.expanduser()
        self._output = output_on(console, settings.output_format)
        self.restart()

    def restart(self) -> None:
        """Forget the conversation."""
        self.conversation = Conversation()
        self.answer: Answer | None = None
        self._shown = 0
        self._again: Callable[[int], Turn]

    def ask(self, question: str) -> None:
        """Answer the question as it is meant in the conversation, and show it."""
        before, now = self.conversation, time.time()
        self._take(question, lambda top: converse(before, question, self.library, top, self._max_tokens, now=now))

    def drop(self, slot: Slot) -> None:
        """Answer the last question without what it says or carries of the slot."""
        before = self.conversation
        self._take(before.question, lambda top: drop(before, slot, self.library, top, self._max_tokens))

    def more(self) -> None:
        """Show the passages behind those shown."""
        longer = self._again(self._shown + self.top)[0] if self.answer else None
        further = longer.citations[self._shown :] if longer else ()
        if longer is None or not further:
            self.say("There is no more.")
            return
        answer = replace(longer, citations=further)
        self._show(Reply(answer, first=self._shown + 1, whole=self.long, library=self.library))
        self.answer, self._shown = longer, self._shown + len(further)

    def confirm(self, text: str) -> None:
        """Say what a /command did, to people alone."""
        if not self._output.for_programs:
            self.say(text)

    def toggle_json(self) -> None:
        """Show further answers as JSON, or as text again."""
        self._output = output_on(self.console, Format.TEXT if self._output.for_programs else Format.JSON)
        self.say("Answers are text again." if not self._output.for_programs else "Answers are JSON from now on.")

    def say(self, text: str) -> None:
        """Show what is no answer; where a program reads the answers, on standard error."""
        if self._output.for_programs:
            click.echo("\n".join(visible(line) for line in text.split("\n")), err=True)
        else:
            show_text(text, self.console)

    def save(self, path: Path) -> None:
        """Write the last answer, all of it that was shown, into a new file, in the format that its name ends with."""
        format_ = BY_SUFFIX.get(path.suffix.lower())
        if self.answer is None or format_ is None:
            self.say("Nothing was answered yet." if format_ else f"/save takes a new file: {', '.join(BY_SUFFIX)}.")
            return
        reply = Reply(self.answer, whole=self.long, library=self.library)
        text = "\n".join(FORMATS[format_]().answers([reply]))
        try:
            with path.expanduser().open("x", encoding="utf-8") as file:
                file.write(text + "\n")
        except FileExistsError:
            self.say(f"{path} is there already, and I never overwrite: name another.")
        except OSError as error:
            self.say(f"{path} cannot be written: {error.strerror}.")
        else:
            self.confirm(f"Written to {path}.")

    def rate(self, mark: str) -> None:
        """Keep whether the answer helped, in a file of this machine."""
        if self.answer is None:
            self.say("Nothing was answered yet.")
            return
        places = [[each.place.document.source, *each.place.span] for each in self.answer.citations]
        line = {"at": int(time.time()), "mark": mark, "question": self.answer.query.question, "passages": places}
        try:
            append(self._state / "feedback.jsonl", json.dumps(line, ensure_ascii=False))
        except OSError as error:
            self.say(f"Feedback cannot be kept: {error.strerror}.")
            return
        self.say("Thank you.")

    def _take(self, question: str, turn: Callable[[int], Turn]) -> None:
        """Do the turn, given how many passages it may show, and show its answer, or why there is none."""
        try:
            answer, self.conversation = turn(self.top)
        except QuestionError as error:
            self._show(Reply(refusal(question, str(error), self.library)))
            return
        self.answer, self._shown, self._again = answer, len(answer.citations), turn
        self._show(Reply(answer, whole=self.long, library=self.library))

    def _show(self, reply: Reply) -> None:
        for piece in self._output.answers([reply]):
            click.echo(piece, self.console.file, color=True)


def append(path: Path, line: str) -> None:
    """Append the line to a file that only its owner reads; two programs may do so at once."""
    private_folder(path.parent)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(line + "\n")
