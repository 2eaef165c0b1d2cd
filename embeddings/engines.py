"""Which engine keeps the passage index: the files of one folder, or Milvus where the settings name one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from embeddings.errors import REMEDY, UnusableIndexError
from embeddings.indexing.local_index import LocalIndex, LocalIndexWriter
from embeddings.indexing.milvus import REFERENCE
from embeddings.storage.generations import current_name

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.indexing.milvus.sharing import SharedGenerations
    from embeddings.indexing.passage_index import PassageIndex, PassageIndexWriter


def index_writer(folder: Path, url: str | None) -> PassageIndexWriter:
    """Return what indexes the passages of the generation that is built in the folder."""
    if url is None:
        return LocalIndexWriter(folder)
    from embeddings.indexing.milvus.writer import MilvusIndexWriter

    return MilvusIndexWriter(folder, url)


def open_index(folder: Path, url: str | None) -> PassageIndex:
    """Open the passage index of the generation in the folder.

    Raises UnusableIndexError if it cannot be read, or is kept in a Milvus that the settings do not name.
    """
    if not (folder / REFERENCE).exists():
        return LocalIndex(folder)
    if url is None:
        raise UnusableIndexError(
            f"the passages of the index {folder.parent} are in Milvus: set VERBATIM_INDEX_URL, or {REMEDY}"
        )
    from embeddings.indexing.milvus.reader import MilvusIndex

    return MilvusIndex(folder, url)


def is_kept(folder: Path, url: str | None) -> bool:
    """Return whether the generation is kept where the URL says, and is in force there."""
    return current_generation(folder.parent, url) == folder.name if url else not (folder / REFERENCE).exists()


def current_generation(index: Path, url: str | None) -> str | None:
    """Return the name of the generation in force, None if there is none.

    Raises UnusableIndexError if that cannot be told.
    """
    if url is None:
        return current_name(index)
    with closing(_shared(url)) as generations:
        return generations.current()


def share(folder: Path, url: str) -> None:
    """Put the generation into force for everybody who asks at the URL."""
    with closing(_shared(url)) as generations:
        generations.share(folder)


def fetch_current(index: Path, url: str) -> None:
    """Make the generation that is in force at the URL the current one of the folder.

    Raises UnusableIndexError if there is none.
    """
    with closing(_shared(url)) as generations:
        generations.fetch(index)


def _shared(url: str) -> SharedGenerations:
    from embeddings.indexing.milvus.sharing import SharedGenerations

    return SharedGenerations(url)
