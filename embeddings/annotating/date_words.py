"""The words and numbers that dates are made of, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from embeddings.annotating.date_vocabulary import VOCABULARY, Entry, Kind
from embeddings.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.annotating.date_forms import Parsed


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
