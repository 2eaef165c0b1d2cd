"""Runs the tests of what the Telegram bot promises, each several times, and counts how often each promise was kept.

Usage: python -m tests.benchmarks.promises [--runs N] [--json FILE]
Every test drives the real bot over HTTP against a stand-in for Telegram that can fail, and counts what came.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.benchmarks.tables import show
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.bot.telegram.calls import Json

PROMISES = {
    "a burst of 502 loses no answer": "saying/test_outbox.py::test_a_burst_of_faults_costs_no_answer_and_doubles_none",
    "refused connections lose no answer": "saying/test_outbox.py::test_a_network_that_is_away_costs_no_answer",
    "two minutes of flood warnings lose no answer": "saying/test_outbox.py::test_who_is_to_be_left_alone",
    "kills lose none of forty questions": "hearing/test_inbox.py::test_kills_with_forty_questions_waiting_lose_none",
    "a poisonous question hurts no other": "hearing/test_inbox.py::test_a_question_that_kills_the_program",
    "who is given up is told so": "saying/test_outbox.py::test_an_answer_that_cannot_be_sent_in_time",
    "a lost confirmation repeats one answer": "saying/test_outbox.py::test_an_answer_whose_confirmation_is_lost",
    "a flood holds up nobody": "hearing/test_inbox.py::test_a_flood_of_one_user_is_told_once_and_holds_up_nobody",
    "200 at once are all answered": "test_load.py::test_two_hundred_questions_at_once",
    "/help waits for no question": "test_load.py::test_help_waits_for_no_question_while_every_worker_computes",
    "the token is shown nowhere": "test_secrets.py::test_a_run_with_a_failing_handler_and_a_revoked_token",
    "strangers get nothing": "test_access.py::test_a_stranger_gets_nothing_for_a_message_a_button_or_an_inline",
    "every kind of message gets an answer": "test_messages.py::test_what_is_no_question_is_answered_with_the_reason",
    "buttons outlive a rebuild": "test_answers.py::test_where_the_answer_has_changed_any_button_shows_it",
    "a damaged database is set aside": "hearing/test_inbox.py::test_a_damaged_database_is_set_aside",
    "SIGTERM in the first build ends the child": "test_shutdown.py::test_sigterm_in_the_first_build_ends_it",
}
"""The promise, and how the path and name of the tests begin that hold it; some have several cases."""


def outcomes(folder: Path) -> dict[str, bool]:
    """Return of each promise whether all of its tests passed in one run."""
    report = folder / "report.xml"
    names = " or ".join(test.partition("::")[2] for test in PROMISES.values())
    files = sorted({f"tests/bot/telegram/{test.partition('::')[0]}" for test in PROMISES.values()})
    options = ["-q", "-m", "slow or not slow", "-k", names, f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *files]
    subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False)
    cases = [(str(case.get("name")), len(case) == 0) for case in ET.parse(report).iter("testcase")]  # noqa: S314
    kept = {promise: [passed for name, passed in cases if name.startswith(_name(promise))] for promise in PROMISES}
    return {promise: bool(passed) and all(passed) for promise, passed in kept.items()}


def _name(promise: str) -> str:
    return PROMISES[promise].partition("::")[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    runs = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(outcomes(Path(folder)))
    rows: list[Json] = [
        {"promise": promise, "runs": len(runs), "kept": sum(run[promise] for run in runs)} for promise in PROMISES
    ]
    show(rows, options.json)


if __name__ == "__main__":
    main()
