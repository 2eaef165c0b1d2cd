"""Checks of quotations as messages: what is claimed and not printed is struck, what is printed instead is bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import MOST_UNITS, Rich, bold, italic, joined, plain, quoted, struck
from bot.telegram.saying.wording import source, spoken
from retrieval.checking.checks import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.checking.checks import Check, Printing

_MOST_MARKED = 20
"""Differences marked in one quotation at most: with more, print and claim are shown one under the other."""
_BESIDE = 1000
"""UTF-16 units of what stands around a quotation at most, so that it fits into a message with them."""


def check_texts(checks: Sequence[Check], notice: str) -> list[Rich]:
    """Return the checks as the texts of messages, as many as fit in each; every check stands in one."""
    several = len(checks) > 1
    blocks = [_block(check, number if several else None) for number, check in enumerate(checks, 1)]
    texts, first = list[Rich](), 0
    while first < len(blocks):
        top = [bold(notice)] if several else []
        end = first + 1
        while end < len(blocks) and joined([*top, *blocks[first : end + 1]], "\n\n").fits:
            end += 1
        texts.append(joined([*top, *blocks[first:end]], "\n\n"))
        first = end
    return texts


def _block(check: Check, number: int | None) -> Rich:
    """Return the verdict, the words, who says them where, and what else the reader should know."""
    wrong = [name for name, fits in (("speaker", check.speaker_fits), ("day", check.period_fits)) if fits is False]
    verdict = bold(", ".join([check.verdict, *(f"wrong {name}" for name in wrong)]))
    sign = "✅" if check.holds else "❔" if check.verdict is Verdict.NOT_FOUND else "❌"
    lines = [plain(f"{number} · {sign} " if number else f"{sign} ") + verdict, _words(check)]
    lines += _printing(check.printed) if check.printed else []
    lines += [italic(check.notice)] if check.notice else []
    lines += [quotation(check.reported.place), *_printing(check.reported)] if check.reported else []
    return joined(lines)


def _printing(printed: Printing) -> Iterator[Rich]:
    if said := spoken(printed):
        yield plain(said)
    yield source(printed.place)


def _words(check: Check) -> Rich:
    """Return the quotation as it is printed, with what differs; what is nowhere printed as it is claimed."""
    if check.printed is None:
        words = plain(check.claim.quotation)
    elif check.verdict is Verdict.WORD_FOR_WORD:
        return quotation(check.printed.place)
    elif len(check.differences) > _MOST_MARKED:
        words = joined([struck(check.claim.quotation), bold(check.printed.place.text)])
    else:
        words = _merged(check)
    if words.units > MOST_UNITS - _BESIDE:
        return italic(f"A quotation of {len(check.claim.quotation):,} characters, too long for a message.")
    return quoted(words)


def _merged(check: Check) -> Rich:
    """Return print, with the claimed words struck before those that stand in their place."""
    whole, ends_in_space = Rich(), True
    for claimed, printed in zip(check.claimed_pieces, check.printed_pieces, strict=True):
        if not claimed.differs:
            whole += plain(printed.text)
            ends_in_space = printed.text[-1:].isspace() if printed.text else ends_in_space
            continue
        before = plain("" if ends_in_space or not claimed.text else " ")
        between = plain(" " if claimed.text and printed.text else "")
        whole += before + struck(claimed.text) + between + bold(printed.text)
        ends_in_space = False
    return whole
