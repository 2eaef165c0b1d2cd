"""Formats read in a process of their own: a hostile file may take its time and memory, not the program's.

``main`` is what that process runs: it reads a file from standard input, and writes its text as JSON.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZipFile

from embeddings.documents import Provenance
from embeddings.errors import SeedsError
from embeddings.formats.converted import Converted, day_of

if TYPE_CHECKING:
    from embeddings.formats.converted import Converter

SECONDS = 30.0
"""How long reading may take: a page of a PDF takes about 0.05 s, an article has a few, a book some hundreds."""
LARGEST_TEXT = 5_000_000
"""Characters of text at most, for a small file may unpack into any amount; a long book has a million."""
_MEMORY = 1 << 30
"""Bytes that the process may take: a PDF of a hundred pages takes a tenth."""
_LARGEST_UNPACKED = 100_000_000
"""Bytes that the parts of a packed file have together at most: a novel has one million, the rest is pictures."""
_START = f"import sys; sys.path.append({str(Path(__file__).parents[2])!r}); from {__name__} import main; main()"
"""The program's own folder comes last, and the current folder not at all: what lies there is not run."""


class UnreadableError(Exception):
    """The file holds no text that can be had; the message says what it is and what helps: "is encrypted: …"."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, and what the file states of itself."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """A day as in 2019-11-16; what follows it is ignored."""


def confined(module: str, seconds: float = SECONDS) -> Converter:
    """Return a converter that calls the module's ``extract`` in a process of its own; a file's bytes to an Extract."""

    def convert(raw: bytes, name: str) -> Converted:
        if not raw.strip():
            raise SeedsError(f"{name} is empty: nothing to index")
        answer = _ask(module, raw, name, seconds)
        if "fault" in answer:
            raise SeedsError(f"{name} {answer['fault']}")
        extract = Extract(**answer)
        if not extract.text.strip():
            raise SeedsError(f"{name} has no text: if it is a scan, run text recognition (OCR) over it first")
        stated = Provenance(extract.title, extract.author, extract.publisher, published=day_of(extract.published))
        return Converted(extract.text, in_file=False, stated=stated)

    return convert


def _ask(module: str, raw: bytes, name: str, seconds: float) -> dict[str, str]:
    """Return what the process answers: the fields of an Extract, or a fault."""
    command = [sys.executable, "-P", "-c", _START, module]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - own code
    except subprocess.TimeoutExpired:
        raise SeedsError(f"{name} cannot be read in {seconds:.0f} s: save its text as .txt") from None
    if done.returncode:
        raise SeedsError(f"{name} is broken, or not what its name says: save it anew, or its text as .txt")
    return dict(json.loads(done.stdout))


def opened(file: IO[bytes]) -> ZipFile:
    """Return the packed file, opened; no part of it unpacks into more than it says.

    Raises UnreadableError if its parts are too large together.
    """
    packed = ZipFile(file)
    if sum(part.file_size for part in packed.infolist()) > _LARGEST_UNPACKED:
        raise UnreadableError(f"unpacks into over {_LARGEST_UNPACKED:,} bytes: save its text as .txt")
    return packed


def _answer(module: str, file: IO[bytes]) -> dict[str, str | None]:
    try:
        extract: Extract = import_module(module).extract(file)
    except UnreadableError as error:
        return {"fault": str(error)}
    if len(extract.text) > LARGEST_TEXT:
        return {"fault": f"holds over {LARGEST_TEXT:,} characters: split it into parts"}
    return {name: _whole(value) for name, value in asdict(extract).items()}


def _whole(text: str | None) -> str | None:
    """Return the text without NUL characters, and with lone surrogates replaced."""
    return text and text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _limit() -> None:
    """Take no more than is allowed, as far as the system can hold a process to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))


def main() -> None:
    """Read a file from standard input, and write what the module named by the first argument makes of it."""
    logging.disable()
    _limit()
    sys.stdout.write(json.dumps(_answer(sys.argv[1], BytesIO(sys.stdin.buffer.read()))))
