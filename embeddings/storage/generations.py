"""Generations on disk: each written aside, sealed, renamed, and only then named in ``CURRENT``.

A process killed at any moment leaves either the old generation in force or the new one, never half of either.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import portalocker

from embeddings.encoding.encoder import EncoderIdentity
from embeddings.errors import REMEDY, BusyError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 3
"""Changes whenever an older index can no longer be read."""
_MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
_LOCK = ".lock"
_BUILDING = ".building-"
_NAME = re.compile(r"\d{8}T\d{12}Z")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it."""

    encoder: EncoderIdentity
    token_encoding: str
    counts: dict[str, int]
    inputs: str = ""
    """Digest of all that it was made of; empty where nobody can tell."""
    dropped: dict[str, int] = field(default_factory=dict)
    """Blocks of pages left out, by the reason why."""
    warnings: tuple[str, ...] = ()
    """What its making warned of."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One index on disk, checked; held open so that no rebuild removes it while it is read."""

    folder: Path
    manifest: Manifest
    held: IO[str]

    @property
    def name(self) -> str:
        """Its folder's name, which sorts by the time it was built."""
        return self.folder.name

    def close(self) -> None:
        """Give it back; whoever is the last to read one that is no longer in force removes it."""
        self.held.close()
        with suppress(UnusableIndexError):
            if current_name(self.folder.parent) not in {None, self.name}:
                _remove_if_unread(self.folder)


@contextmanager
def rebuild_lock(index: Path) -> Iterator[None]:
    """Hold the index for one rebuild.

    Raises BusyError if another one holds it.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / _LOCK).open("w") as handle:
        try:
            portalocker.lock(handle, portalocker.LOCK_EX | portalocker.LOCK_NB)
        except portalocker.exceptions.LockException as error:
            raise BusyError(f"another rebuild of {index} is running: wait until it ends") from error
        yield


@contextmanager
def new_generation(index: Path) -> Iterator[Path]:
    """Yield an empty folder to build in; it is gone afterwards unless it was published.

    What killed rebuilds left and nobody reads goes first: it takes room.
    """
    for left_over in index.glob(f"{_BUILDING}*"):
        shutil.rmtree(left_over)
    with suppress(UnusableIndexError):
        _remove_unread(index, current_name(index))
    folder = index / f"{_BUILDING}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, manifest: Manifest) -> str:
    """Seal the built folder, put it in force in one step, and return its name; generations that nobody reads go."""
    index = folder.parent
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    _seal(folder, manifest)
    # Written first: from the renaming on nothing may fail for want of room.
    _write(index / f"{_CURRENT}.new", name)
    folder.rename(index / name)
    _flush(index)
    (index / f"{_CURRENT}.new").replace(index / _CURRENT)
    _flush(index)
    _remove_unread(index, name)
    return name


def _seal(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, and flush everything."""
    told = {"format": FORMAT, **asdict(manifest), "files": {path: _record(folder / path) for path in _files(folder)}}
    _write(folder / _MANIFEST, json.dumps(told, indent=1))
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _flush(inside)


def open_current(index: Path) -> Generation:
    """Return the generation in force, checked.

    Raises UnusableIndexError if there is none, it is of another format, or a file of it is missing or damaged.
    """
    while True:
        name = current_name(index)
        if name is None:
            raise UnusableIndexError(f"there is no index in {index}: {REMEDY}")
        try:
            held = (index / name / _MANIFEST).open(encoding="utf-8")
        except OSError as error:
            if current_name(index) != name:
                continue
            raise UnusableIndexError(f"the index {index} lacks {name}/{_MANIFEST}: {REMEDY}") from error
        portalocker.lock(held, portalocker.LOCK_SH)
        if os.fstat(held.fileno()).st_nlink:
            return _checked(index / name, held)
        held.close()


def current_name(index: Path) -> str | None:
    """Return the name of the generation in force, None where there is none.

    Raises UnusableIndexError if the file that names it is damaged.
    """
    try:
        name = (index / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableIndexError(f"{index / _CURRENT} cannot be read ({error}): {REMEDY}") from error
    if not _NAME.fullmatch(name):
        raise UnusableIndexError(f"{index / _CURRENT} names no generation: {REMEDY}")
    return name


def damaged_file(generation: Generation) -> str | None:
    """Return the first file whose content is not what was written, reading every byte; None where all are."""
    told = json.loads((generation.folder / _MANIFEST).read_text(encoding="utf-8"))
    return next((p for p, record in told["files"].items() if _digest(generation.folder / p) != record["digest"]), None)


def _checked(folder: Path, held: IO[str]) -> Generation:
    try:
        manifest = _manifest(folder, json.load(held))
    except (ValueError, KeyError, TypeError) as error:
        held.close()
        raise UnusableIndexError(
            f"the index {folder.parent} has a damaged {folder.name}/{_MANIFEST}: {REMEDY}"
        ) from error
    except UnusableIndexError:
        held.close()
        raise
    return Generation(folder, manifest, held)


def _manifest(folder: Path, told: dict[str, Any]) -> Manifest:
    if told["format"] != FORMAT:
        raise UnusableIndexError(
            f"the index {folder.parent} has format {told['format']}, this program reads {FORMAT}: {REMEDY}"
        )
    for path, record in told["files"].items():
        _check(folder, path, record)
    made = {name: told[name] for name in ("token_encoding", "counts", "inputs", "dropped")}
    return Manifest(EncoderIdentity(**told["encoder"]), **made, warnings=tuple(told["warnings"]))


def _check(folder: Path, path: str, record: dict[str, Any]) -> None:
    """Check one file; one untouched since it was written is not read, which keeps a question fast."""
    try:
        found = (folder / path).stat()
    except OSError as error:
        raise UnusableIndexError(f"the index {folder.parent} lacks {folder.name}/{path}: {REMEDY}") from error
    untouched = (found.st_size, found.st_mtime_ns) == (record["size"], record["mtime_ns"])
    if not untouched and _digest(folder / path) != record["digest"]:
        raise UnusableIndexError(f"the index {folder.parent} has a damaged {folder.name}/{path}: {REMEDY}")


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _record(path: Path) -> dict[str, Any]:
    _flush(path)
    found = path.stat()
    return {"size": found.st_size, "mtime_ns": found.st_mtime_ns, "digest": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "blake2b").hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _flush(path)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_unread(index: Path, current: str | None) -> None:
    for folder in index.iterdir():
        if folder.name != current and _NAME.fullmatch(folder.name):
            _remove_if_unread(folder)


def _remove_if_unread(folder: Path) -> None:
    """Remove the generation; one without a manifest is what a killed process left of a removal."""
    with suppress(OSError, portalocker.exceptions.LockException):
        with suppress(FileNotFoundError), (folder / _MANIFEST).open() as held:
            portalocker.lock(held, portalocker.LOCK_EX | portalocker.LOCK_NB)
            (folder / _MANIFEST).unlink()
        shutil.rmtree(folder)
