"""Whether a question put in other words finds the same.

usage: python -m tests.benchmarks.paraphrases FOLDER [--questions N] [--index FOLDER] [--json FILE]

FOLDER holds ``articles/`` and ``questions.jsonl``, each line with a ``"question"`` of the form "what did X say in
MONTH". Some of them, drawn once, are asked in twenty-five further ways. Printed are for each way how often as much is
found as for the plain question, something or nothing, and how many of its first five passages are found again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from tests.asking import answer
from tests.benchmarks.tables import show
from tests.benchmarks.weights import built

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.library import Library

FORMS = (
    "What did {name} say in {month}?",
    "WHAT DID {name} SAY IN {month}",
    "what has {name} said in {month}",
    "what {name} said in {month}",
    "{name} in {month}",
    "{name}, {month}",
    "{month}: what did {name} say",
    "In {month}, what did {name} say?",
    "in {month} {name} said",
    "said {name} in {month}",
    "what statements did {name} make in {month}",
    "statements by {name} in {month}",
    "{name}'s statements in {month}",
    "quotes from {name} in {month}",
    "tell me what {name} said in {month}",
    "Could you please tell me what {name} said in {month}?",
    "i want to know what {name} said in {month}",
    "what was said by {name} in {month}",
    "what did {name} tell reporters in {month}",
    "what did {name} have to say in {month}",
    "what were {name}'s remarks in {month}",
    "show me statements from {name} in {month}",
    "what is {name} quoted as saying in {month}",
    "what did {name} say during {month}",
    "what did {name} publicly say in {month}?",
)
_PLAIN = re.compile(r"what did (?P<name>.+) say in (?P<month>\w+)\W*")
_FIRST = 5
"""Passages of an answer that are compared: those that a reader is shown."""


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--index", type=Path, default=Path(tempfile.gettempdir()) / "paraphrases")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    lines = (options.folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [match for line in lines if (match := _PLAIN.fullmatch(json.loads(line)["question"]))]
    random.Random(1).shuffle(rows)
    asked = rows[: options.questions]
    library = built(options.folder / "articles", options.index)
    plain = [found(match[0], library) for match in asked]
    show([_figures(form, asked, plain, library) for form in FORMS], options.json)


def found(question: str, library: Library) -> list[int]:
    """Return the first passages that answer the question; none where nothing does."""
    reply = answer(question, library, _FIRST)
    return [citation.passage for citation in reply.citations] if reply.found else []


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of the longer list's passages that both hold; 1 where both are empty."""
    return len(set(one) & set(other)) / max(len(one), len(other)) if one or other else 1.0


def _figures(
    form: str, asked: Sequence[re.Match[str]], plain: Sequence[list[int]], library: Library
) -> dict[str, object]:
    put = [form.format(name=match["name"], month=match["month"]) for match in asked]
    others = [found(question.upper() if form.startswith("WHAT DID") else question, library) for question in put]
    pairs = list(zip(plain, others, strict=True))
    return {
        "form": form,
        "same found": fmean(bool(one) == bool(other) for one, other in pairs),
        "overlap": fmean(overlap(one, other) for one, other in pairs),
    }


if __name__ == "__main__":
    main()
