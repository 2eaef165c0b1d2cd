"""The prompt: a history that only its owner can read, and completion."""

from __future__ import annotations

import calendar
import os
import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import portalocker
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot.output.wording import visible
from bot.terminal.private import private_folder
from bot.terminal.slash import COMMANDS
from retrieval.conversing.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History

    from retrieval.understanding.named_in_corpus import Vocabulary

MOST_LINES = 1000
"""Questions that the history keeps: months of use, and read in a few milliseconds."""
_FORGIVEN = (OSError, portalocker.exceptions.LockException)
"""Errors that cost the history, and not the conversation."""
_SHORTEST = 2
"""Letters after which names are offered: one letter begins too many."""
_MOST_OFFERED = 50
"""Names offered at once: more than a screen is not read."""


def prompt_session(state: Path, vocabulary: Vocabulary) -> PromptSession[str]:
    """Return a prompt with history and completion."""
    return PromptSession(
        history=history(state / "history"),
        completer=Words(vocabulary),
        enable_history_search=True,
        search_ignore_case=True,
    )


def history(path: Path) -> History:
    """Return the history kept in the file; where it cannot be kept, one that lasts as long as the conversation."""
    try:
        private_folder(path.parent)
        path.touch(mode=0o600)
        path.chmod(0o600)
        _cap(path)
    except _FORGIVEN:
        return InMemoryHistory()
    return _KeptHistory(path)


class _KeptHistory(FileHistory):
    """A history of limited length; a line that cannot be written is forgotten, and the conversation goes on."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._path = path
        self._uncapped = 0

    def append_string(self, string: str) -> None:
        """Add the line, and forget the oldest beyond the most."""
        super().append_string(string)
        del self._loaded_strings[MOST_LINES:]  # the latest comes first

    def store_string(self, string: str) -> None:
        try:
            with _locked(self._path):
                super().store_string(string)
            self._uncapped += 1
            if self._uncapped >= MOST_LINES:
                self._uncapped = 0
                _cap(self._path)
        except _FORGIVEN:
            return


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let no other conversation of the same user write to the file; it waits."""
    lock = path.with_name(f"{path.name}.lock")
    lock.touch(mode=0o600)
    with lock.open("a") as file:
        portalocker.lock(file, portalocker.LOCK_EX)
        yield


def _cap(path: Path) -> None:
    """Keep only the latest entries; each is a comment with its time, then lines that begin with a plus."""
    with _locked(path):
        entries = re.split(r"\n(?=# )", path.read_text(encoding="utf-8", errors="replace"))
        if len(entries) <= MOST_LINES:
            return
        shorter = path.with_name(f"{path.name}.{os.getpid()}")
        shorter.touch(mode=0o600)
        shorter.write_text("\n" + "\n".join(entries[-MOST_LINES:]), encoding="utf-8")
        shorter.replace(path)


class Words(Completer):
    """Completes /commands, and the corpus's speakers, outlets and months."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        speakers = sorted(vocabulary.speakers.values(), key=lambda each: (-each.documents, each.name))
        months = [f"{name} {year}" for year in vocabulary.years for name in list(calendar.month_name)[1:]]
        names = [*(each.name for each in speakers), *vocabulary.publishers.values(), *months]
        self._names = [visible(name) for name in names]
        self._speakers = [visible(each.name) for each in speakers]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what may replace the last word or words."""
        line = document.text_before_cursor
        if line.startswith("/"):
            yield from _command_completions(line, self._speakers)
            return
        for words in _endings(line):
            completions = list(_completions(words, self._names))
            if completions:
                yield from completions
                return


def _command_completions(line: str, speaker_names: Iterable[str]) -> Iterator[Completion]:
    name, space, argument = line.partition(" ")
    if not space:
        yield from (Completion(each, -len(line)) for each in COMMANDS if each.startswith(name))
    elif name == "/drop":
        yield from (Completion(slot, -len(argument)) for slot in SLOTS if slot.startswith(argument))
    elif name == "/timeline":
        yield from _completions(argument, speaker_names)


def _endings(line: str) -> Iterator[str]:
    """Yield the line's last two words, then its last."""
    words = line.split(" ")
    yield from (" ".join(words[-count:]) for count in (2, 1) if len(words) >= count)


def _completions(beginning: str, names: Iterable[str]) -> Iterator[Completion]:
    """Yield the names that have a word with this beginning."""
    if len(beginning.strip()) >= _SHORTEST:
        matching = (name for name in names if f" {beginning.lower()}" in f" {name.lower()}")
        yield from (Completion(name, -len(beginning)) for name in islice(matching, _MOST_OFFERED))
