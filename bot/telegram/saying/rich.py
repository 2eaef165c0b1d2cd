"""Text for a Telegram message that knows what it will weigh once Telegram has parsed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_UNITS = 4096
"""UTF-16 units of a message at most, after parsing (core.telegram.org/bots/api#sendmessage)."""
MOST_ENTITIES = 100
"""Formatted pieces of a message at most; Telegram ignores the rest."""
_FOLDED_AWAY = 400
"""UTF-16 units, some five lines on a phone, from which a quote is shown folded."""
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but the end of a line, what turns the direction of reading (Unicode Annex 9), lone surrogates."""


@dataclass(frozen=True, slots=True)
class Rich:
    """Telegram HTML, with the UTF-16 units and entities that it has after parsing."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: Rich) -> Rich:
        return Rich(self.html + other.html, self.units + other.units, self.entities + other.entities)

    @property
    def fits(self) -> bool:
        """Whether one message can hold it."""
        return self.units <= MOST_UNITS and self.entities <= MOST_ENTITIES


def harmless(text: str) -> str:
    """Return the text without control characters, lone surrogates, and what turns the direction of reading."""
    return _HARMFUL.sub("", text)


def plain(text: str) -> Rich:
    """Return the text with nothing in it that Telegram would take for markup."""
    shown = harmless(text)
    return Rich(escape(shown, quote=False), units(shown))


def bold(text: str) -> Rich:
    """Return the text in bold."""
    return _tagged("<b>", plain(text), "</b>")


def struck(text: str) -> Rich:
    """Return the text struck through."""
    return _tagged("<s>", plain(text), "</s>")


def italic(text: str) -> Rich:
    """Return the text in italics."""
    return _tagged("<i>", plain(text), "</i>")


def preformatted(text: str) -> Rich:
    """Return the text in letters of one width, its lines as they are."""
    return _tagged("<pre>", plain(text), "</pre>")


def link(text: str, url: str) -> Rich:
    """Return the text as a link."""
    return _tagged(f'<a href="{escape(harmless(url))}">', plain(text), "</a>")


def quoted(inner: Rich) -> Rich:
    """Return the text as a block quote, folded where it is long."""
    tag = "<blockquote expandable>" if inner.units >= _FOLDED_AWAY else "<blockquote>"
    return _tagged(tag, inner, "</blockquote>")


def joined(parts: Iterable[Rich], between: str = "\n") -> Rich:
    """Return the parts with the separator between them."""
    whole, separator = None, plain(between)
    for part in parts:
        whole = part if whole is None else whole + separator + part
    return whole or Rich()


def units(text: str) -> int:
    """Return how many UTF-16 units the text has, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """Return the text, cut at a character with an ellipsis where it has more than so many; never for a quote."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _tagged(opening: str, inner: Rich, closing: str) -> Rich:
    """Wrap in a tag; Telegram drops an entity without text, so an empty one has none."""
    return Rich(opening + inner.html + closing, inner.units, inner.entities + 1) if inner.units else inner
