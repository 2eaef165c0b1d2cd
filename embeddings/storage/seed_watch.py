"""Whether the seeds are still what was indexed: words that no longer stand in their file are not shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.formats.files import seed_digest

if TYPE_CHECKING:
    from embeddings.storage.records import StoredDocument


class SeedWatch:
    """Compares seeds with the index; a file is read again only when its size or its time has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, tuple[tuple[int, int], bytes]] = {}

    def holds(self, document: StoredDocument) -> bool:
        """Return whether the document's file is as it was indexed."""
        path = f"{self._folder}/{document.source}"  # looked at for every passage: a Path costs more than the look
        try:
            status = os.stat(path)  # noqa: PTH116 - as above
            stamp = (status.st_size, status.st_mtime_ns)
            if self._digests.get(document.source, (None,))[0] != stamp:
                self._digests[document.source] = stamp, seed_digest(Path(path).read_bytes())
        except OSError:
            return False
        return self._digests[document.source][1] == document.digest
