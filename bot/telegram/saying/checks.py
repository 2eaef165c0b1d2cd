"""Checks of quotations as messages: what is claimed and not printed is struck, what is printed instead is bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.output.variants import outlets
from bot.telegram.saying.quoting import quotation
from bot.telegram.saying.rich import MOST_UNITS, Rich, bold, italic, joined, plain, quoted, struck
from bot.telegram.saying.wording import source, spoken
from retrieval.checking.checks import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.checking.checks import Check, Piece, Printing
    from retrieval.checking.variants import Variants

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


def variants_text(checks: Sequence[Check]) -> Rich:
    """Return how outlets print what was checked, each variant with what differs from the fullest, as much as fits."""
    blocks = [block for check in checks if check.variants for block in _variants(check.variants)]
    text = bold("Printed in differing words")
    for block in blocks:
        longer = joined([text, block], "\n\n")
        if not longer.fits:
            break
        text = longer
    return text


def _variants(variants: Variants) -> Iterator[Rich]:
    yield joined([bold(outlets(variants.fullest, variants.first)), quotation(variants.fullest.place)])
    for variant in variants.others:
        words = quoted(_between(variant.fullest_pieces, variant.pieces))
        yield joined([bold(outlets(variant.printed, variants.first)), words])


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
    return _between(check.claimed_pieces, check.printed_pieces)


def _between(ours: Iterable[Piece], theirs: Iterable[Piece]) -> Rich:
    """Return their words, with ours struck where they differ, and theirs in bold there."""
    whole, ends_in_space = Rich(), True
    for one, other in zip(ours, theirs, strict=True):
        if not one.differs:
            whole += plain(other.text)
            ends_in_space = other.text[-1:].isspace() if other.text else ends_in_space
            continue
        before = plain("" if ends_in_space or not (one.text or other.text) else " ")
        between = plain(" " if one.text and other.text else "")
        whole += before + struck(one.text) + between + bold(other.text)
        ends_in_space = False
    return whole
