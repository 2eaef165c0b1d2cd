"""Generations on disk: each is built aside, sealed, renamed, and only then named in ``CURRENT``.

A process killed at any moment leaves either the old generation current or the new one, never half of either.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from stat import S_ISREG
from typing import IO, TYPE_CHECKING, Any

import portalocker

from embeddings.digests import file_digest
from embeddings.encoding.encoder import EncoderIdentity
from embeddings.errors import REMEDY, BusyError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 7
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
    """Digest of everything it was made of; empty if that is not known."""
    dropped: dict[str, int] = field(default_factory=dict)
    """How many blocks of pages were left out, by reason."""
    warnings: tuple[str, ...] = ()
    """What was doubtful when it was made."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One index on disk, checked, and locked so that no rebuild removes it while it is read."""

    folder: Path
    manifest: Manifest
    lock: IO[str]
    """The open manifest, whose lock readers share."""

    @property
    def name(self) -> str:
        """Its folder's name; names sort by the time of building."""
        return self.folder.name

    def close(self) -> None:
        """Unlock it; the last reader of a generation that is no longer current removes it."""
        self.lock.close()
        with suppress(UnusableIndexError):
            if current_name(self.folder.parent) not in {None, self.name}:
                _remove_if_unread(self.folder)


@contextmanager
def rebuild_lock(index: Path) -> Iterator[None]:
    """Lock the index for one rebuild.

    Raises BusyError if another one is running.
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
    """Yield an empty folder to build in, removed afterwards unless it was published.

    What killed rebuilds left behind is removed first, to make room.
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
    """Seal the built folder, make it current in one step, and return its name; unread older generations are removed."""
    _seal(folder, manifest)
    return _enter(folder, datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ"))


def install(folder: Path, name: str) -> None:
    """Make a folder current that was sealed under this name elsewhere.

    Raises UnusableIndexError if the name is none of ours, or a file is not as it was sealed.
    """
    if not _NAME.fullmatch(name):
        raise UnusableIndexError(f"{name!r} names no generation: {REMEDY}")
    with (folder / _MANIFEST).open(encoding="utf-8") as lock:
        _checked(folder, lock)
    for path, record in json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"].items():
        # As sealed, so that the next question need not read the file again.
        os.utime(folder / path, ns=(record["mtime_ns"], record["mtime_ns"]))
        _flush(folder / path)
    _enter(folder, name)


def _enter(folder: Path, name: str) -> str:
    """Give the sealed folder its name and make it current; unread older generations are removed."""
    index = folder.parent
    # Written before the rename, after which nothing may fail for lack of room.
    _write(index / f"{_CURRENT}.new", name)
    if not (index / name).exists():
        folder.rename(index / name)
    _flush(index)
    (index / f"{_CURRENT}.new").replace(index / _CURRENT)
    _flush(index)
    _remove_unread(index, name)
    return name


def _seal(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and flush everything to disk."""
    files = {path: _record(folder / path) for path in _files(folder)}
    _write(folder / _MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest), "files": files}, indent=1))
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _flush(inside)


def open_current(index: Path) -> Generation:
    """Return the current generation, checked and locked.

    Raises UnusableIndexError if there is none, if it has another format, or if a file of it is missing or damaged.
    """
    while True:
        name = current_name(index)
        if name is None:
            raise UnusableIndexError(f"there is no index in {index}: {REMEDY}")
        try:
            lock = (index / name / _MANIFEST).open(encoding="utf-8")
        except OSError as error:
            if current_name(index) != name:
                continue  # a rebuild published another one in between
            raise UnusableIndexError(f"the index {index} lacks {name}/{_MANIFEST}: {REMEDY}") from error
        portalocker.lock(lock, portalocker.LOCK_SH)
        if os.fstat(lock.fileno()).st_nlink:
            return _checked(index / name, lock)
        lock.close()  # it was removed before it was locked


def current_name(index: Path) -> str | None:
    """Return the name of the current generation, or None if there is none.

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
    """Read every byte and return the first file whose content is not what was written, or None."""
    folder = generation.folder
    files = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    return next((path for path, record in files.items() if file_digest(folder / path) != record["digest"]), None)


def _checked(folder: Path, lock: IO[str]) -> Generation:
    with ExitStack() as undo:
        undo.callback(lock.close)
        try:
            manifest = _manifest(folder, json.load(lock))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _damaged(folder, _MANIFEST) from error
        undo.pop_all()
    return Generation(folder, manifest, lock)


def _manifest(folder: Path, stored: dict[str, Any]) -> Manifest:
    """Return the stored manifest if it has this program's format and every file is as it was written."""
    if (made_by := stored.pop("format")) != FORMAT:
        raise UnusableIndexError(
            f"the index {folder.parent} has format {made_by}, this program reads {FORMAT}: {REMEDY}"
        )
    for path, record in stored.pop("files").items():
        _check(folder, path, record)
    return Manifest(**stored | {"encoder": EncoderIdentity(**stored["encoder"]), "warnings": (*stored["warnings"],)})


def _check(folder: Path, path: str, record: dict[str, Any]) -> None:
    """Check one file; it is read only if it was touched since it was written, which keeps a question fast."""
    try:
        status = (folder / path).stat()
    except OSError as error:
        raise UnusableIndexError(f"the index {folder.parent} lacks {folder.name}/{path}: {REMEDY}") from error
    if not S_ISREG(status.st_mode):  # a pipe or a device is never read to its end
        raise _damaged(folder, path)
    untouched = (status.st_size, status.st_mtime_ns) == (record["size"], record["mtime_ns"])
    if not untouched and file_digest(folder / path) != record["digest"]:
        raise _damaged(folder, path)


def _damaged(folder: Path, path: str) -> UnusableIndexError:
    return UnusableIndexError(f"the index {folder.parent} has a damaged {folder.name}/{path}: {REMEDY}")


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _record(path: Path) -> dict[str, Any]:
    _flush(path)
    status = path.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "digest": file_digest(path)}


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
    """Remove the generation if nobody reads it; a folder without a manifest is what a killed removal left."""
    with suppress(OSError, portalocker.exceptions.LockException):
        with suppress(FileNotFoundError), (folder / _MANIFEST).open() as lock:
            portalocker.lock(lock, portalocker.LOCK_EX | portalocker.LOCK_NB)
            (folder / _MANIFEST).unlink()
        shutil.rmtree(folder)
