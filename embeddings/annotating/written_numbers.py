"""Reading the tokens of a chain: its words, and numbers and years in digits or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.annotating.date_vocabulary import Kind

if TYPE_CHECKING:
    from embeddings.annotating.date_words import Chain, Token

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
