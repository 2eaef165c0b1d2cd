"""Who first published what a page prints: the agency or outlet that it names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import is_of_dates, opening_agency
from embeddings.documents import Reason, fold
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.documents import Document, Paragraph

_NAME = r"(?P<name>(?:the )?[^\W\d_][^\n|;:<>\"“”()\[\]@]{0,60}?)"
_NAME_ENDS = (
    r"(?=\.?\s*$|\.\s+[A-Z]|[,;|(\[]|\s[-–—]\s|\s\d|"
    r"\s(?:and (?:is|was|has|re)|in|on|under|with|by|as|at|a|an|here|where|which|read)\b)"
)
_CREDITS = tuple(
    re.compile(pattern + _NAME + _NAME_ENDS, re.IGNORECASE)
    for pattern in (
        r"\b(?:originally|first|previously) (?:published|appeared|posted|ran|printed) (?:by|on|in|at) ",
        r"\b(?:reprinted|republished|reproduced)(?: here)? (?:with|by) (?:the )?(?:kind )?permission (?:from|of) ",
        r"\b(?:reprinted|republished) from ",
        r"^\W*sources?\s*:\s*(?=[^\d])",
        r"^\W*via (?=[A-Z])",
    )
)
"""How a line of the page credits another outlet with the article, and the name that it gives."""
_BYLINE = re.compile(r"^\W*by:?\s+(?P<name>[A-Z]{2,}|[A-Z][a-z]+)\W*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"^[-–—©(]{1,2}\s*(?P<name>[A-Z]\w+)[.)]*$")
_NOBODY = word_list(__file__, "nobody")
_WIDELY = 2
"""Stories that a page's list credits to one agency before that speaks for the page's own: one or two may be chance."""
_ACRONYM = 5
"""Letters of the longest acronym of an agency; a longer word all in capitals is a name that was shouted."""
_LEDE = 2
"""Paragraphs that may stand above a byline."""
_OPENING = 200
"""Characters of a first paragraph in which its place and agency stand, and of the longest signature under the last."""


def agency(document: Document) -> str | None:
    """Return the agency or outlet that first published the article, as the page names it; None where it does not.

    What the page states counts before the opening of the first paragraph, that before a credit of the article, and that
    before the credits of the other stories that the page lists: where most of these are one agency's, a page that
    credits its own to nobody carries that agency's service.
    """
    names = (ask(document) for ask in (_stated, _opening, _credit, _listed))
    return next((spelled(name) for name in names if name), None)


def head(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return what stands above the article, with its first two paragraphs: a lede may stand above the byline."""
    kept = [place for place, paragraph in enumerate(paragraphs) if paragraph.kept]
    return paragraphs[: kept[_LEDE]] if len(kept) > _LEDE else paragraphs


@cache
def _agencies() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?{word_list(__file__, 'agencies').pattern}", re.IGNORECASE)


def is_agency(name: str) -> bool:
    """Return whether the name is a news agency's, which supplies other outlets."""
    return _agencies().fullmatch(name.strip(" .")) is not None


def spelled(name: str) -> str:
    """Return the name with capitals as in running text, where it is printed in small letters or all in capitals."""
    name = fold(name).strip(" .,")
    if name.islower() or (name.isupper() and max(map(len, name.split()), default=0) > _ACRONYM):
        return " ".join(word.capitalize() for word in name.split())
    return name


def _stated(document: Document) -> str | None:
    """Return the outlet that a line of the page credits: "Originally published by …"."""
    lines = _lines(document, document.paragraphs, Reason.SOURCE)
    names = (match["name"] for line in lines for match in (pattern.search(line) for pattern in _CREDITS) if match)
    return next((name for name in names if "://" not in name and not is_of_dates(name)), None)


def _opening(document: Document) -> str | None:
    """Return the agency in brackets with which one of the first paragraphs opens: "PARIS (Agency) — "."""
    openings = (fold(span.of(document.text)[:_OPENING]) for span in document.body[: _LEDE + 1])
    return next(filter(None, map(opening_agency, openings)), None)


def _credit(document: Document) -> str | None:
    """Return whom the article itself is credited to: a lone name in its byline or under its last paragraph."""
    paragraphs = document.paragraphs
    last = max((place for place, paragraph in enumerate(paragraphs) if paragraph.kept), default=None)
    if last is None:
        return None
    above = map(_BYLINE.match, _lines(document, head(paragraphs), Reason.BYLINE))
    tail = (paragraph.span for paragraph in paragraphs[last : last + 2] if len(paragraph.span) < _OPENING)
    below = map(_SIGNATURE.match, map(document.quote, tail))
    names = (match["name"] for match in (*above, *below) if match)
    return next((name for name in names if name.casefold() not in _NOBODY and _is_outlet(name, document.text)), None)


def _is_outlet(name: str, text: str) -> bool:
    """Return whether the name is an outlet's: one in capitals, one in brackets, or one that reports or is told."""
    reporting = rf"\b(?:told|reported by|interview with) {name}\b|\b{name} (?:reported|reports|news|agency)\b"
    return name.isupper() or f"({name})" in text or re.search(reporting, text) is not None


def _listed(document: Document) -> str | None:
    """Return the agency that most of the other stories on the page are credited to, where this one is to nobody."""
    if any(paragraph.why is Reason.BYLINE for paragraph in head(document.paragraphs)):
        return None
    bylines = list(_lines(document, document.paragraphs, Reason.BYLINE))
    credited = Counter(match["name"] for match in map(_BYLINE.match, bylines) if match and match["name"].isupper())
    name, stories = max(credited.items(), key=lambda item: item[1], default=("", 0))
    return name if stories > _WIDELY and 2 * stories > len(bylines) else None


def _lines(document: Document, paragraphs: Sequence[Paragraph], why: Reason) -> Iterator[str]:
    return (document.quote(paragraph.span) for paragraph in paragraphs if paragraph.why is why)
