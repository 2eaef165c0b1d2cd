"""The text of a PDF, read in a process of its own: a hostile file may take its time and memory, not the bot's.

That process runs this file alone, so nothing here imports from the rest of the program.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from io import BytesIO
from pathlib import Path

SECONDS = 20.0
"""How long reading may take: a page takes about 0.05 s, an article has a few."""
LARGEST_TEXT = 5_000_000
"""Characters of text at most, for a small file may unpack into any amount."""
_MEMORY = 1 << 30
"""Bytes that the reading process may take."""
_ENCRYPTED, _BROKEN, _LONG = 3, 4, 5
_REMEDIES = {
    _ENCRYPTED: "it is encrypted: save it without a password and send it again",
    _LONG: f"it holds over {LARGEST_TEXT:,} characters: send it in parts",
}
_UNREADABLE = "it is broken, or no PDF: save it anew, or send its text as .txt"


class PdfError(Exception):
    """No text can be had; the message says why and what helps."""


def pdf_text(raw: bytes, seconds: float = SECONDS) -> str:
    """Return the text of the pages, blank lines between them, lines as they are printed.

    Raises PdfError if there is none, or reading it takes longer than that.
    """
    command = [sys.executable, "-P", str(Path(__file__).resolve())]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - own file
    except subprocess.TimeoutExpired:
        raise PdfError(f"it cannot be read in {seconds:.0f} s: send its text as .txt") from None
    if done.returncode:
        raise PdfError(_REMEDIES.get(done.returncode, _UNREADABLE))
    text = done.stdout.decode("utf-8")
    if not text.strip():
        raise PdfError(
            "it has no text, only pictures at most: put it through text recognition, or send its text as .txt"
        )
    return text


def _read(raw: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        sys.exit(_ENCRYPTED)
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text().replace("\0", "").strip()
        size += len(text)
        if size > LARGEST_TEXT:
            sys.exit(_LONG)
        if text:
            pages.append(text)
    return "\n\n".join(pages)


def _main() -> None:
    import resource  # not everywhere is there one

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()
    try:
        text = _read(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is the file
        sys.exit(_BROKEN)
    sys.stdout.buffer.write(f"{text}\n".encode(errors="replace") if text else b"")


if __name__ == "__main__":
    _main()
