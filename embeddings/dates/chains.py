"""Chains: the neighbouring words and numbers that dates are made of, and the numbers and years they write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from embeddings.dates.vocabulary import VOCABULARY, Entry, Kind
from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.dates.forms import Parsed


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a chain."""

    kind: Kind
    value: int
    word: str
    """In lower case; a unit in the singular."""
    start: int
    end: int
    gap: str
    """What stands between it and the token before, white space folded."""
    capital: bool
    short: bool
    """Whether it is an abbreviation, which may carry a full stop."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Neighbouring tokens with nothing but white space and light punctuation between them."""

    text: str
    tokens: tuple[Token, ...]
    memo: dict[int, Parsed] = field(default_factory=dict)
    """What the grammar found at each token, so that none is parsed twice."""


DAYS = range(1, 32)
MONTHS = range(1, 13)
PLAUSIBLE = range(1000, 2200)
"""Years of which news speaks."""
MODERN = range(1900, 2100)
"""Years that need no word before them to be one."""
YEAR_DIGITS = 4
SHORT_DIGITS = 2
_SPACED = frozenset({" "})
_HYPHENATED = frozenset({" ", "-"})
_PIVOT = 30
"""Two digits below it are of this century."""
_TENS = range(20, 100, 10)
_ONES = range(1, 10)
_CENTURIES = range(10, 22)
_OF_CENTURY = range(10, 100)
_CORE = frozenset(Kind) - {Kind.ORDINAL, Kind.PLAIN}
"""A chain without one of these holds no date."""
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_GAPS = frozenset({"", " ", ",", ".", "-", "–", "—", "/", "~", "'", "’", "‘", "(", ")", ".,", "- ", ":"})
_LONGEST_WORD = max(map(len, VOCABULARY))
_LONGEST_NUMBER = 8
"""Digits of a day written in one, as in 20191116."""
_LONGEST_GAP = 8
_LONGEST_CHAIN = 32
"""Tokens; bounds what the grammar looks at, whatever the text. No expression that people write is longer."""
_CURRENCIES = frozenset("$£€#")
_MEASURES = frozenset("%°€$")
_GROUP = re.compile(r",[0-9]{3}")
_GROUP_DIGITS = 3


def chains(text: str, span: Span | None = None) -> Iterator[Chain]:
    """Return the text's chains in order; time is linear in the text."""
    start, end = span if span is not None else Span(0, len(text))
    held: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        token = _token(text, match, held[-1] if held else None)
        if held and (token is None or token.gap not in _GAPS or len(held) == _LONGEST_CHAIN):
            yield from _chain(text, held)
            held = []
        if token is not None:
            held.append(token)
    yield from _chain(text, held)


def _chain(text: str, held: list[Token]) -> Iterator[Chain]:
    if any(token.kind in _CORE for token in held):
        yield Chain(text, tuple(held))


def _token(text: str, match: re.Match[str], before: Token | None) -> Token | None:
    start, end = match.span()
    found = _entry(text, match[0], start, end)
    if found is None:
        return None
    kind, value, word, short = found
    return Token(kind, value, word, start, end, _gap(text, before, start), match[0][0].isupper(), short)


def _entry(text: str, word: str, start: int, end: int) -> Entry | None:
    if not word[0].isdecimal():
        return VOCABULARY.get(word.lower()) if end - start <= _LONGEST_WORD else None
    if end - start > _LONGEST_NUMBER or _is_amount(text, start, end):
        return None
    return Kind.NUMBER, int(word), word, False


def _is_amount(text: str, start: int, end: int) -> bool:
    """Return whether the digits belong to a sum, a share, or a number written with separators."""
    before, after = text[max(0, start - 2) : start], text[end : end + 4]
    if before.strip()[-1:] in _CURRENCIES or after.strip()[:1] in _MEASURES:
        return True
    groups = _GROUP.match(after) is not None and end - start <= _GROUP_DIGITS
    return groups or (end - start == _GROUP_DIGITS and before[-1:] == "," and before[:1].isdigit())


