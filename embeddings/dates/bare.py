"""Whether a month, a year, a weekday or a day's number that stands alone is a date, and no name, verb or count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import MODERN, YEAR_DIGITS, at, word, word_follows
from embeddings.dates.vocabulary import Kind
from embeddings.language.word_lists import listed

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain, Token

BEFORE_A_DATE = listed(
    "in by since until till last this next past early late mid during between before after through on from throughout "
    "over around about end beginning middle prior previous"
)
"""Words that lead to a date."""
_BEFORE_A_YEAR = BEFORE_A_DATE | listed("of year to and for spring summer fall autumn winter")
_BEFORE_A_DAY = listed("on of from until till around since by")
_BEFORE_OF = listed("end beginning start middle week weeks half month day days rest part")
"""Words that make the month of a name after "of": "the end of May"."""
_VERBS_TOO = frozenset({"may", "march"})
"""Months that are verbs too: "on" and the like before them are no sign."""
_NAMES_TOO = frozenset({"april", "june", "august"})
"""Months that are people's names too."""
_WEAK = listed("on about around over before after")
_NEWSPAPERS = listed("times telegraph mail mirror express herald post tribune star world sun night")
"""Behind a weekday, the title of a newspaper or a show."""
_LONGEST_TITLE = 12


def is_month(chain: Chain, i: int, j: int) -> bool:
    """Return whether the month's name at token ``j``, alone in a date that begins at ``i``, is a month."""
    token, lead = chain.tokens[j], word(chain, i - 1)
    led = lead in BEFORE_A_DATE and chain.tokens[i].gap == " "
    if lead == "of" and word(chain, i - 2) in _BEFORE_OF:
        return True
    if token.word in _VERBS_TOO or token.short:
        return led and (token.capital or lead not in _WEAK)
    if token.word in _NAMES_TOO:
        return led or lead in {"of", "to", "and", "the"} or not _is_first_name(chain, token)
    return True


def _is_first_name(chain: Chain, token: Token) -> bool:
    """Return whether a capitalised word follows the capitalised token, as a surname does a first name."""
    after = chain.text[token.end : token.end + 2]
    return token.capital and after[:1] == " " and after[1:].isupper()


def is_year(chain: Chain, i: int, j: int) -> bool:
    """Return whether the number at tokens ``i`` to ``j`` alone is a year."""
    first = chain.tokens[i]
    led = word(chain, i - 1) in _BEFORE_A_YEAR and first.gap == " "
    if first.kind != Kind.NUMBER:
        return led and not word_follows(chain, j)
    if len(first.word) != YEAR_DIGITS or _is_joined(chain, i):
        return False
    return led or first.value in MODERN


def _is_joined(chain: Chain, i: int) -> bool:
    """Return whether the number hangs on what stands before it: a version, a time, an address."""
    start = chain.tokens[i].start
    before = chain.text[max(0, start - 1) : start]
    return before in {".", ":", "+"} or (before in {"-", "/"} and at(chain, i - 1) is None)


def is_weekday(chain: Chain, i: int) -> bool:
    """Return whether the weekday's name at the token, alone, is a day; "sat" and "the Sun" are none."""
    token = chain.tokens[i]
    if token.short and len(token.word) > token.end - token.start:
        return token.capital and word(chain, i - 1) in BEFORE_A_DATE
    return not _is_title(chain.text, token)


def _is_title(text: str, token: Token) -> bool:
    after = text[token.end : token.end + _LONGEST_TITLE].split(maxsplit=1)
    if not after or text[token.end] != " ":
        return False
    return after[0][0].isupper() and after[0].strip(",.;:'’").lower() in _NEWSPAPERS


def is_weekday_with_number(chain: Chain, j: int) -> bool:
    """Return whether a plain number behind a weekday, ending before token ``j``, is its day and no count."""
    after = at(chain, j)
    is_date_in_digits = after is not None and after.kind == Kind.NUMBER and after.gap != " "
    return chain.tokens[j - 1].gap == " " and not is_date_in_digits and not word_follows(chain, j - 1)


def is_day(chain: Chain, i: int, j: int) -> bool:
    """Return whether an ordinal alone, in tokens ``i`` to ``j``, is a day of the month: "on the 18th"."""
    k = i if word(chain, i) == "the" else i - 1
    return word(chain, k) == "the" and word(chain, k - 1) in _BEFORE_A_DAY and not word_follows(chain, j)
