"""The bot with answers made by hand, each as slow as the first argument says, in seconds."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from bot.settings import load_settings
from bot.telegram.assembly import assemble
from bot.telegram.service import run
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from retrieval.answers import Answer


def main() -> None:
    """Run until told to stop."""
    seconds = float(sys.argv[1])

    def slowly(question: str) -> Answer:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            sum(range(1000))  # a thread that computes holds others up more than one that sleeps
        if "fail" in question:
            raise RuntimeError(f"cannot answer with {load_settings().telegram_token!r}")
        return answer(question, citation(f"They said: {question}."))

    sys.exit(run(assemble(load_settings(), HandLibrarian(slowly))))


if __name__ == "__main__":
    main()
