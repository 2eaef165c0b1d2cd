"""What checking a quotation finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from embeddings.documents import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Period, Reason
    from embeddings.wording.differences import Difference
    from retrieval.answers import Place
    from retrieval.checking.claims import Claim
    from retrieval.checking.variants import Variants


class Verdict(StrEnum):
    """Whether a quotation is printed."""

    WORD_FOR_WORD = "word for word"
    ALTERED = "altered"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Printing:
    """Words as they are printed, and who says them when."""

    place: Place
    speaker: str | None = None
    said: Period | None = None
    is_quotation: bool = True
    """Whether the page prints them as somebody's own words, in quotation marks."""
    beside: Reason | None = None
    """What they stand in beside the article's text, such as a headline."""
    also_in: tuple[Place, ...] = ()
    """Where else the same words stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts share, or that differ."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A claim, and what is printed of it."""

    claim: Claim
    verdict: Verdict
    printed: Printing | None = None
    """Where the words stand, or the nearest ones."""
    differences: tuple[Difference, ...] = ()
    """Ours are spans of the quotation, theirs of the document that prints the nearest words."""
    speaker: str | None = None
    """Whom the claim names."""
    speaker_fits: bool | None = None
    """None where the claim names nobody, or the printed speaker is not known."""
    period_fits: bool | None = None
    """None where the claim names no day, or the printed day is not known."""
    reported: Printing | None = None
    """Where the same is reported in other words, without quotation marks."""
    variants: Variants | None = None
    """How outlets print the statement in differing words; None where they do not."""
    notice: str = ""

    @property
    def holds(self) -> bool:
        """Whether the words are printed as quoted, and nothing that the claim says of them is contradicted."""
        return self.verdict is Verdict.WORD_FOR_WORD and False not in {self.speaker_fits, self.period_fits}

    @property
    def differing_words(self) -> list[tuple[str, str]]:
        """The words that are claimed and those that are printed, for each difference; one of the two may be empty."""
        ours = (fold(each.ours.of(self.claim.quotation)) for each in self.differences)
        print_ = self.printed.place.document.text if self.printed else ""
        return list(zip(ours, (fold(each.theirs.of(print_)) for each in self.differences), strict=True))

    @property
    def claimed_pieces(self) -> list[Piece]:
        """The quotation, cut where it differs from print."""
        quotation = self.claim.quotation
        return list(pieces(quotation, Span(0, len(quotation)), [each.ours for each in self.differences]))

    @property
    def printed_pieces(self) -> list[Piece]:
        """What is printed, cut where the quotation differs from it."""
        if self.printed is None:
            return []
        place = self.printed.place
        return list(pieces(place.document.text, place.span, [each.theirs for each in self.differences]))


def pieces(text: str, whole: Span, differing: Sequence[Span]) -> Iterator[Piece]:
    """Yield the text in pieces, white space folded; an empty piece that differs stands where words are left out."""
    reached = whole.start
    for span in differing:
        yield Piece(_folded(text[reached : span.start]), differs=False)
        yield Piece(fold(span.of(text)), differs=True)
        reached = max(reached, span.end)
    yield Piece(_folded(text[reached : whole.end]), differs=False)


def _folded(text: str) -> str:
    """Return the text with each run of white space folded, and one space kept at its ends where it had any."""
    return f"{' ' * text[:1].isspace()}{fold(text)}{' ' * (text[-1:].isspace() and bool(text.strip()))}"
