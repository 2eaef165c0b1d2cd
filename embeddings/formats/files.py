"""The files of the seeds folder, and their characters."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from embeddings.errors import SeedsError

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
_SNIFFED = 1 << 16
"""Bytes that decide whether a file is binary."""
_DETECTED = 1 << 18
"""Bytes that the encoding is detected from; detection costs seconds a megabyte."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file's characters, the encoding that they were decoded from, and the hash of its bytes."""

    text: str
    encoding: str
    digest: bytes


def seed_paths(folder: Path) -> tuple[Path, ...]:
    """Return the folder's documents at any depth, sorted by their path; links that leave the folder are not followed.

    Raises SeedsError if there is no such folder or it holds no document.
    """
    if not folder.is_dir():
        raise SeedsError(f"there is no seeds folder at {folder}: make it, or name another with --seeds")
    found = tuple(sorted(_walk(folder)))
    if not found:
        raise SeedsError(f"the seeds folder {folder} holds no document: put .txt, .md or .html files there")
    return found


def _walk(folder: Path) -> list[Path]:
    inside = folder.resolve()
    return [
        path
        for parent, folders, names in os.walk(folder)
        for path in (Path(parent, name) for name in _visible(folders, names))
        if path.suffix.lower() in SUFFIXES and Path(os.path.realpath(path)).is_relative_to(inside)
    ]


def _visible(folders: list[str], names: list[str]) -> list[str]:
    folders[:] = [name for name in folders if not name.startswith(".")]
    return [name for name in names if not name.startswith(".")]


def source_of(path: Path, folder: Path) -> str:
    """Return the name by which a document is cited: its path below the folder, with forward slashes."""
    return path.relative_to(folder).as_posix()


def read_file(path: Path) -> SeedFile:
    """Return the file's characters.

    Raises SeedsError if the file cannot be read, is empty, is binary, or its encoding cannot be told.
    """
    return decode(_bytes(path), path.name)


def file_digest(raw: bytes) -> bytes:
    """Return the BLAKE2b hash of a file's bytes, 16 bytes."""
    return blake2b(raw, digest_size=16).digest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SeedsError(f"{path.name} cannot be read ({error.strerror}): mend it or take it out") from error


def decode(raw: bytes, name: str) -> SeedFile:
    """Return the bytes' characters: UTF-8 where they are that, else the encoding that fits them best.

    Raises SeedsError if they are empty, binary, or fit none.
    """
    if not raw.strip():
        raise SeedsError(f"{name} is empty: nothing to index")
    if b"\0" in raw[:_SNIFFED] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SeedsError(f"{name} is binary: only text is indexed")
    try:
        return _file(raw, "utf-8")
    except UnicodeDecodeError:
        return _detect(raw, name)


def _file(raw: bytes, encoding: str) -> SeedFile:
    return SeedFile(raw.decode(encoding), encoding, file_digest(raw))


def _detect(raw: bytes, name: str) -> SeedFile:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_DETECTED]).best()
    if best is None:
        raise SeedsError(f"{name} is in no encoding that can be told: save it as UTF-8")
    try:
        return _file(raw, best.encoding)
    except UnicodeDecodeError as error:
        raise SeedsError(f"{name} is neither UTF-8 nor {best.encoding} throughout: save it as UTF-8") from error
