"""The digest of everything that an index is made of: rebuilds from equal inputs make equal indexes."""

from __future__ import annotations

import platform
from hashlib import blake2b
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.formats.files import source_of
from embeddings.reading.corrections import SPEAKERS
from embeddings.reading.sidecar import sidecar_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from embeddings.encoding.encoder import EncoderIdentity

CODE = Path(__file__).parent
"""The build's source files, whose change may change the index."""


def inputs_digest(paths: Iterable[Path], seeds: Path, encoder: EncoderIdentity, encoding: str) -> str:
    """Return the digest of the seeds, what stands beside them, the encoder, the settings, and the program itself.

    The program is its source files and the version of every installed package, so that no change goes unnoticed.
    """
    stated = ((seeds / SPEAKERS, SPEAKERS),)
    files = chain(stated, ((path, source_of(path, seeds)) for path in paths))
    return _joint(repr(encoder), encoding, program_digest(), files=files)


def program_digest() -> str:
    """Return the digest of the program: its source files, and the version of Python and every installed package."""
    return _joint(platform.python_version(), *_versions(), code_digest())


def code_digest() -> str:
    """Return the digest of the build's source files."""
    return _joint(files=_code())


def named_content(path: Path, name: str) -> bytes:
    """Return what stands for the file: its name, and the digests of it and of what stands beside it."""
    return f"{name}\0".encode("utf-8", "surrogateescape") + _digest(path) + _digest(sidecar_path(path))


def _joint(*parts: str, files: Iterable[tuple[Path, str]] = ()) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{part}\0".encode())
    for path, name in files:
        digest.update(named_content(path, name))
    return digest.hexdigest()


def _versions() -> list[str]:
    return sorted({f"{package.metadata['Name']} {package.version}" for package in distributions()})


def _code() -> Iterator[tuple[Path, str]]:
    for path in sorted(CODE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path, path.relative_to(CODE).as_posix()


def _digest(path: Path) -> bytes:
    """Return the digest of the file's bytes, or of why they cannot be read."""
    try:
        return blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError as error:
        return blake2b(repr(error.errno).encode(), digest_size=16).digest()
