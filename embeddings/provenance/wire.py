"""Who first published what a page prints: the agency or outlet that it names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import is_of_dates, opening_agency
from embeddings.documents import Reason, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Paragraph

_NAME = r"(?P<name>(?:the )?[^\W\d_][^\n|;:<>\"“”()\[\]@]{0,60}?)"
_NAME_ENDS = (
    r"(?=\.?\s*$|\.\s+[A-Z]|[,;|(\[]|\s[-–—]\s|\s\d|"
    r"\s(?:and (?:is|was|has|re)|in|on|under|with|by|as|at|a|an|here|where|which|read)\b)"
)
_STATED = tuple(
    re.compile(pattern + _NAME + _NAME_ENDS, re.IGNORECASE)
    for pattern in (
        r"\b(?:originally|first|previously) (?:published|appeared|posted|ran|printed) (?:by|on|in|at) ",
        r"\b(?:reprinted|republished|reproduced)(?: here)? (?:with|by) (?:the )?(?:kind )?permission (?:from|of) ",
        r"\b(?:reprinted|republished) from ",
        r"^\W*sources?\s*:\s*(?=[^\d])",
        r"^\W*via (?=[A-Z])",
    )
)
_CREDITED = re.compile(r"^\W*by:?\s+(?P<name>[A-Z]{2,}|[A-Z][a-z]+)\W*$", re.IGNORECASE)
_SIGNED = re.compile(r"^[-–—©(]{1,2}\s*(?P<name>[A-Z]\w+)[.)]*$")
_NOBODY = frozenset(
    {
        "none",
        "staff",
        "admin",
        "administrator",
        "editor",
        "editors",
        "editorial",
        "guest",
        "unknown",
        "anonymous",
        "author",
        "wire",
    }
)
"""What stands after "By" where no name does."""
_WIDELY = 2
"""Stories that a page's list credits to one agency before that speaks for the page's own."""
_ACRONYM = 5
"""Letters of the longest acronym; a longer word all in capitals is a name that was shouted."""


def agency(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the agency or outlet that first published the article, as the page names it; None where it does not.

    What the page states counts before the opening of the first paragraph, that before a credit of the article, and that
    before the credits of the other stories that the page lists: where most of these are one agency's, a page that
    credits its own to nobody carries that agency's service.
    """
    found = (ask(text, paragraphs) for ask in (_stated, _opening, _credit, _listed))
    return next((spelled(name) for name in found if name), None)


def head(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return what stands above the article, with its first two paragraphs: a lede may stand above the byline."""
    kept = [place for place, paragraph in enumerate(paragraphs) if paragraph.kept]
    return paragraphs[: kept[_LEDE]] if len(kept) > _LEDE else paragraphs


_LEDE = 2
"""Paragraphs that may stand above a byline."""


def spelled(name: str) -> str:
    """Return the name with capitals as in running text, where it is printed in small letters or all in capitals."""
    name = fold(name).strip(" .,")
    if name.islower() or (name.isupper() and max(map(len, name.split()), default=0) > _ACRONYM):
        return " ".join(word.capitalize() for word in name.split())
    return name


def _stated(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    sources = [fold(paragraph.span.of(text)) for paragraph in paragraphs if paragraph.why is Reason.SOURCE]
    found = (pattern.search(source) for source in sources for pattern in _STATED)
    return next((match["name"] for match in found if match and not _is_no_name(match["name"])), None)


def _opening(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    first = [paragraph.span for paragraph in paragraphs if paragraph.kept][: _LEDE + 1]
    return next(filter(None, (opening_agency(fold(span.of(text)[:_OPENING])) for span in first)), None)


def _is_no_name(found: str) -> bool:
    return "://" in found or is_of_dates(found)


_OPENING = 200
"""Characters of a first paragraph in which its place and agency stand."""


def _credit(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    """Return whom the article itself is credited to: a lone name in its byline or under its last paragraph."""
    kept = [place for place, paragraph in enumerate(paragraphs) if paragraph.kept]
    if not kept:
        return None
    above = [fold(paragraph.span.of(text)) for paragraph in head(paragraphs) if paragraph.why is Reason.BYLINE]
    tail = paragraphs[kept[-1] : kept[-1] + 2]
    below = [fold(paragraph.span.of(text)) for paragraph in tail if len(paragraph.span) < _OPENING]
    names = [match["name"] for match in (*map(_CREDITED.match, above), *map(_SIGNED.match, below)) if match]
    return next((name for name in names if name.casefold() not in _NOBODY and _is_told(name, text)), None)


def _is_told(name: str, text: str) -> bool:
    """Return whether the name is an outlet's: one in capitals, one in brackets, or one that reports or is told."""
    told = rf"\b(?:told|reported by|interview with) {name}\b|\({name}\)|\b{name} (?:reported|reports|news|agency)\b"
    return name.isupper() or re.search(told, text) is not None


def _listed(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    if any(paragraph.why is Reason.BYLINE for paragraph in head(paragraphs)):
        return None
    bylines = [fold(paragraph.span.of(text)) for paragraph in paragraphs if paragraph.why is Reason.BYLINE]
    credited = Counter(match["name"] for match in map(_CREDITED.match, bylines) if match and match["name"].isupper())
    name, stories = max(credited.items(), key=lambda item: item[1], default=("", 0))
    return name if stories > _WIDELY and 2 * stories > len(bylines) else None
