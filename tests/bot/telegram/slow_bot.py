"""The bot with answers made by hand, each as slow as the first argument says, in seconds.

With a second argument it waits as long as it would in earnest, otherwise as tests do.
A question that holds "fail" raises, one that holds "die" kills the process, and one that holds "until" is computed
until the file that it names is there.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import load_settings
from bot.telegram.assembly import assemble
from bot.telegram.patience import Patience
from bot.telegram.service import run
from tests.bot.telegram.running import QUICK
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from retrieval.answers import Answer


def main() -> None:
    """Run until told to stop."""
    seconds, settings = float(sys.argv[1]), load_settings()

    def slowly(question: str) -> Answer:
        until, (_, held, file) = time.monotonic() + seconds, question.partition("until ")
        while time.monotonic() < until or (held and not Path(file).exists()):
            sum(range(1000))  # a thread that computes holds others up more than one that sleeps
        if "fail" in question:
            raise RuntimeError(f"cannot answer with {settings.telegram_token!r}")
        if "die" in question:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer(question, citation(f"They said: {question}."))

    sys.exit(run(assemble(settings, HandLibrarian(slowly), Patience() if sys.argv[2:] else QUICK)))


if __name__ == "__main__":
    main()
