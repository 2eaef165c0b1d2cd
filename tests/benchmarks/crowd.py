"""How long people wait for the Telegram bot: 200 of them at once, and beside somebody who sends 1,100 messages.

Usage: python -m tests.benchmarks.crowd INDEX [--users N] [--flood N] [--json FILE]
The bot is a process of its own that talks to a stand-in for Telegram over HTTP on the same machine. Each user asks
something else; then, as people do on the day of an event, they ask a few questions among them. Beside the waiting
stands what the bot's process computed, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.tables import show
from tests.bot.telegram.bot_api import BotApi
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import process
from tests.places import ROOT

if TYPE_CHECKING:
    from subprocess import Popen

    from tests.bot.telegram.calls import Json

QUESTIONS = ROOT / "tests" / "quality" / "seeds.jsonl"
HELPED = 20
"""Times that /help is asked for beside a flood."""
FEW = 20
"""Questions that a crowd asks which is moved by one event."""


class Clock:
    """Takes the time from each message to its first reply."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._asked: dict[int, float] = {}
        self._replied: dict[int, float] = {}
        api.on_send = self._note

    def says(self, person: Person, text: str) -> int:
        """Let somebody write, and return the message's number."""
        began = time.monotonic()
        message = person.says(text)
        self._asked[message] = began
        return message

    def seconds(self, messages: list[int]) -> list[float]:
        """Wait until all of the messages have replies, and return how long each took, in order of length."""
        self._api.wait(lambda: self._replied.keys() >= set(messages), 600)
        return sorted(self._replied[message] - self._asked[message] for message in messages)

    def _note(self, message: Json) -> None:
        self._replied.setdefault(message["reply_to"], time.monotonic())


def questions(users: int) -> list[str]:
    """Return as many questions, no two alike."""
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [f"{question}{'?' * (number // len(asked))}" for number, question in enumerate(islice(cycle(asked), users))]


def crowd(api: BotApi, bot: Popen[bytes], first: int, asking: list[str]) -> Json:
    """Return how long those wait who ask these questions at once."""
    clock, before = Clock(api), _computed(bot)
    asked = [clock.says(Person(api, first + number), question) for number, question in enumerate(asking)]
    waited = clock.seconds(asked)
    return {
        "what": f"{len(asking)} at once, {len(set(asking))} questions",
        **_figures(waited),
        "cpu": round(_computed(bot) - before, 2),
    }


def flood(api: BotApi, bot: Popen[bytes], messages: int) -> Json:
    """Return how long /help takes while somebody else sends so many messages."""
    clock, before, flooder = Clock(api), _computed(bot), Person(api, 666)
    for number in range(messages):
        flooder.says(f"question {number}")
    waited = [clock.seconds([clock.says(Person(api, 9000 + number), "/help")])[0] for number in range(HELPED)]
    return {
        "what": f"/help, {messages:,} messages",
        **_figures(sorted(waited)),
        "cpu": round(_computed(bot) - before, 2),
    }


def _figures(waited: list[float]) -> Json:
    at = statistics.quantiles(waited, n=20)
    return {"replies": len(waited), "p50": statistics.median(waited), "p95": at[-1], "longest": waited[-1]}


def _computed(bot: Popen[bytes]) -> float:
    """Return the seconds for which the process has computed, on all cores."""
    fields = Path(f"/proc/{bot.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--flood", type=int, default=1100)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    command = ("-m", "bot", "telegram", "--index", str(options.index.absolute()), "--seeds", str(ROOT / "seeds"))
    with tempfile.TemporaryDirectory() as folder, BotApi() as api, process(api, Path(folder), *command) as bot:
        api.wait(lambda: api.polled)
        crowd(api, bot, 1000, [f"{question} please" for question in questions(20)])  # warm
        few = [f"{question} then" for question in islice(cycle(questions(FEW)), options.users)]
        rows = [crowd(api, bot, 2000, questions(options.users)), crowd(api, bot, 4000, few)]
        rows.append(flood(api, bot, options.flood))
    show(rows, options.json)


if __name__ == "__main__":
    main()
