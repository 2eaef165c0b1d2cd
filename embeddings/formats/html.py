"""HTML: the text between its markup, as long as the file, and what only its markup tells."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from embeddings.documents import FILLER, Provenance, fold
from embeddings.errors import SeedsError
from embeddings.formats.converted import Converted, MainContent, day_of
from embeddings.formats.plain import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trafilatura.settings import Document as TrafilaturaDocument


def html(raw: bytes, name: str) -> Converted:
    """Return the page's text, its main content, and what its markup states; the text alone where that tells nothing.

    Raises SeedsError if it is no text, or too large.
    """
    page, encoding = decoded(raw, name, _declared(raw))
    if len(page) > _LARGEST:
        raise SeedsError(f"{name} holds over {_LARGEST:,} characters of markup: save its text as .txt")
    extract = _extract(page)
    if extract is None:
        return Converted(readable(page), encoding)
    main = MainContent(extract.text) if extract.text else None
    return Converted(readable(page), encoding, main=main, stated=_stated(extract, page))


_LARGEST = 5_000_000
"""Characters of a page at most: nothing but tags takes 7 s and 300 MB for each million, and a long page has one."""


def _declared(raw: bytes) -> str | None:
    """Return the encoding that the page declares in the first bytes, where browsers look for it."""
    declaration = _CHARSET.search(raw, 0, _PRESCAN)
    encoding = declaration["name"].decode("ascii").lower() if declaration else None
    return "cp1252" if encoding in _LATIN else encoding


_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?(?P<name>[\w.:-]{2,40})", re.IGNORECASE)
_PRESCAN = 1024
"""Bytes in which a page declares its encoding (WHATWG HTML, 13.2.3.2)."""
_LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names that pages give to what is cp1252 (WHATWG Encoding, 4.2)."""


def readable(page: str) -> str:
    """Return a text of exactly the page's length, in which markup is blanked and an entity is its character.

    Tags that open or close a block become a line break, other tags fillers, so that paragraphs part and words do not.
    A line break of the file is white space, not the end of a paragraph.
    """
    return "".join(_blanked(page))


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


def _blanked(page: str) -> Iterator[str]:
    """Yield the file's pieces, each as long as it was."""
    place = 0
    never_closed: set[str] = set()
    while match := _MARKUP.search(page, place):
        yield _SPACE.sub(" ", page[place : match.start()])
        name = _name(page, match)
        place = _end(page, match, name, never_closed)
        markup = page[match.start() : place]
        yield _character(markup) if markup.startswith("&") else _blank(markup, name)
    yield _SPACE.sub(" ", page[place:])


def _name(page: str, match: re.Match[str]) -> str:
    """Return the tag's name, empty for a comment and an entity."""
    named = None if match.group().startswith(("&", "<!--")) else _NAME.match(page, match.end() - 1)
    return named.group().lower() if named else ""


def _end(page: str, match: re.Match[str], name: str, never_closed: set[str]) -> int:
    """Return where the entity, the comment, the tag, or the hidden element that it opens ends, else the file's end."""
    if not name:
        return _after(page, "-->", match.end()) if match.group() == "<!--" else match.end()
    tag = _REST_OF_TAG.match(page, match.end())
    end = tag.end() if tag else len(page)
    if name not in _HIDDEN - never_closed or match.group().startswith("</") or page.startswith("/>", end - 2):
        return end
    closing = re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE).search(page, end)
    if closing is None:
        never_closed.add(name)
    return closing.end() if closing else end


def _after(page: str, closing: str, place: int) -> int:
    end = page.find(closing, place)
    return len(page) if end < 0 else end + len(closing)


def _character(entity: str) -> str:
    character = _SPACE.sub(" ", unescape(entity))
    return character[: len(entity)].ljust(len(entity), FILLER)


def _blank(markup: str, name: str) -> str:
    breaks = name and not _INLINE.fullmatch(name) and name not in _HIDDEN
    return ("\n" if breaks else FILLER) + FILLER * (len(markup) - 1)


def _extract(page: str) -> TrafilaturaDocument | None:
    """Return the main content as trafilatura finds it; where it is sparing our cleaning agrees best with readers.

    Where it is so sparing that hardly an article is left, its defaults are taken.
    """
    extract = _extracted(page, sparing=True)
    return _extracted(page, sparing=False) if extract and _lost_part(extract.text or "") else extract


def _lost_part(text: str) -> bool:
    """Return whether the text has too few words for an article, in a script that puts spaces between them."""
    words = len(text.split())
    return words < _ARTICLE and len(text) <= words * _LETTERS


_ARTICLE = 100
"""Words that few articles of the press fall short of."""
_LETTERS = 12
"""Characters a word at most, with its space, on the mean of a text in such a script."""


def _extracted(page: str, *, sparing: bool) -> TrafilaturaDocument | None:
    from trafilatura import bare_extraction

    extract = bare_extraction(
        page,
        include_comments=False,
        favor_precision=sparing,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return None if isinstance(extract, dict) else extract


def _stated(extract: TrafilaturaDocument, page: str) -> Provenance:
    texts = (extract.title, extract.author, extract.sitename)
    title, author, publisher = (fold(text or "") or None for text in texts)
    if title and (publisher is None or _HOST.fullmatch(publisher)):
        publisher = _site(page, title) or publisher
    return Provenance(title, author, publisher, published=day_of(extract.date), url=fold(extract.url or "") or None)


_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)
_BEHIND_HEADLINE = re.compile(r"\s*[|\-–—·•»:]\s*(?P<site>[^\W\d_][\w.&'’]*(?: [\w.&'’]+){0,4})")
"""A site's name has up to five words."""


def _site(page: str, headline: str) -> str | None:
    """Return the site's name, which many pages print in their title behind the headline: "Headline | Site"."""
    title = _TITLE.search(page)
    printed = fold(unescape(title[1])) if title else ""
    behind = _BEHIND_HEADLINE.fullmatch(printed.removeprefix(headline))
    return behind["site"] if behind and printed.startswith(headline) else None
