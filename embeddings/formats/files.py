"""The files of the seeds folder, the formats that are read, and each file's text.

A format is one module and one line of ``FORMATS``: a function from a file's bytes and name to its text. Formats that
unpack or parse what a stranger made are ``confined``: read in a process of their own, with limits.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import SeedsError
from embeddings.formats.confined import confined
from embeddings.formats.html import html
from embeddings.formats.plain import plain

if TYPE_CHECKING:
    from embeddings.formats.converted import Converted, Converter

FORMATS: dict[str, Converter] = {
    ".txt": plain,
    ".md": plain,
    ".html": html,
    ".htm": html,
    ".pdf": confined("embeddings.formats.pdf"),
    ".docx": confined("embeddings.formats.docx"),
    ".epub": confined("embeddings.formats.epub"),
    ".eml": confined("embeddings.formats.eml"),
}
"""By the end of a file's name, what converts it to text."""

LARGEST_FILE = 50_000_000
"""Bytes of a file at most: reading takes some 40 bytes of memory for each, and a scanned PDF has a few million."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file's text and the hash of its bytes."""

    converted: Converted
    digest: bytes


def seed_paths(folder: Path) -> tuple[Path, ...]:
    """Return the folder's documents at any depth, sorted by their path; links that leave the folder are not followed.

    Raises SeedsError if there is no such folder or it holds no document.
    """
    if not folder.is_dir():
        raise SeedsError(f"there is no seeds folder at {folder}: verbatim add FILE makes it, --seeds names another")
    paths = tuple(sorted(path for path in _walk(folder) if path.suffix.lower() in FORMATS))
    if not paths:
        *others, last = FORMATS
        known = f"{', '.join(others)} or {last}"
        raise SeedsError(f"the seeds folder {folder} holds no document: put {known} files there")
    return paths


def unread_paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of the folder that no format reads, sorted; sidecars are not listed."""
    return tuple(sorted(path for path in _walk(folder) if path.suffix.lower() not in {*FORMATS, ".toml"}))


def _walk(folder: Path) -> list[Path]:
    """Return the files in the folder, at any depth: no pipes or devices, and no links that leave it."""
    inside = folder.resolve()
    return [
        path
        for parent, folders, names in os.walk(folder)
        for path in (Path(parent, name) for name in _visible(folders, names))
        if not _is_special(path) and Path(os.path.realpath(path)).is_relative_to(inside)
    ]


def _is_special(path: Path) -> bool:
    """Return whether the path exists but is no regular file; a path that cannot be inspected fails when it is read."""
    return path.exists() and not path.is_file()


def _visible(folders: list[str], names: list[str]) -> list[str]:
    folders[:] = [name for name in folders if not name.startswith(".")]
    return [name for name in names if not name.startswith(".")]


def source_of(path: Path, folder: Path) -> str:
    """Return the name by which a document is cited: its path below the folder, with forward slashes."""
    return path.relative_to(folder).as_posix()


def read_file(path: Path) -> SeedFile:
    """Return the file's text.

    Raises SeedsError if the file cannot be read, or is not what the end of its name says.
    """
    return read_bytes(raw_bytes(path), path.name)


def read_bytes(raw: bytes, name: str) -> SeedFile:
    """Return the text of a file with these bytes and this name; an unknown suffix is read as plain text.

    Raises SeedsError if it is not what the end of its name says.
    """
    convert = FORMATS.get(Path(name).suffix.lower(), plain)
    return SeedFile(convert(raw, name), seed_digest(raw))


def seed_digest(raw: bytes) -> bytes:
    """Return the BLAKE2b hash of a file's bytes, 16 bytes."""
    return blake2b(raw, digest_size=16).digest()


def raw_bytes(path: Path) -> bytes:
    """Return the file's bytes.

    Raises SeedsError if it is no file, is too large, or cannot be read.
    """
    if _is_special(path):
        raise SeedsError(f"{path.name} is no regular file but a folder, a pipe or a device: name files")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SeedsError(f"{path.name} has over {LARGEST_FILE:,} bytes: split it into parts")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SeedsError(
            f"{path.name} cannot be read (there is no such file): name another, or mend its link"
        ) from error
    except OSError as error:
        raise SeedsError(f"{path.name} cannot be read ({error.strerror}): repair it or remove it") from error
