"""What a page says of itself: title, byline, publisher, agency, address."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from embeddings.cleaning.set_phrases import is_dateline
from embeddings.dates.vocabulary import MONTHS
from embeddings.documents import Provenance, Reason
from embeddings.language.word_lists import word_list, word_table
from embeddings.provenance.wire import agency, head, is_agency, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from embeddings.documents import Document, Span

_YEARS = r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|present))?"
_RANGE = r"(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|present)"
_COPYRIGHT = r"(?:©|ⓒ|\([cC]\)|[Cc]opyright|COPYRIGHT)"
_HOLDER = r"(?P<name>[A-Z][^\n©ⓒ|:;!?\"“”()\[\]]{1,60}?)"
_RIGHTS = (
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
_LINE = 600
"""Characters of the longest line that a claim of rights or an address is read in: a footer may be one line."""
_HEADLINE = 130
"""Characters of a long headline."""
_ADDRESS = re.compile(
    r"^\W*(?:url|permalink|link|source|original(?: article| story| link| url)?|(?:read|view|see) (?:the |"
    r"this )?(?:full |original )?(?:article|story|post)?(?: at| on|"
    r" here)?)\s*:?\s*(?P<url>https?://[^\s<>\"”)\]]{4,300})\W*$",
    re.IGNORECASE,
)
_LABELLED = word_table(__file__, "labelled lines")
"""Labels of the front matter over a page in Markdown, and of what databases export, and what they state."""
_LIST_MARK = re.compile(r"^(?:#{1,6}|[-*+o•])\s+")
_LABELS = frozenset({Reason.NAVIGATION, Reason.FURNITURE})
"""What an outlet's name is on its own: a label, and one that a corpus repeats."""
_OVER_OUTLET = frozenset({Reason.BYLINE, Reason.METADATA})


@cache
def _labelled() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, _LABELLED))
    return re.compile(rf"^(?P<label>{labels})\s*:\s*(?:by\s+)?[\"']?(?P<value>[^\"'\s].*?)[\"']?$", re.IGNORECASE)


@cache
def _byline() -> re.Pattern[str]:
    months = "|".join(f"{month[:3]}|{month}" for month in map(str.title, MONTHS) if month != "May")
    word = r"[A-Z](?:[^\W\d_]|['’-])*\.?"
    no_name = rf"(?!(?:Updated|Published|Posted|On|At|Sept|{months})\b)"  # May is a surname too
    particles = word_list(__file__, "particles").pattern
    person = rf"{word}(?: (?:{particles} ){{0,2}}{no_name}{word}){{1,4}}"
    return re.compile(
        rf"^\W*(?:(?:written |reported |words )?[Bb][Yy]:?|[Aa]uthor\s*:)\s+(?P<names>{person}(?:,? (?:and|&) {person}|"
        rf", (?:and )?{person}){{0,4}})"
    )


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(rf"\b{word_list(__file__, 'outlets').pattern}\b", re.IGNORECASE)


@cache
def _claim() -> re.Pattern[str]:
    return re.compile(rf"\b{word_list(__file__, 'claims').pattern}\b", re.IGNORECASE)


def provenance(document: Document, markup: Provenance | None = None) -> Provenance:
    """Return what the page states, in its markup and in its own words; None where it does not say."""
    markup = markup or Provenance()
    printed = Provenance(_title(document), _author(document), agency=agency(document), url=_address(document))
    matter = _front_matter(document)
    stated = overlaid(overlaid(printed, matter), markup)
    names = (markup.publisher, matter.publisher, _under_byline(document), *_holders(document))
    return _apart(stated, [name for name in names if name])


def _apart(stated: Provenance, names: Sequence[str]) -> Provenance:
    """Return the provenance with its publisher, the outlet that the page is on, told from the agency that supplied it.

    An agency is no author, but the publisher where the page names no other.
    """
    outlet = next((name for name in names if not is_agency(name)), None)
    author = stated.author if stated.author and is_agency(stated.author) else None
    supplier = stated.agency or author or (next((name for name in names if is_agency(name)), None) if outlet else None)
    publisher = outlet or next(iter(names), None)
    return replace(
        stated,
        author=None if author else stated.author,
        publisher=publisher,
        agency=None if supplier == publisher else supplier,
    )


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


def overlaid(below: Provenance, above: Provenance) -> Provenance:
    """Return the provenance below with what the one above states laid over it; its date needs no evidence."""
    over = {field.name: getattr(above, field.name) for field in fields(above) if getattr(above, field.name) is not None}
    if above.published is not None:
        over |= {"published_evidence": above.published_evidence, "published_inferred": above.published_inferred}
    return replace(below, **over)


def _front_matter(document: Document) -> Provenance:
    lines = (document.quote(each.span) for each in document.paragraphs if each.why is Reason.METADATA)
    return stating({_LABELLED[line["label"].lower()]: line["value"] for line in map(_labelled().match, lines) if line})


def _title(document: Document) -> str | None:
    titles = (paragraph.span for paragraph in document.paragraphs if paragraph.why is Reason.TITLE)
    return next((_LIST_MARK.sub("", document.quote(span)) for span in chain(titles, _opening_line(document))), None)


def _opening_line(document: Document) -> Iterator[Span]:
    """Yield the page's first block where it is a short line of the text: archives print headlines with a full stop."""
    match document.paragraphs:
        case [first, second, *_] if first.kept and second.kept and len(first.span) <= min(_HEADLINE, len(second.span)):
            yield first.span


def _author(document: Document) -> str | None:
    """Return the people in the byline nearest to the article."""
    lines = (paragraph.span for paragraph in reversed(head(document.paragraphs)) if paragraph.why is Reason.BYLINE)
    bylines = (_byline().match(document.quote(span)) for span in lines)
    return next((people for byline in bylines if byline and (people := _people(byline["names"]))), None)


def _people(byline_names: str) -> str | None:
    """Return the people as one list, None where the names are an outlet's; what stands after a comma may be one."""
    first, *more = re.split(r",? (?:and|&) |, ", byline_names)
    if _outlet().search(first):
        return None
    others = (name for name in more if not _outlet().search(name) and name.isupper() <= first.isupper())
    return ", ".join([first, *others])


def _under_byline(document: Document) -> str | None:
    """Return the lone name between a byline or a database's line and a date line, where archives print the outlet."""
    above = head(document.paragraphs)
    for (byline, between), after in zip(pairwise(above), above[2:], strict=False):
        if byline.why in _OVER_OUTLET and between.why in _LABELS:
            name = document.quote(between.span)
            if _is_name(name) and is_dateline(document.quote(after.span)):
                return name
    return None


def _holders(document: Document) -> Iterator[str]:
    """Yield who holds the page's rights, the page's last line first."""
    for line in reversed(_short_lines(document)):
        claim = next(filter(None, (pattern.search(line) for pattern in _RIGHTS)), None)
        if claim and _is_name(claim["name"]):
            yield spelled(claim["name"])


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and text[0].isupper()
        and not text.endswith(("!", "?", ":"))
        and not _claim().search(text)
    )


def _address(document: Document) -> str | None:
    matches = map(_ADDRESS.match, _short_lines(document))
    return next((match["url"] for match in matches if match), None)


def _short_lines(document: Document) -> list[str]:
    """Return the short lines that are no part of the article."""
    return [
        document.quote(paragraph.span)
        for paragraph in document.paragraphs
        if not paragraph.kept and len(paragraph.span) <= _LINE
    ]
