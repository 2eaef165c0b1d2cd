"""What a page says of itself: title, byline, publisher, agency, address."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import is_dateline
from embeddings.dates.vocabulary import MONTHS
from embeddings.documents import Provenance, Reason, fold
from embeddings.provenance.wire import agency, head, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from embeddings.documents import Paragraph

_MONTHS = "|".join(f"{month[:3]}|{month}" for month in map(str.title, MONTHS) if month != "May")
_NO_NAME = rf"(?!(?:Updated|Published|Posted|On|At|Sept|{_MONTHS})\b)"
"""What a name does not go on with; May is a surname too."""
_WORD = r"[A-Z](?:[^\W\d_]|['’-])*\.?"
_PERSON = rf"{_WORD}(?: (?:(?:al|bin|da|de|del|den|der|di|dos|du|el|la|le|van|von) ){{0,2}}{_NO_NAME}{_WORD}){{1,4}}"
_BYLINE = re.compile(
    rf"^\W*(?:(?:written |reported |words )?[Bb][Yy]:?|[Aa]uthor\s*:)\s+(?P<names>{_PERSON}(?:,? (?:and|&) {_PERSON}|"
    rf", (?:and )?{_PERSON}){{0,4}})"
)
_YEARS = r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|present))?"
_RANGE = r"(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|present)"
_COPYRIGHT = r"(?:©|ⓒ|\([cC]\)|[Cc]opyright|COPYRIGHT)"
_HOLDER = r"(?P<name>[A-Z][^\n©ⓒ|:;!?\"“”()\[\]]{1,60}?)"
_HELD = (
    re.compile(
        rf"{_COPYRIGHT}[\s©ⓒ@,]*(?:\([cC]\)\s*)?{_YEARS}[\s,]*(?:[Bb]y\s+)?(?:(?i:all rights "
        rf"reserved)[\s.,]*)?{_HOLDER}(?=\.(?:\s|$)|,|\s*$|\s+(?:[Aa]ll|ALL)\s|\s[-–—|]\s)"
    ),
    re.compile(rf"{_COPYRIGHT}[\s©ⓒ@,]*{_HOLDER}[\s,]+{_YEARS}"),
    re.compile(rf"^\W*{_HOLDER}[\s,]+{_COPYRIGHT}[\s,]*{_YEARS}"),
    re.compile(rf"^\W*{_HOLDER}\s+{_RANGE}\W*$"),
)
"""Lines in which a page's publisher claims it: "© 2019 Name. All rights reserved", "Name © 2019", "Name 2006-2019"."""
_MOST_WORDS = 6
"""Words of the longest name of a publisher."""
_ADDRESS = re.compile(
    r"^\W*(?:url|permalink|link|source|original(?: article| story| link| url)?|(?:read|view|see) (?:the |"
    r"this )?(?:full |original )?(?:article|story|post)?(?: at| on|"
    r" here)?)\s*:?\s*(?P<url>https?://[^\s<>\"”)\]]{4,300})\W*$",
    re.IGNORECASE,
)


def provenance(text: str, paragraphs: Sequence[Paragraph], stated: Provenance | None = None) -> Provenance:
    """Return what the page states, in its markup and in its own words; None where it does not say."""
    read = Provenance(
        title=_title(text, paragraphs),
        author=_author(text, paragraphs),
        publisher=_publisher(text, paragraphs),
        agency=agency(text, paragraphs),
        url=_address(text, paragraphs),
    )
    told = overlaid(_with_front_matter(read, text, paragraphs), stated or Provenance())
    return replace(told, agency=None) if told.agency and told.agency == told.publisher else told


def _with_front_matter(read: Provenance, text: str, paragraphs: Sequence[Paragraph]) -> Provenance:
    lines = (
        _MATTER.match(fold(paragraph.span.of(text))) for paragraph in paragraphs if paragraph.why is Reason.METADATA
    )
    return overlaid(read, stating({line["key"].lower(): line["value"] for line in lines if line}))


_MATTER = re.compile(r"^(?P<key>title|author|publisher|url)\s*:\s*[\"']?(?P<value>[^\"'\s].*?)[\"']?$", re.IGNORECASE)


