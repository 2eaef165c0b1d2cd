"""Chains: the neighbouring words and numbers that dates are made of, and the numbers and years they write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from embeddings.dates.vocabulary import Kind, vocabulary
from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.dates.forms import Parsed


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a chain."""

    kind: Kind
    value: int
    word: str
    """In lower case and written out; a unit in the singular."""
    start: int
    end: int
    gap: str
    """What stands between it and the token before, white space folded."""
    is_capital: bool
    is_short: bool
    """Whether it is an abbreviation."""


_END = Token(Kind.END, -1, "", 0, 0, "…", is_capital=False, is_short=False)
"""Stands before the first token of a chain and behind the last."""
_LOOK_AHEAD = 6
"""Tokens beyond the last at which a rule may look, at most; "within the next two" looks at five."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Neighbouring tokens with nothing but white space and light punctuation between them.

    Behind the last token, and so before the first too, stand empty ones: a rule may look beyond both ends.
    """

    text: str
    tokens: tuple[Token, ...]
    count: int
    """How many tokens are real."""
    words: tuple[str, ...]
    """Each token's word."""
    memo: dict[int, Parsed] = field(default_factory=dict)
    """What the grammar found at each token, so that none is parsed twice."""


DAYS = range(1, 32)
"""Numbers that can be a day of the month."""
MONTHS = range(1, 13)
"""Numbers that can be a month."""
PLAUSIBLE = range(1000, 2200)
"""Years of which news speaks."""
MODERN = range(1900, 2100)
"""Years that need no word before them to be one."""
YEAR_DIGITS = 4
"""Digits of a year written out."""
SHORT_DIGITS = 2
"""Digits of a year without its century: "4/5/19"."""
_SPACED = frozenset({" "})
_HYPHENATED = frozenset({" ", "-"})
_PIVOT = 30
"""Two digits below it are of this century: news looks back on the 1930s more often than ahead to the 2030s."""
_TENS = range(20, 100, 10)
_ONES = range(1, 10)
"""The two words of "thirty-one"."""
_CENTURIES = range(10, 22)
_OF_CENTURY = range(10, 100)
"""The two numbers of a year in words: "nineteen forty-five"."""
_CORE = frozenset(Kind) - {Kind.ORDINAL, Kind.TURN, Kind.OPENER, Kind.LINK}
"""A chain without one of these holds no date."""
_DATING = frozenset({"st", "nd", "rd", "th", "s", "q", "h", "hundred", "thousand"})
"""Words that make a date of a lone number: "on the 18th", "the '40s", "Q3", "in two thousand"."""
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_GAPS = frozenset({"", " ", ",", ".", "-", "–", "—", "/", "~", "'", "’", "‘", "(", ")", ".,", "- ", ":"})
_LONGEST_NUMBER = 8
"""Digits of a day written in one, as in 20191116."""
_LONGEST_GAP = 8
"""Characters; a table sets its columns further apart."""
_LONGEST_CHAIN = 32
"""Tokens; bounds what the grammar looks at, whatever the text. No expression that people write is longer."""
_CURRENCIES = frozenset("$£€#")
_MEASURES = frozenset("%°€$")
_GROUP = re.compile(r",[0-9]{3}")
_GROUP_DIGITS = 3
"""Digits between the commas of a large number, which is no year: "1,945"."""


def chains(text: str, span: Span | None = None) -> Iterator[Chain]:
    """Return the chains of the text, or of the span of it, in order; time is linear in the length."""
    start, end = span if span is not None else Span(0, len(text))
    lowered = text[start:end].replace("İ", "I").lower()  # "İ" alone is longer in lower case
    for region in _region().finditer(lowered):
        yield from _in_region(text, start + region.start(), start + region.end())


@cache
def _region() -> re.Pattern[str]:
    """Return the pattern of a stretch that may hold a chain: most words are no part of any, and are only run over."""
    begin, end = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    number = rf"(?<![0-9])[0-9]{{1,{_LONGEST_NUMBER}}}(?![0-9])"
    gap = rf"[\s,.\-–—/~'’‘():]{{0,{_LONGEST_GAP}}}"
    core = [word for word, entry in vocabulary().items() if entry.kind in _CORE]
    light = f"{begin}{_any_of(vocabulary().keys() - core)}{end}"
    any_word = f"{begin}{_any_of(vocabulary())}{end}"
    return re.compile(
        rf"(?:\b|(?<=_)|(?=[0-9]))(?:{light}{gap}){{0,{_LONGEST_CHAIN - 1}}}(?:{begin}{_any_of(core)}{end}|{number})"
        rf"(?:{gap}(?:{any_word}|{number}))*+"
    )


def _any_of(alternatives: Iterable[str]) -> str:
    """Return a pattern of the words that shares their beginnings, and so is tried letter by letter."""
    by_letter: dict[str, list[str]] = {}
    for word in alternatives:
        by_letter.setdefault(word[:1], []).append(word[1:])
    optional = by_letter.pop("", None) is not None
    branches = "|".join(re.escape(letter) + _any_of(rests) for letter, rests in sorted(by_letter.items()))
    return f"(?:{branches}){'?' * optional}" if branches else ""


def _in_region(text: str, start: int, end: int) -> Iterator[Chain]:
    tokens: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        token = _token(text, match, tokens[-1] if tokens else None)
        if tokens and (token is None or token.gap not in _GAPS or len(tokens) == _LONGEST_CHAIN):
            yield from _chain(text, tokens)
            tokens = []
        if token is not None:
            tokens.append(token)
    yield from _chain(text, tokens)


