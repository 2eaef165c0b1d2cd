"""Joins the corpus files of parts of a corpus into one, as if it had been written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.storage.corpus_writer import CorpusWriter

if TYPE_CHECKING:
    from pathlib import Path

_COUNTED = {
    "files": {"id": "files"},
    "documents": {"id": "documents", "file": "files"},
    "passages": {"id": "passages", "document": "documents"},
    "sentences": {"passage": "passages"},
    "statements": {"id": "statements", "document": "documents"},
    "spoken": {"passage": "passages", "statement": "statements"},
    "sightings": {"document": "documents"},
    "beside": {"document": "documents"},
}
"""The tables that a part has, and by column whose rows it counts: in the whole it goes on where the last part ended."""


class CorpusMerger(CorpusWriter):
    """Adds one part after another."""

    def add_part(self, path: Path) -> None:
        """Add what another writer stored."""
        self._database.execute("attach ? as part", (str(path),))
        before = {table: self._count(table) for table in _COUNTED}
        for table, counted in _COUNTED.items():
            columns = [name for _, name, *_ in self._database.execute(f"pragma part.table_info({table})")]
            moved = (f"{name} + {before[counted[name]]}" if name in counted else name for name in columns)
            self._database.execute(f"insert into main.{table} select {', '.join(moved)} from part.{table}")  # noqa: S608 - names from this code
        self._database.commit()
        self._database.execute("detach part")

    def _count(self, table: str) -> int:
        return int(self._database.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608 - names from this code
