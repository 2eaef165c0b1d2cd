"""Links that open a page at the very words (https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_SHORT = 12
"""Words up to which all of them are named; longer texts name how they begin and how they end."""
_EDGE = 5
"""Words of a beginning or an end: enough to be found once on a page."""
_LONGEST = 1500
"""Characters of a link at most; clients drop longer ones."""


def fragment_url(url: str | None, text: str) -> str | None:
    """Return the address with the text as its fragment, the bare address if that grows too long; None if it is none."""
    if not url or not is_web(url) or len(url) > _LONGEST:
        return None
    base, mark, fragment = url.partition("#")
    named = f"{base}#{fragment if mark else ''}:~:text={_directive(text.split())}"
    return named if len(named) <= _LONGEST else url


def _directive(words: list[str]) -> str:
    if len(words) <= _SHORT:
        return _encoded(words)
    return f"{_encoded(words[:_EDGE])},{_encoded(words[-_EDGE:])}"


def _encoded(words: list[str]) -> str:
    """Return the words for a fragment, where a dash, a comma and an ampersand mean something."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def is_web(url: str) -> bool:
    """Return whether the address is a page of the web, and nothing that a browser would run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and url.isprintable() and " " not in url