def _chain(text: str, tokens: Sequence[Token]) -> Iterator[Chain]:
    core = [token for token in tokens if token.kind in _CORE]
    if core and not (len(core) == 1 and _is_count(core[0], tokens)):
        padded = (*tokens, *(_END,) * _LOOK_AHEAD)
        yield Chain(text, padded, len(tokens), tuple(token.word for token in padded))


def _is_count(token: Token, tokens: Sequence[Token]) -> bool:
    """Return whether the number, the only core word of its chain, is no part of a date: "one of the", "at 23"."""
    is_small = token.kind is Kind.CARDINAL or (token.kind is Kind.NUMBER and len(token.word) < YEAR_DIGITS)
    return is_small and not any(other.kind is Kind.ORDINAL or other.word in _DATING for other in tokens)


def _token(text: str, match: re.Match[str], previous: Token | None) -> Token | None:
    start, end = match.span()
    gap, printed = _gap(text, previous, start), match[0]
    if printed[0].isdecimal():
        is_number = end - start <= _LONGEST_NUMBER and not _is_amount(text, start, end)
        number = (Kind.NUMBER, int(printed), printed, start, end, gap)
        return Token(*number, is_capital=False, is_short=False) if is_number else None
    entry = vocabulary().get(printed.lower())
    if entry is None:
        return None
    return Token(entry.kind, entry.value, entry.word, start, end, gap, printed[0].isupper(), entry.is_short)


def _is_amount(text: str, start: int, end: int) -> bool:
    """Return whether the digits belong to a sum, a share, or a number written with separators."""
    before, after = text[max(0, start - 2) : start], text[end : end + 4]
    if before.strip()[-1:] in _CURRENCIES or after.strip()[:1] in _MEASURES:
        return True
    groups = _GROUP.match(after) is not None and end - start <= _GROUP_DIGITS
    return groups or (end - start == _GROUP_DIGITS and before[-1:] == "," and before[:1].isdigit())


def _gap(text: str, previous: Token | None, start: int) -> str:
    """Return what stands before the token, folded; the full stop of an abbreviation is none."""
    if previous is None:
        return ""
    if start - previous.end > _LONGEST_GAP:
        return "…"
    gap = text[previous.end : start]
    if gap == " ":
        return gap
    if gap.count("\n") > 1:
        return "…"
    if previous.is_short and gap.startswith("."):
        gap = gap[1:] or " "
    return gap.strip() or gap[:1].replace("\n", " ").replace("\t", " ").replace("\xa0", " ")


def follows(chain: Chain, i: int, *words: str) -> bool:
    """Return whether these words stand here, with nothing but space before each."""
    if chain.words[i : i + len(words)] != words:
        return False
    return all(token.gap in _SPACED for token in chain.tokens[i : i + len(words)])


def word_follows(chain: Chain, i: int) -> bool:
    """Return whether any word stands right behind the token, in the chain or not."""
    end = chain.tokens[i].end
    return chain.text[end : end + 1].isspace() and chain.text[end + 1 : end + 2].isalnum()


def cardinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the number in digits or words that stands here, and the token after it."""
    first, second = chain.tokens[i : i + 2]
    if first.kind is Kind.NUMBER:
        return first.value, i + 1
    if first.kind is not Kind.CARDINAL:
        return None
    if first.value in _TENS and second.kind is Kind.CARDINAL and second.value in _ONES and second.gap in _HYPHENATED:
        return first.value + second.value, i + 2
    return first.value, i + 1


def ordinal(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the ordinal in digits or words that stands here, and the token after it."""
    first, second = chain.tokens[i : i + 2]
    if first.kind is Kind.ORDINAL:
        return first.value, i + 1
    if second.gap not in {"", " ", "-"}:
        return None
    if first.kind is Kind.NUMBER and second.word in {"st", "nd", "rd", "th"}:
        return first.value, i + 2
    is_compound = first.kind is Kind.CARDINAL and first.value in _TENS and second.kind is Kind.ORDINAL
    return (first.value + second.value, i + 2) if is_compound else None


def day_number(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the day of a month that stands here as a plain number, and the token after it."""
    number = cardinal(chain, i)
    if number is None or number[0] not in DAYS:
        return None
    token = chain.tokens[i]
    return number if token.kind is Kind.CARDINAL or len(token.word) <= SHORT_DIGITS else None


def year_in_words(chain: Chain, i: int) -> tuple[int, int] | None:
    """Return the year in words that stands here: "nineteen eighty six", "two thousand and five"."""
    head = cardinal(chain, i) if chain.tokens[i].kind is Kind.CARDINAL else None
    if head is None:
        return None
    value, j = head
    for name, size in (("thousand", 1000), ("hundred", 100)):
        if follows(chain, j, name):
            return _rest_of_year(chain, value * size, j + 1)
    tail = cardinal(chain, j) if chain.tokens[j].kind is Kind.CARDINAL else None
    return (value * 100 + tail[0], tail[1]) if tail and value in _CENTURIES and tail[0] in _OF_CENTURY else None


def _rest_of_year(chain: Chain, value: int, j: int) -> tuple[int, int]:
    k = j + follows(chain, j, "and")
    tail = cardinal(chain, k) if chain.tokens[k].kind is Kind.CARDINAL else None
    if tail is None:
        return value, j
    if follows(chain, tail[1], "hundred"):
        return _rest_of_year(chain, value + tail[0] * 100, tail[1] + 1)
    return value + tail[0], tail[1]


def full_year(number: int) -> int:
    """Return the year that two digits stand for; a longer number is one already."""
    if number not in range(100):
        return number
    return number + (2000 if number < _PIVOT else 1900)
