"""Lets Telegram fail while forty questions wait, in real time, and counts what is lost and what comes twice.

Usage: python -m tests.benchmarks.outages [--runs N] [--only NAME ...] [--keep FOLDER] [--json FILE]
The bot is a process that talks to a stand-in for Telegram over HTTP; its answers are made by hand, a tenth of a second
of computing each. All runs of one outage go at once, for they mostly wait.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.benchmarks.tables import show
from tests.bot.telegram.bot_api import BotApi
from tests.bot.telegram.calls import Fault
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.telegram.calls import Json

BOT = ("-m", "tests.bot.telegram.slow_bot", "0.1", "in earnest")
PEOPLE, EACH = 10, 4
BETWEEN_KILLS = 1.3
"""Seconds: the next start has just begun to work by then."""
MOST = 400.0
"""Seconds after which an answer counts as lost; the longest outage lasts 120."""


class Attempt:
    """A bot, those who ask it, and the outage that they live through."""

    def __init__(self, folder: Path) -> None:
        self.api = BotApi()
        self.folder = folder
        self.people = [Person(self.api, 2000 + number) for number in range(PEOPLE)]
        self._bots = ExitStack()

    def run(self, outage: Callable[[Attempt], None]) -> Json:
        """Return what came of forty questions."""
        began = time.monotonic()
        with self.api, self._bots:
            self.start()
            self.api.wait(lambda: self.api.polled)
            asked = [person.says(f"question {number}") for number in range(EACH) for person in self.people]
            self.api.wait(lambda: len(self.api.calls) > PEOPLE)
            outage(self)
            until = time.monotonic() + MOST
            while time.monotonic() < until and len(self._answers()) < len(asked):
                time.sleep(0.1)
            time.sleep(2)  # for what comes twice
            answers = self._answers()
        return {
            "asked": len(asked),
            "lost": len(asked) - len(answers),
            "twice": sum(answers.values()) - len(answers),
            "other": len(self.api.messages) - sum(answers.values()),
            "seconds": round(time.monotonic() - began),
        }

    def start(self) -> None:
        """Start the bot, killing the one that runs."""
        self._bots.close()
        self._bots.enter_context(process(self.api, self.folder, *BOT))

    def _answers(self) -> Counter[int]:
        messages = list(self.api.messages.values())
        return Counter(message["reply_to"] for message in messages if "They said" in message["text"])


def flood_warning(attempt: Attempt) -> None:
    for person in attempt.people:
        attempt.api.hush(person.key, 120)


def bad_gateways(attempt: Attempt) -> None:
    attempt.api.fail("sendMessage", *[Fault(502, body=b"<html>Bad Gateway</html>")] * 100_000)
    time.sleep(60)
    attempt.api.faults["sendMessage"].clear()


def refused_connections(attempt: Attempt) -> None:
    attempt.api.go_away()
    time.sleep(45)
    attempt.api.come_back()


def kills(times: int, attempt: Attempt) -> None:
    for _ in range(times):
        attempt.start()
        time.sleep(BETWEEN_KILLS)


OUTAGES: dict[str, Callable[[Attempt], None]] = {
    "retry after 120 s": flood_warning,
    "502 for 60 s": bad_gateways,
    "refused for 45 s": refused_connections,
    "two kills": partial(kills, 2),
    "three kills": partial(kills, 3),
}
Run: TypeAlias = tuple[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=list(OUTAGES), choices=list(OUTAGES))
    parser.add_argument("--keep", type=Path, help="keep each run's database and log there")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)

        def attempt(run: Run) -> Json:
            name, number = run
            own = folder / f"{name.replace(' ', '-')}-{number}"
            own.mkdir(parents=True)
            return {"outage": name, "run": number, **Attempt(own).run(OUTAGES[name])}

        rows: list[Json] = []
        for name in options.only:
            with ThreadPoolExecutor(options.runs) as pool:
                rows += pool.map(attempt, [(name, number) for number in range(options.runs)])
        show(rows, options.json)


if __name__ == "__main__":
    main()
