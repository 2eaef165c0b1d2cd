"""The line that is typed: its history, kept for its owner only, and what completes it."""

from __future__ import annotations

import calendar
import os
import re
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot.rendering import visible
from bot.slash import COMMANDS
from retrieval.conversation import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History

    from retrieval.vocabulary import Vocabulary

MOST_LINES = 1000
"""Questions that the history keeps."""
_SHORTEST = 2
"""Letters after which names are offered: one letter begins too many."""
_MOST_OFFERED = 50


def prompt_session(state: Path, vocabulary: Vocabulary) -> PromptSession[str]:
    """Return a prompt with history and completion."""
    return PromptSession(
        history=history(state / "history"), completer=Words(vocabulary), enable_history_search=True, mouse_support=False
    )


def history(path: Path) -> History:
    """Return the history of the file that only its owner reads; where there can be none, a passing one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.chmod(0o600)
        _cap(path)
    except OSError:
        return InMemoryHistory()
    return _Kept(str(path))


class _Kept(FileHistory):
    """A history whose disk may fill up while it is written: the line is then forgotten, not the conversation."""

    def store_string(self, string: str) -> None:
        try:
            super().store_string(string)
        except OSError:
            return


def _cap(path: Path) -> None:
    """Leave the last of the entries; each is a comment with its time, then lines that begin with a plus."""
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
        named = [*(each.name for each in speakers), *vocabulary.publishers.values(), *months]
        self._names = [visible(name) for name in named]
        self._speakers = [visible(each.name) for each in speakers]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what may stand instead of the last word or words."""
        line = document.text_before_cursor
        if line.startswith("/"):
            yield from _command_completions(line, self._speakers)
            return
        for words in _endings(line):
            found = list(_beginning_with(words, self._names))
            if found:
                yield from found
                return


def _command_completions(line: str, speakers: Iterable[str]) -> Iterator[Completion]:
    name, space, begun = line.partition(" ")
    if not space:
        yield from (Completion(each, -len(line)) for each in COMMANDS if each.startswith(name))
    elif name == "/drop":
        yield from (Completion(slot, -len(begun)) for slot in SLOTS if slot.startswith(begun))
    elif name == "/timeline":
        yield from _beginning_with(begun, speakers)


def _endings(line: str) -> Iterator[str]:
    """Yield the line's last two words, then its last."""
    words = line.split(" ")
    yield from (" ".join(words[-count:]) for count in (2, 1) if len(words) >= count)


def _beginning_with(begun: str, names: Iterable[str]) -> Iterator[Completion]:
    """Yield the names of which a word begins so."""
    if len(begun.strip()) < _SHORTEST:
        return
    wanted = begun.lower()
    found = (name for name in names if any(part.startswith(wanted) for part in _tails(name.lower())))
    for _, name in zip(range(_MOST_OFFERED), found, strict=False):
        yield Completion(name, -len(begun))


def _tails(name: str) -> Iterator[str]:
    yield from (name[at:] for at in range(len(name)) if not at or name[at - 1] == " ")