def _gap(text: str, before: Token | None, start: int) -> str:
    """Return what stands before the token, folded; the full stop of an abbreviation is none."""
    if before is None:
        return ""
    if start - before.end > _LONGEST_GAP:
        return "…"
    gap = text[before.end : start]
    if gap.count("\n") > 1:
        return "…"
    if before.short and gap.startswith("."):
        gap = gap[1:] or " "
    return gap.strip() or gap[:1].replace("\n", " ").replace("\t", " ").replace("\xa0", " ")


def at(chain: Chain, i: int) -> Token | None:
    """Return the chain's token, or None beyond its ends."""
    return chain.tokens[i] if 0 <= i < len(chain.tokens) else None


def word(chain: Chain, i: int) -> str:
    """Return the token's word, or nothing beyond the chain's ends."""
    found = at(chain, i)
    return found.word if found else ""


def follows(chain: Chain, i: int, *expected: str) -> bool:
    """Return whether these words stand here, with nothing but space before each."""
    return all(word(chain, i + n) == each and chain.tokens[i + n].gap in _SPACED for n, each in enumerate(expected))


def word_follows(chain: Chain, i: int) -> bool:
    """Return whether any word stands right behind the token, in the chain or not."""
    end = chain.tokens[i].end
    return chain.text[end : end + 1].isspace() and chain.text[end + 1 : end + 2].isalnum()


def cardinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the number in digits or words that stands here, and the token after it."""
    first = at(chain, i)
    if first is None or first.kind not in {Kind.NUMBER, Kind.CARDINAL}:
        return None
    unit = at(chain, i + 1)
    joined = unit is not None and unit.kind == Kind.CARDINAL and unit.value in _ONES and unit.gap in _HYPHENATED
    if first.kind == Kind.CARDINAL and first.value in _TENS and unit and joined:
        return first.value + unit.value, i + 2
    return first.value, i + 1


def ordinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the ordinal in digits or words that stands here, and the token after it."""
    first, second = at(chain, i), at(chain, i + 1)
    if first is None:
        return None
    if first.kind == Kind.ORDINAL:
        return first.value, i + 1
    if second is None or second.gap not in {"", " ", "-"}:
        return None
    if first.kind == Kind.NUMBER and second.word in {"st", "nd", "rd", "th"}:
        return first.value, i + 2
    is_compound = first.kind == Kind.CARDINAL and first.value in _TENS and second.kind == Kind.ORDINAL
    return (first.value + second.value, i + 2) if is_compound else None


def day_number(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the day of a month that stands here as a plain number, and the token after it."""
    found = cardinal(chain, i)
    if found is None or found[0] not in DAYS:
        return None
    token = chain.tokens[i]
    return found if token.kind == Kind.CARDINAL or len(token.word) <= SHORT_DIGITS else None


def year_in_words(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the year in words that stands here: "nineteen eighty six", "two thousand and five"."""
    head = cardinal(chain, i)
    if head is None or chain.tokens[i].kind != Kind.CARDINAL:
        return None
    value, j = head
    for name, size in (("thousand", 1000), ("hundred", 100)):
        if follows(chain, j, name):
            return _rest_of_year(chain, value * size, j + 1)
    tail = cardinal(chain, j)
    if tail and value in _CENTURIES and tail[0] in _OF_CENTURY and chain.tokens[j].kind == Kind.CARDINAL:
        return value * 100 + tail[0], tail[1]
    return None


def _rest_of_year(chain: Chain, value: int, j: int) -> tuple[int, int]:
    k = j + 1 if follows(chain, j, "and") else j
    tail = cardinal(chain, k)
    if tail is None or chain.tokens[k].kind != Kind.CARDINAL:
        return value, j
    if follows(chain, tail[1], "hundred"):
        return _rest_of_year(chain, value + tail[0] * 100, tail[1] + 1)
    return value + tail[0], tail[1]


def full_year(number: int) -> int:
    """Return the year that two digits stand for; a longer number is one already."""
    if number not in range(100):
        return number
    return number + (2000 if number < _PIVOT else 1900)
