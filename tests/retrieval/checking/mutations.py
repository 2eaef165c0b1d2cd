"""Quotations altered at random, and whether print has them all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from retrieval.library import Library

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4


def quotations(library: Library) -> list[str]:
    """Return sentences that the corpus prints."""
    printed = (sentence for _, _, sentences in library.corpus.passage_texts() for sentence in sentences)
    return [sentence for sentence in printed if len(sentence.split()) >= _SHORTEST]


def print_of(library: Library) -> str:
    """Return every word that the corpus prints, in lower case and with one space around each."""
    documents: dict[int, list[str]] = {}
    for _, document, sentences in library.corpus.passage_texts():
        documents.setdefault(document, []).extend(sentences)
    return " | ".join(f" {_words(' '.join(sentences))} " for sentences in documents.values())


def is_printed(quotation: str, print_: str) -> bool:
    """Return whether the words stand there side by side, whatever their case and the marks between them."""
    return f" {_words(quotation)} " in print_


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def swapped(words: list[str], random: Random) -> list[str]:
    at = random.randrange(len(words) - 1)
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def dropped(words: list[str], random: Random) -> list[str]:
    at = random.randrange(1, len(words) - 1)
    return words[:at] + words[at + 1 :]


def inserted(words: list[str], random: Random) -> list[str]:
    at = random.randrange(1, len(words))
    return [*words[:at], random.choice(["really", "all", "never", "two", "the"]), *words[at:]]


def negated(words: list[str], random: Random) -> list[str]:
    if "not" in words[1:-1]:
        at = words.index("not", 1)
        return words[:at] + words[at + 1 :]
    at = random.randrange(1, len(words))
    return [*words[:at], "not", *words[at:]]


def renumbered(words: list[str], random: Random) -> list[str]:
    numbers = [at for at, word in enumerate(words) if re.search(r"\d", word)]
    if not numbers:
        return inserted(words, random)
    at = random.choice(numbers)
    return [
        *words[:at],
        re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), words[at], count=1),
        *words[at + 1 :],
    ]


def replaced(words: list[str], random: Random) -> list[str]:
    at = random.randrange(len(words))
    return [*words[:at], random.choice(["house", "walk", "green", "says", "under"]), *words[at + 1 :]]


def inflected(words: list[str], random: Random) -> list[str]:
    at = random.randrange(len(words))
    return [*words[:at], re.sub(r"(\w)\b", r"\1s", words[at], count=1), *words[at + 1 :]]


def truncated(words: list[str], random: Random) -> list[str]:
    """Cut a word in two at either end."""
    start, end = random.randrange(len(words) // 2), random.randrange(len(words) // 2 + 1, len(words))
    return [words[start][1:], *words[start + 1 : end], words[end][:-1]]


def reordered(words: list[str], random: Random) -> list[str]:
    at = random.randrange(1, len(words))
    return words[at:] + words[:at]


MUTATIONS: tuple[Callable[[list[str], Random], list[str]], ...] = (
    swapped, dropped, inserted, negated, renumbered, replaced, inflected, truncated, reordered,
)  # fmt: skip


def marked(quotation: str, random: Random) -> str:
    """Return the quotation in other marks, other case and with other spaces."""
    changed = re.sub(r"[’']", random.choice(["'", "’"]), quotation)
    changed = re.sub(r" ?— ?", random.choice(["—", " -- ", " – "]), changed)
    changed = re.sub(r"[“”\"]", random.choice(['"', "'", "”"]), changed)
    changed = changed.replace(" ", random.choice([" ", "  ", "\n"]))
    return random.choice([changed, changed.upper(), changed.lower()])
