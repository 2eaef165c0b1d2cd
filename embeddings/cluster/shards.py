"""Shards: what is made of some files at a time, named by the hash of all that it is made of.

A shard that is there need not be made again, by the build that goes on after an interruption or by one of a corpus that
has grown. Files are parted where the hash of a file's name says so, not by counting, so that a new file changes the
shard that it falls into and no other.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from embeddings.formats.files import source_of
from embeddings.inputs import named_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILES = 32
"""Files in a shard on average: half a second of work, all that a killed process loses; more wait for one another."""
_QUICK = 1
"""The level of compression: a third of the size, for less time than it takes to read the rest from a disk."""
_PIECE = 1 << 14
"""Bytes of a shard read at a time, until they hold its first line."""


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that follow one another, and the digest of their names and contents."""

    paths: tuple[Path, ...]
    digest: str


def grouped(paths: Sequence[Path], seeds: Path) -> Iterator[FileGroup]:
    """Yield the files in groups, in their order."""
    group: list[Path] = []
    for path in paths:
        group.append(path)
        if _last(source_of(path, seeds)):
            yield _group(group, seeds)
            group = []
    if group:
        yield _group(group, seeds)


def key(*parts: str) -> str:
    """Return the name of the shard that is made of the parts."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


class Shards:
    """A folder of shards."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._used = folder, set[str]()
        folder.mkdir(exist_ok=True)

    def __contains__(self, name: str) -> bool:
        return self._path(name).exists()

    def read(self, name: str) -> bytes:
        """Return the shard."""
        self._used.add(name)
        return zlib.decompress(self._path(name).read_bytes())

    def first_line(self, name: str) -> str:
        """Return the first line of the shard, without reading it as a whole."""
        line, unpacking = b"", zlib.decompressobj()
        with self._path(name).open("rb") as file:
            while b"\n" not in line and (piece := file.read(_PIECE)):
                line += unpacking.decompress(piece)
        return line.partition(b"\n")[0].decode("ascii")

    def write(self, name: str, content: bytes) -> None:
        """Store the shard, all of it or nothing."""
        self._used.add(name)
        path = self._path(name)
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(zlib.compress(content, _QUICK))
        unfinished.replace(path)

    def drop_unused(self) -> None:
        """Remove every shard that was neither read nor written."""
        for path in self._folder.glob("*/*"):
            if path.name not in self._used:
                path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _last(source: str) -> bool:
    return int.from_bytes(blake2b(source.encode("utf-8", "surrogateescape"), digest_size=4).digest()) % FILES == 0


def _group(paths: Iterable[Path], seeds: Path) -> FileGroup:
    digest = blake2b(digest_size=16)
    for path in paths:
        digest.update(named_content(path, source_of(path, seeds)))
    return FileGroup(tuple(paths), digest.hexdigest())
