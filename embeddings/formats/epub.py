"""EPUB: the chapters of an electronic book in their order (EPUB 3.3, W3C)."""

from __future__ import annotations

import posixpath
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from embeddings.documents import FILLER, fold
from embeddings.formats.confined import Extract, UnreadableError, opened
from embeddings.formats.html import readable
from embeddings.formats.plain import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTED = "META-INF/encryption.xml"
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
}
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html"})


def extract(file: IO[bytes]) -> Extract:
    """Return the text of the chapters in reading order; the package states title, author, publisher and day."""
    with opened(file) as book:
        package_path = _parsed(book, _CONTAINER).xpath("string(//c:rootfile/@full-path)", namespaces=_NAMES)
        package = _parsed(book, str(package_path))
        chapters = [_text(book, path) for path in _reading_order(package, str(package_path))]
        if not any(chapters) and _ENCRYPTED in book.namelist():
            raise UnreadableError("is copy-protected: only books without protection can be read")
    return Extract(
        "\n\n".join(filter(None, chapters)),
        _stated(package, "title"),
        _stated(package, "creator"),
        _stated(package, "publisher"),
        _stated(package, "date"),
    )


def _parsed(book: ZipFile, path: str) -> _Element:
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(book.read(path), safe)


def _reading_order(package: _Element, path: str) -> Iterator[str]:
    """Yield the paths of the chapters: items of the manifest, in the order in which the spine refers to them."""
    items = {
        item.get("id"): item.get("href", "")
        for item in package.iterfind(".//o:manifest/o:item", _NAMES)
        if item.get("media-type") in _CHAPTERS
    }
    for reference in package.iterfind(".//o:spine/o:itemref", _NAMES):
        href = items.get(reference.get("idref"))
        if href:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))


def _text(book: ZipFile, path: str) -> str:
    text, _ = decoded(book.read(path), path)
    return readable(text).replace(FILLER, "").strip()


def _stated(package: _Element, name: str) -> str | None:
    return fold(str(package.findtext(f".//dc:{name}", namespaces=_NAMES) or "")) or None
