"""Whether a month, a year, a weekday or a day's number that stands alone is a date, and no name, verb or count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.dates.chains import MODERN, YEAR_DIGITS, word_follows
from embeddings.dates.vocabulary import Kind
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.dates.chains import Chain, Token

BEFORE_A_DATE = word_list(__file__, "before a date")
"""Words that lead to a date."""
_BEFORE_A_YEAR = BEFORE_A_DATE | word_list(__file__, "before a year")
_BEFORE_A_DAY = word_list(__file__, "before a day")
_BEFORE_OF = word_list(__file__, "before of")
"""Words that make the month of a name after "of": "the end of May"."""
_VERBS_TOO = frozenset({"may", "march"})
"""Months that are verbs too: "on" and the like before them are no sign."""
_NAMES_TOO = frozenset({"april", "june", "august"})
"""Months that are people's names too."""
_WEAK = frozenset({"on", "about", "around", "over", "before", "after"})
"""Words that lead to a date and to anything else."""
_NEWSPAPERS = word_list(__file__, "newspapers")
"""Behind a weekday, the title of a newspaper or a show."""
_LONGEST_TITLE = 12
"""Characters that are looked at behind a weekday; no word of a title is longer."""


def is_month(chain: Chain, i: int, j: int) -> bool:
    """Return whether the month's name at token ``j``, alone in a date that begins at ``i``, is a month."""
    token, lead = chain.tokens[j], chain.words[i - 1]
    led = lead in BEFORE_A_DATE and chain.tokens[i].gap == " "
    if lead == "of" and chain.words[i - 2] in _BEFORE_OF:
        return True
    if token.word in _VERBS_TOO or token.is_short:
        return led and (token.is_capital or lead not in _WEAK)
    if token.word in _NAMES_TOO:
        return led or lead in {"of", "to", "and", "the"} or not _is_first_name(chain, token)
    return True


def is_day_of(chain: Chain, i: int, j: int, *, is_ordinal: bool) -> bool:
    """Return whether the number at token ``i`` is a day of the month at token ``j``: not in "if one may", "may one"."""
    day, month = chain.tokens[i], chain.tokens[j]
    is_verb_too = month.word in _VERBS_TOO
    if i > j:
        return not (is_verb_too and day.word == "one")
    if day.kind is Kind.CARDINAL and not is_ordinal:
        return False
    lead = chain.words[i - 1 - (chain.words[i - 1] == "the")]
    return not is_verb_too or month.is_capital or chain.words[j - 1] == "of" or lead in _BEFORE_A_DAY


def _is_first_name(chain: Chain, token: Token) -> bool:
    """Return whether a capitalised word follows the capitalised token, as a surname does a first name."""
    after = chain.text[token.end : token.end + 2]
    return token.is_capital and after[:1] == " " and after[1:].isupper()


def is_year(chain: Chain, i: int, j: int) -> bool:
    """Return whether the number at tokens ``i`` to ``j`` alone is a year."""
    first = chain.tokens[i]
    led = chain.words[i - 1] in _BEFORE_A_YEAR and first.gap == " "
    if first.kind is not Kind.NUMBER:
        return led and not word_follows(chain, j)
    if len(first.word) != YEAR_DIGITS or _is_joined(chain, i):
        return False
    return led or first.value in MODERN


def _is_joined(chain: Chain, i: int) -> bool:
    """Return whether the number hangs on what stands before it: a version, a time, an address."""
    start = chain.tokens[i].start
    before = chain.text[max(0, start - 1) : start]
    return before in {".", ":", "+"} or (before in {"-", "/"} and i == 0)


def is_weekday(chain: Chain, i: int) -> bool:
    """Return whether the weekday's name at the token, alone, is a day; "sat" and "the Sun" are none."""
    token = chain.tokens[i]
    if token.is_short and len(token.word) > token.end - token.start:
        return token.is_capital and chain.words[i - 1] in BEFORE_A_DATE
    return not _is_title(chain.text, token)


def _is_title(text: str, token: Token) -> bool:
    after = text[token.end : token.end + _LONGEST_TITLE].split(maxsplit=1)
    if not after or text[token.end] != " ":
        return False
    return after[0][0].isupper() and after[0].strip(",.;:'’").lower() in _NEWSPAPERS


def is_weekday_with_number(chain: Chain, j: int) -> bool:
    """Return whether a plain number behind a weekday, ending before token ``j``, is its day and no count."""
    after = chain.tokens[j]
    is_date_in_digits = after.kind is Kind.NUMBER and after.gap != " "
    return chain.tokens[j - 1].gap == " " and not is_date_in_digits and not word_follows(chain, j - 1)


def is_day(chain: Chain, i: int, j: int) -> bool:
    """Return whether an ordinal alone, in tokens ``i`` to ``j``, is a day of the month: "on the 18th"."""
    k = i if chain.words[i] == "the" else i - 1
    return chain.words[k] == "the" and chain.words[k - 1] in _BEFORE_A_DAY and not word_follows(chain, j)
