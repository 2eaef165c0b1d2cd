"""Plain text: UTF-8, or the encoding that fits its bytes best."""

from __future__ import annotations

from embeddings.errors import SeedsError
from embeddings.formats.converted import Converted

_SNIFFED = 1 << 16
"""Bytes looked through for a zero byte, which text has none of: binary formats have one near their beginning."""
_DETECTED = 1 << 18
"""Bytes that the encoding is detected from; detection costs seconds a megabyte."""


def plain(raw: bytes, name: str) -> Converted:
    """Return the characters of a plain text file."""
    return Converted(*decoded(raw, name))


def decoded(raw: bytes, name: str) -> tuple[str, str]:
    """Return the bytes' characters and their encoding: UTF-8 where they are that, else what fits them best.

    Raises SeedsError if they are empty, binary, or fit none.
    """
    if not raw.strip():
        raise SeedsError(f"{name} is empty: nothing to index")
    if b"\0" in raw[:_SNIFFED] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SeedsError(f"{name} is binary: only text is indexed")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detected(raw, name)


def _detected(raw: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_DETECTED]).best()
    if best is None:
        raise SeedsError(f"{name} is in no encoding that can be told: save it as UTF-8")
    try:
        return raw.decode(best.encoding), best.encoding
    except UnicodeDecodeError as error:
        raise SeedsError(f"{name} is neither UTF-8 nor {best.encoding} throughout: save it as UTF-8") from error
