"""Variants of a statement: its fullest printing beside each other one, and where their words differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from embeddings.wording.folding import Wording
from embeddings.wording.variants import versions
from retrieval.answers import Place
from retrieval.checking.checks import Piece, Printing, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Span
    from embeddings.storage.records import StoredStatement
    from retrieval.library import Library

    Statements = Sequence[tuple[int, StoredStatement]]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a statement is printed, beside the fullest."""

    printed: Printing
    """The first printing of these words; others stand in its ``also_in``."""
    differences: tuple[tuple[Span, Span], ...]
    """Where the fullest printing and this one differ, as spans of the two documents."""
    beside: Place
    """The words of the fullest printing that stand beside these."""

    @property
    def differing_words(self) -> list[tuple[str, str]]:
        """The fullest printing's words and these, for each difference; one of the two may be empty."""
        pairs = zip(self.fullest_pieces, self.pieces, strict=True)
        return [(ours.text, theirs.text) for ours, theirs in pairs if ours.differs]

    @property
    def fullest_pieces(self) -> list[Piece]:
        """The fullest printing's words, cut where these differ."""
        return list(pieces(self.beside.document.text, self.beside.span, [ours for ours, _ in self.differences]))

    @property
    def pieces(self) -> list[Piece]:
        """These words, cut where they differ from the fullest printing's."""
        place = self.printed.place
        return list(pieces(place.document.text, place.span, [theirs for _, theirs in self.differences]))


@dataclass(frozen=True, slots=True)
class Variants:
    """All ways in which outlets print one statement."""

    fullest: Printing
    others: tuple[Variant, ...]
    first: Place
    """The one that was printed first."""


def variants_of(printed: Printing, library: Library) -> Variants | None:
    """Return how outlets print the statement that the words are of; None where they do not differ."""
    place = printed.place
    return _variants(library.corpus.variants_at(place.document.id, place.span), library)


def all_variants(library: Library) -> Iterator[Variants]:
    """Yield the statements that outlets print differently, most different first."""
    families = (_variants(statements, library) for statements in library.corpus.variants())
    return (family for family in families if family)


def _variants(statements: Statements, library: Library) -> Variants | None:
    """Return the statements' printings, those in the same words as one; None where fewer than two ways are left."""
    printings = sorted(_printings(statements, library), key=_order)
    if not printings:
        return None
    fullest = max(printings, key=lambda each: len(_wording(each.place).words))
    ours, same, others = _wording(fullest.place), list[Place](), dict[str, Variant]()
    whole = Place(fullest.place.document, ours.span(0, len(ours.words)))
    alike_places = [whole]
    for printing in printings:
        alike = versions(ours, _wording(printing.place)) if printing is not fullest else None
        if alike is None:
            continue
        place = Place(printing.place.document, alike.theirs)
        alike_places.append(place)
        if alike.differences:
            variant = Variant(
                replace(printing, place=place), alike.differences, Place(fullest.place.document, alike.ours)
            )
            line = _wording(place).line
            others[line] = _also_in(others[line], place) if line in others else variant
        else:
            same.append(place)
    if not others:
        return None
    first = min(alike_places, key=_order_of)
    return Variants(replace(fullest, place=whole, also_in=tuple(same)), tuple(others.values()), first)


def _wording(place: Place) -> Wording:
    return Wording(place.document.text, [place.span])


def _also_in(variant: Variant, place: Place) -> Variant:
    printed = variant.printed
    return replace(variant, printed=replace(printed, also_in=(*printed.also_in, place)))


def _printings(statements: Statements, library: Library) -> Iterator[Printing]:
    for number, statement in statements:
        if library.holds(number):
            place = Place(library.corpus.document(number), statement.content)
            yield Printing(place, statement.name, statement.said)


def _order(printing: Printing) -> tuple[date, str]:
    return _order_of(printing.place)


def _order_of(place: Place) -> tuple[date, str]:
    return place.document.provenance.published or date.max, place.document.source
