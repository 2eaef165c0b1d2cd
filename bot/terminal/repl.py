"""The conversation at a terminal: read a line, answer it, again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal.screen import screen
from bot.terminal.session import Session
from bot.terminal.slash import obey
from embeddings.errors import VerbatimError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prompt_toolkit import PromptSession

    from bot.settings import Settings
    from retrieval.library import Library

_PROMPT = "> "


def run(library: Library, settings: Settings) -> None:
    """Converse until Ctrl-D or /quit; Ctrl-C clears the line, or stops the question."""
    from bot.terminal.prompting import prompt_session

    session = Session(library, settings, screen())
    prompt = prompt_session(settings.state.expanduser(), library.vocabulary)
    session.say("Ask what was said, by whom, when. /help lists the commands, Ctrl-D leaves.")
    while (line := _line(prompt)) is not None:
        try:
            if line and not turn(session, line):
                return
        except KeyboardInterrupt:
            session.say("Stopped.")
        except VerbatimError as error:
            session.say(f"verbatim: {error}")


def run_lines(lines: Iterable[str], library: Library, settings: Settings) -> None:
    """Converse with a program: one turn a line, and nothing printed but what answers it."""
    session = Session(library, settings, screen())
    for line in lines:
        if not turn(session, line.strip() or line):
            return


def turn(session: Session, line: str) -> bool:
    """Answer the question or obey the /command, and return whether the conversation goes on."""
    if line.startswith("/"):
        return obey(session, line)
    session.ask(line)
    return True


def _line(prompt: PromptSession[str]) -> str | None:
    """Return what was typed, pasted lines joined to one after asking; None at the end of input."""
    from prompt_toolkit.shortcuts import confirm

    while True:
        try:
            text = prompt.prompt(_PROMPT).strip()
            if text.count("\n") and not confirm(f"Ask these {len(text.splitlines())} lines as one question?"):
                continue
            return " ".join(text.split())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return None
