"""A new document for the seeds: only what reads as one, and never in the place of another."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from embeddings.errors import SeedsError
from embeddings.formats.files import FORMATS, seed_digest, seed_paths
from embeddings.reading.reader import read_documents
from embeddings.reading.sidecar import sidecar_path

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 5_000_000
"""Bytes of a document at most: the longest article is a hundredth of it."""
_NAME = re.compile(r"[\w][\w .,()'+-]{0,120}")
"""Names that every file system can hold, that hide nothing and lead nowhere."""


def refuse_name(name: str) -> None:
    """Raise SeedsError if no seed may have that name."""
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise SeedsError(f"{suffix or 'no suffix'} is not what I read: {', '.join(sorted(FORMATS))}")
    if not _NAME.fullmatch(name):
        raise SeedsError("its name has characters that I do not take: letters, digits, spaces, - and _ are fine")


def acquire(seeds: Path, name: str, raw: bytes, sidecar: str = "") -> str:
    """Store the document and its sidecar, if any, among the seeds; return what was read from it in one sentence.

    Raises SeedsError if it is too large, cannot be read, has no body text, or is already there by name or content.
    """
    refuse_name(name)
    if len(raw) > LARGEST:
        raise SeedsError(f"it has {len(raw):,} bytes, and {LARGEST:,} are the most")
    twin = next(_twins(seeds, raw), None)
    if twin:
        raise SeedsError(f"{twin} has the same content")
    with _aside(seeds / name, raw) as part:
        if sidecar:
            sidecar_path(part).write_text(sidecar, encoding="utf-8")
        documents = read_documents(part, name)
        if not any(document.body for document in documents):
            raise SeedsError("it has no body text")
        _put_in_place(part, seeds / name)
        if sidecar:
            _put_in_place(sidecar_path(part), sidecar_path(seeds / name))
    title = documents[0].provenance.title
    held = f"{len(documents)} articles, " if len(documents) > 1 else ""
    paragraphs = sum(len(document.body) for document in documents)
    return f"Added {name}{f' ({title})' if title and not held else ''}: {held}{paragraphs} paragraphs."


def _twins(seeds: Path, raw: bytes) -> Iterator[str]:
    """Yield the seeds with the same content; only files of the same size are read."""
    digest = seed_digest(raw)
    for path in _paths(seeds):
        if path.stat().st_size == len(raw) and seed_digest(path.read_bytes()) == digest:
            yield path.name


def _paths(seeds: Path) -> tuple[Path, ...]:
    try:
        return seed_paths(seeds)
    except SeedsError:
        return ()


@contextmanager
def _aside(path: Path, raw: bytes) -> Iterator[Path]:
    """Yield a file of the same name that holds the bytes, in a hidden folder that is gone afterwards."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
            part = Path(folder, path.name)
            part.write_bytes(raw)
            yield part
    except OSError as error:
        raise SeedsError(f"{path.name} cannot be written ({error.strerror})") from error


def _put_in_place(part: Path, path: Path) -> None:
    """Give the file its name, which fails where anything has that name; never half a file."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise SeedsError(f"there already is a {path.name}, and I never overwrite") from None