def stating(texts: Mapping[str, str], published: date | None = None) -> Provenance:
    """Return the provenance that the texts state, by the names of its fields."""
    return Provenance(
        title=texts.get("title"),
        author=texts.get("author"),
        publisher=texts.get("publisher"),
        agency=texts.get("agency"),
        published=published,
        url=texts.get("url"),
    )


def overlaid(read: Provenance, stated: Provenance) -> Provenance:
    """Return what was read with what is stated laid over it; a stated date needs no evidence and is not inferred."""
    over = {
        field.name: getattr(stated, field.name) for field in fields(stated) if getattr(stated, field.name) is not None
    }
    if stated.published is not None:
        over |= {"published_evidence": stated.published_evidence, "published_inferred": stated.published_inferred}
    return replace(read, **over)


def _title(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    titles = [paragraph for paragraph in paragraphs if paragraph.why is Reason.TITLE]
    return next(
        (_MARK.sub("", fold(paragraph.span.of(text))) for paragraph in titles or _opening_line(paragraphs)), None
    )


def _opening_line(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the page's first block where it is a short line of the text: archives print headlines with a full stop."""
    if len(paragraphs) < 2 or not paragraphs[0].kept or not paragraphs[1].kept:  # noqa: PLR2004 - a line over another
        return ()
    return paragraphs[:1] if len(paragraphs[0].span) <= min(_HEADLINE, len(paragraphs[1].span)) else ()


_MARK = re.compile(r"^(?:#{1,6}|[-*+o•])\s+")
_HEADLINE = 130
"""Characters of a long headline."""


def _author(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    found = (
        _BYLINE.match(fold(paragraph.span.of(text)))
        for paragraph in reversed(head(paragraphs))
        if paragraph.why is Reason.BYLINE
    )
    return next((people for match in found if match and (people := _people(match["names"]))), None)


def _people(names: str) -> str | None:
    """Return the people as one list, None where the names are an outlet's; what stands after a comma may be one."""
    first, *more = re.split(r",? (?:and|&) |, ", names)
    if _OUTLET.search(first):
        return None
    return ", ".join(
        [first, *(name for name in more if not _OUTLET.search(name) and name.isupper() <= first.isupper())]
    )


_OUTLET = re.compile(
    r"\b(?:news|agency|agencies|press|staff|service|times|post|team|desk|bureau|editors?|editorial|special|writers?|"
    r"correspondents?|reporters?|any|none|means|contributors?|today|daily|media|wire|network|online|updated|"
    r"published)\b",
    re.IGNORECASE,
)
"""Words of the names of outlets and of offices, which people's names do without."""


def _publisher(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    return _under_byline(text, paragraphs) or next(_holders(text, paragraphs), None)


def _under_byline(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the lone name that stands between a byline and a date line, where an archive prints the outlet."""
    above = head(paragraphs)
    for (byline, between), after in zip(pairwise(above), above[2:], strict=False):
        name = fold(between.span.of(text))
        if (
            byline.why is Reason.BYLINE
            and between.why in _LABELS
            and _is_name(name)
            and is_dateline(fold(after.span.of(text)))
        ):
            return name
    return None


_LABELS = frozenset({Reason.NAVIGATION, Reason.FURNITURE})
"""What an outlet's name is on its own: a label, and one that a corpus repeats."""


def _holders(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield who holds the page's rights, the page's last line first."""
    for paragraph in reversed(paragraphs):
        if not paragraph.kept and len(paragraph.span) <= _LINE:
            line = fold(paragraph.span.of(text))
            found = next((match["name"] for match in (pattern.search(line) for pattern in _HELD) if match), None)
            if found and _is_name(found):
                yield spelled(found)


_LINE = 600
"""Characters of the longest line that a claim of rights is read in."""


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and text[0].isupper()
        and not text.endswith(("!", "?", ":"))
        and not _CLAIM.search(text)
    )


_CLAIM = re.compile(r"\b(?:rights|reserved|copyright|privacy|terms|policy)\b", re.IGNORECASE)


def _address(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    found = (
        _ADDRESS.match(fold(paragraph.span.of(text)))
        for paragraph in paragraphs
        if not paragraph.kept and len(paragraph.span) <= _LINE
    )
    return next((match["url"] for match in found if match), None)
