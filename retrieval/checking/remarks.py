"""What a reader should know of a check beside its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import Reason
from embeddings.wording.folding import Wording
from retrieval.checking.checks import Verdict
from retrieval.notices import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.checking.checks import Check, Printing

_BESIDE = {
    Reason.TITLE: "Printed in the headline.",
    Reason.STANDFIRST: "Printed below the headline.",
    Reason.CAPTION: "Printed in a caption.",
}


def remarks(check: Check) -> str:
    """Return the remarks in sentences; empty where the verdict says everything."""
    return " ".join(_remarks(check))


def _remarks(check: Check) -> Iterator[str]:
    printed = check.printed
    if printed is None:
        yield "Reported, not quoted." if check.reported else "Nothing like it is printed in these articles."
        return
    if check.verdict is Verdict.ALTERED and _is_only_marks(check, printed):
        yield "Only punctuation differs."
    if printed.beside:
        yield _BESIDE.get(printed.beside, "Printed beside the article's text.")
    elif printed.speaker and not printed.is_quotation:
        yield "Reported, not quoted."
    elif not printed.is_quotation:
        yield "The article's own words, in no quotation."
    if check.speaker_fits is False:
        yield f"{printed.speaker} says it, not {check.speaker}."
    if check.period_fits is False and printed.said:
        yield f"Said {spelled(printed.said)}."


def _is_only_marks(check: Check, printed: Printing) -> bool:
    """Return whether the same words differ in punctuation only."""
    quotation, print_ = check.claim.quotation, printed.place.document.text
    return all(
        Wording(quotation, [each.ours]).words == Wording(print_, [each.theirs]).words for each in check.differences
    )
