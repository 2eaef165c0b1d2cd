"""Plain text: UTF-8, or the encoding that fits its bytes best."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from embeddings.errors import SeedsError
from embeddings.formats.converted import Converted
from embeddings.language.detection import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SNIFFED = 1 << 16
"""Bytes looked through for a zero byte, which text has none of: binary formats have one near their beginning."""
_DETECTED = 1 << 18
"""Bytes that the encoding is detected from; detection costs seconds a megabyte."""

_WINDOWS = "cp1252"
"""What Western text is in where it is not UTF-8; pages that declare Latin-1 are in this too (WHATWG Encoding)."""
_WESTERN = frozenset(
    ["en", "fr", "de", "es", "pt", "it", "nl", "da", "sv", "no", "nb", "nn", "fi", "is", "ga", "ca", "gl", "af"]
)
"""Languages whose letters that encoding has."""
_ACCENTS = 0.2
"""Share of bytes beyond ASCII from which a text is in another script: French has 0.04, Russian nearly all."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks with which a UTF-16 file begins."""
_NOT_ASCII = bytes(range(128, 256))
"""Every byte that no character of ASCII has."""


def plain(raw: bytes, name: str) -> Converted:
    """Return the characters of a plain text file."""
    return Converted(*decoded(raw, name))


def decoded(raw: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """Return the bytes' characters and their encoding: UTF-8 where they are that, what the file declares, or what fits.

    Raises SeedsError if they are empty, binary, or fit none.
    """
    if not raw.strip():
        raise SeedsError(f"{name} is empty: nothing to index")
    if b"\0" in raw[:_SNIFFED] and not raw.startswith(_WIDE):
        raise SeedsError(f"{name} is binary: only text is indexed")
    for encoding in _likely(raw, declared):
        with suppress(UnicodeDecodeError, LookupError):
            return raw.decode(encoding), encoding
    return _detected(raw, name)


def _likely(raw: bytes, declared: str | None) -> Iterator[str]:
    """Yield the encodings to try before one is guessed."""
    yield "utf-16" if raw.startswith(_WIDE) else "utf-8"
    if declared:
        yield declared
    if _is_western(raw):
        yield _WINDOWS


def _is_western(raw: bytes) -> bool:
    """Return whether the bytes are a Western language with some accents and curly quotes, as Windows encodes it."""
    beginning = raw[:_DETECTED]
    accents = len(beginning) - len(beginning.translate(None, _NOT_ASCII))
    return accents < _ACCENTS * len(beginning) and language_of(beginning.decode(_WINDOWS, "replace")) in _WESTERN


def _detected(raw: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_DETECTED]).best()
    if best is None:
        raise SeedsError(f"{name} is in no encoding that can be told: save it as UTF-8")
    try:
        return raw.decode(best.encoding), best.encoding
    except UnicodeDecodeError as error:
        raise SeedsError(f"{name} is neither UTF-8 nor {best.encoding} throughout: save it as UTF-8") from error
