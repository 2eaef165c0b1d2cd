"""A file's markup: the text between it, as long as the file, and which words of it are the main content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from embeddings.documents import FILLER, Provenance, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trafilatura.settings import Document as TrafilaturaDocument

HTML = frozenset({".html", ".htm"})
_RUN = 3
"""Words that are looked up together, so that a block is not found main by its single words."""
_MOSTLY = 0.5
"""Share of a block's runs of words that stand in the main content of which it is a part."""


@dataclass(frozen=True, slots=True)
class MainContent:
    """The words of a page's main content, as an extractor that sees its markup returned them."""

    runs: frozenset[str]

    def holds(self, block: str) -> bool:
        """Return whether most of the block's words stand there, in its order."""
        runs = list(_runs(block))
        return sum(run in self.runs for run in runs) >= _MOSTLY * len(runs)


@dataclass(frozen=True, slots=True)
class Page:
    """A file as text, with what only its markup tells."""

    text: str
    """As long as the file, so that every span counts in both alike."""
    main: MainContent | None = None
    """None where nothing tells the main content from the rest."""
    stated: Provenance = field(default_factory=Provenance)
    """What the markup states: title, author, publisher, date, address."""


def page(raw: str, suffix: str) -> Page:
    """Return the file's text, its main content, and what its markup states; suffix as in ".html"."""
    if suffix.lower() not in HTML:
        return Page(raw)
    return _extracted(raw, readable(raw, suffix))


def readable(raw: str, suffix: str) -> str:
    """Return a text of exactly the file's length, in which markup is blanked and an entity is its character.

    Tags that open or close a block become a line break, other tags fillers, so that paragraphs part and words do not.
    A line break of an HTML file is white space, not the end of a paragraph.
    """
    return "".join(_blanked(raw)) if suffix.lower() in HTML else raw


_MARKUP = re.compile(r"<!--|<[!?/]?[a-zA-Z]|&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_REST_OF_TAG = re.compile(r"(?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|[=\"'])*+>")
"""Quote marks count only where a value begins; possessive, so that an open one costs one look and no backtracking."""
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")
_SPACE = re.compile(r"\s")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "title", "iframe", "svg", "textarea", "object"})
"""Elements that hold nothing a reader sees as the page's words."""
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|label|mark|meter|nobr|q|rp|rt|ruby|s|samp|small|span|"
    "strike|strong|sub|sup|time|tt|u|var|wbr|del|img|picture|source|input"
)
"""Elements that do not break a line; every other tag does."""


def _blanked(raw: str) -> Iterator[str]:
    """Yield the file's pieces, each as long as it was."""
    place = 0
    never_closed: set[str] = set()
    while found := _MARKUP.search(raw, place):
        yield _SPACE.sub(" ", raw[place : found.start()])
        name = _name(raw, found)
        place = _end(raw, found, name, never_closed)
        markup = raw[found.start() : place]
        yield _character(markup) if markup.startswith("&") else _blank(markup, name)
    yield _SPACE.sub(" ", raw[place:])


def _name(raw: str, found: re.Match[str]) -> str:
    """Return the tag's name, empty for a comment and an entity."""
    named = None if found.group().startswith(("&", "<!--")) else _NAME.match(raw, found.end() - 1)
    return named.group().lower() if named else ""


def _end(raw: str, found: re.Match[str], name: str, never_closed: set[str]) -> int:
    """Return where the entity, the comment, the tag, or the hidden element that it opens ends, else the file's end."""
    if not name:
        return _after(raw, "-->", found.end()) if found.group() == "<!--" else found.end()
    tag = _REST_OF_TAG.match(raw, found.end())
    end = tag.end() if tag else len(raw)
    if name not in _HIDDEN - never_closed or found.group().startswith("</") or raw.startswith("/>", end - 2):
        return end
    closing = re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE).search(raw, end)
    if closing is None:
        never_closed.add(name)
    return closing.end() if closing else end


def _after(raw: str, closing: str, place: int) -> int:
    end = raw.find(closing, place)
    return len(raw) if end < 0 else end + len(closing)


def _character(entity: str) -> str:
    character = _SPACE.sub(" ", unescape(entity))
    return character[: len(entity)].ljust(len(entity), FILLER)


def _blank(markup: str, name: str) -> str:
    breaks = name and not _INLINE.fullmatch(name) and name not in _HIDDEN
    return ("\n" if breaks else FILLER) + FILLER * (len(markup) - 1)


def _extracted(raw: str, text: str) -> Page:
    """Return the page with what an extractor finds in it; the text alone where it finds nothing."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        raw,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict):
        return Page(text)
    main = frozenset(run for line in (found.text or "").splitlines() for run in _runs(line))
    return Page(text, MainContent(main) if main else None, _stated(found))


def _stated(found: TrafilaturaDocument) -> Provenance:
    return Provenance(
        title=_said(found.title),
        author=_said(found.author),
        publisher=_said(found.sitename),
        published=_day(found.date),
        url=_said(found.url),
    )


def _said(value: str | None) -> str | None:
    return fold(value or "") or None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def _runs(text: str) -> Iterator[str]:
    """Yield the text's runs of neighbouring words; the whole of a shorter one."""
    words = re.findall(r"\w+", text.casefold())
    for start in range(max(1, len(words) - _RUN + 1)):
        yield " ".join(words[start : start + _RUN])
